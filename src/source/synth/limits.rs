//! The limits of test signals.

/// Samples per channel computed at a time.
pub const BLOCK: usize = 1024;

/// The maximum number of channels.
pub const MAX_CHANNELS: usize = 1024;

/// The maximum sample rate in hertz.
pub const MAX_RATE: f64 = 1e12;

/// The maximum number of samples per channel: two centuries at 44.1 kHz.
pub const MAX_LENGTH: u64 = 1 << 48;
