//! Limits of windows.

/// The longest window, in samples.
pub const MAX_LENGTH: usize = 1 << 26;

/// The longest `dpss` or `chebwin` window: neither has a closed formula, and
/// both take several arrays of their length to compute.
pub const MAX_SOLVED_LENGTH: usize = 1 << 22;

/// Below this mean, a window is zero except for rounding, and its sum cannot be a divisor.
pub(super) const LEAST_MEAN: f64 = 1e-15;
