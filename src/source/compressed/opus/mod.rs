//! Opus: its identification header, the lengths of its packets, and their decoding.
//!
//! # Source
//! RFC 6716, section 3 (packets); RFC 7845, section 5.1 (identification header).

mod decoder;
mod head;
mod length;

pub(super) use decoder::OpusDecoder;
pub(super) use head::Head;
pub(super) use length::samples;

/// Samples per second, whatever the rate of the original.
pub(super) const RATE: u32 = 48_000;

/// Samples per channel after which a decoder that starts in the middle agrees with one that does not: a second. After
/// the 80 ms of RFC 7845, section 4.6, they differ by 31 dB below the signal; the predictions converge exponentially.
pub(super) const WARM_UP: u64 = 48_000;

/// The maximum number of samples per channel in a packet: 120 ms.
pub(super) const LONGEST: u64 = 5760;
