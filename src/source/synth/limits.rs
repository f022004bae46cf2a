//! The limits of test signals.

/// Samples of each channel that are computed at once.
pub const BLOCK: usize = 1024;

/// The most channels that are made.
pub const MAX_CHANNELS: usize = 1024;

/// The highest sampling rate that is made, in hertz.
pub const MAX_RATE: f64 = 1e12;

/// The most samples per channel that are made: two centuries at 44.1 kHz.
pub const MAX_LENGTH: u64 = 1 << 48;
