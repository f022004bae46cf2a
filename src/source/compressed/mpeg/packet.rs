//! What lies in a packet of layer III.

use super::header::header;
use super::summary::side_information;

/// Bytes of main data in a frame of layer III: those after header, checksum and side information, which later frames may
/// use as their bit reservoir. For other layers, all bytes.
pub(in super::super) fn main_data_size(packet: &[u8]) -> usize {
    let Some(word) = packet.first_chunk().copied().map(u32::from_be_bytes).filter(|word| word >> 17 & 3 == 1) else {
        return packet.len();
    };
    let checksum = if word >> 16 & 1 == 0 { 2 } else { 0 };
    packet.len().saturating_sub(4 + checksum + side_information(word))
}

/// Samples per channel to which a packet decodes.
pub(in super::super) fn samples(packet: &[u8]) -> Option<u64> {
    header(packet).map(|header| u64::from(header.samples))
}

/// A packet of layer III as plain stereo, if it is joint stereo with neither middle/side nor intensity coding.
///
/// Both mean the same, but the decoder fails for joint stereo if the block types of the channels differ, as they may.
/// The checksum would no longer match, but the decoder does not verify it.
/// Workaround for <https://github.com/pdeljanov/Symphonia/issues/556>.
pub(in super::super) fn as_plain_stereo(packet: &[u8]) -> Option<Vec<u8>> {
    const LAYER: u8 = 3 << 1;
    const LAYER_3: u8 = 1 << 1;
    const MODE: u8 = 0xF0;
    const JOINT_WITHOUT_EXTENSION: u8 = 0x40;
    let &[_, second, _, fourth] = packet.first_chunk()?;
    let is_uncoupled = second & LAYER == LAYER_3 && fourth & MODE == JOINT_WITHOUT_EXTENSION;
    is_uncoupled.then(|| {
        let mut plain = packet.to_vec();
        plain[3] &= !MODE;
        plain
    })
}
