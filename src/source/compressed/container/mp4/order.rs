//! The byte order of PCM in an MP4 file.
//!
//! # Source
//! Apple, *QuickTime File Format Specification*, "Sound sample descriptions".

use super::boxes::track_of;
use super::tracks::description;

/// Bits per sample of a big-endian track, one without an `enda` of 1, which the demuxer would read as little-endian;
/// `moov` is the contents of that box.
pub(in super::super) fn big_endian_bits(moov: &[u8], track: u32) -> Option<u32> {
    let (name, description) = description(track_of(moov, track)?)?;
    let bits = match &name {
        b"in24" => 24,
        b"in32" | b"fl32" => 32,
        b"fl64" => 64,
        _ => return None,
    };
    let order = description.windows(6).find(|window| window.starts_with(b"enda"));
    order.is_none_or(|order| order[4..] != [0, 1]).then_some(bits)
}
