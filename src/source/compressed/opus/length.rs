//! The length of a packet, and other times.

/// Samples per second, whatever the rate of the original.
pub(in super::super) const RATE: u32 = 48_000;

/// Samples per channel after which a decoder that starts in the middle agrees with one that does not: a second. After
/// the 80 ms of RFC 7845, section 4.6, they differ by 31 dB below the signal; the predictions converge exponentially.
pub(in super::super) const WARM_UP: u64 = 48_000;

/// The maximum number of samples per channel in a packet: 120 ms.
pub(in super::super) const LONGEST: u64 = 5760;

/// Samples per channel at 48 kHz of a packet; `None` if it is invalid.
///
/// # Source
/// RFC 6716, sections 3.1 and 3.2.
pub(in super::super) fn samples(packet: &[u8]) -> Option<u64> {
    let first = *packet.first()?;
    // There are 12 configurations of SILK (10 to 60 ms), 4 hybrid (10 and 20 ms) and 16 of CELT (2.5 to 20 ms).
    let frame = match first >> 3 {
        silk @ 0..12 => [480, 960, 1920, 2880][usize::from(silk % 4)],
        hybrid @ 12..16 => [480, 960][usize::from(hybrid % 2)],
        celt => 120 << (celt % 4),
    };
    let frames = match first & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => u64::from(packet.get(1)? & 0x3F),
    };
    Some(frame * frames).filter(|samples| (1..=LONGEST).contains(samples))
}
