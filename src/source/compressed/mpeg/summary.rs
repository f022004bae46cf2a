//! The summary of a file in its first frame: Xing, Info and VBRI headers, with the encoder delay.
//!
//! # Source
//! The Xing header and its extension as LAME 3.100 writes them; the VBRI header as Fraunhofer's encoder writes it.

/// Samples per channel by which a decoder of layer III delays the audio.
const DECODER_DELAY: u32 = 529;

/// A summary of the file, stored in a first frame without audio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Summary {
    /// Bytes of all frames, this one included.
    pub(super) bytes: Option<u32>,
    /// The number of frames that follow; 0 is what a writer to a pipe leaves, and not a count.
    pub(super) count: Option<u32>,
    /// Samples per channel to drop at the start and at the end of the decoded frames.
    pub(super) padding: (u32, u32),
}

/// Parses a complete frame that holds a summary instead of audio.
pub(super) fn summary(packet: &[u8]) -> Option<Summary> {
    let word = packet.first_chunk().copied().map(u32::from_be_bytes)?;
    if word >> 17 & 3 != 1 {
        return None;
    }
    let side_information = side_information(word);
    let is_protected = word >> 16 & 1 == 0;
    // Encoders do not count the checksum of a protected frame, although it moves the side information.
    let places = [4 + side_information, 6 + side_information];
    places.iter().take(1 + usize::from(is_protected)).find_map(|&at| xing(packet, at)).or_else(|| vbri(packet))
}

/// Bytes of the side information of layer III.
pub(super) fn side_information(word: u32) -> usize {
    match (word >> 19 & 3 == 3, word >> 6 & 3 == 3) {
        (true, false) => 32,
        (false, true) => 9,
        _ => 17,
    }
}

/// Whether the side information, which ends at byte `end`, is all zero, so that the frame has no audio.
fn is_silent(packet: &[u8], end: usize) -> bool {
    let begin = if packet[1] & 1 == 0 { 6 } else { 4 };
    packet.get(begin..end).is_some_and(|side| side.iter().all(|&byte| byte == 0))
}

fn number(packet: &[u8], at: usize) -> Option<u32> {
    packet.get(at..)?.first_chunk().copied().map(u32::from_be_bytes)
}

fn xing(packet: &[u8], at: usize) -> Option<Summary> {
    let tag = packet.get(at..at + 4)?;
    if (tag != b"Xing" && tag != b"Info") || !is_silent(packet, at) {
        return None;
    }
    let flags = number(packet, at + 4)?;
    let has = |bit: u32| flags >> bit & 1 == 1;
    let count = number(packet, at + 8).filter(|&count| has(0) && count > 0);
    let bytes = number(packet, at + 8 + 4 * usize::from(has(0))).filter(|_| has(1));
    // Optional fields, one of them a table of 100 bytes, precede the encoder's own.
    let sizes = [4, 4, 100, 4].iter().zip(0..).filter(|&(_, bit)| has(bit)).map(|(size, _)| size);
    let padding = packet.get(at + 8 + sizes.sum::<usize>()..).and_then(encoder_padding).unwrap_or_default();
    Some(Summary { bytes, count, padding })
}

/// The samples to drop at either end, from the encoder's fields.
///
/// Their checksum, the last 2 of their 36 bytes, is not checked: programs that rewrite the frame leave it stale, and the
/// encoder's name is proof enough.
fn encoder_padding(fields: &[u8]) -> Option<(u32, u32)> {
    if ![b"LAME", b"Lavf", b"Lavc"].iter().any(|name| fields.starts_with(*name)) {
        return None;
    }
    let both = number(fields, 20)? & 0xFF_FFFF;
    Some((DECODER_DELAY + (both >> 12), (both & 0xFFF).saturating_sub(DECODER_DELAY)))
}

fn vbri(packet: &[u8]) -> Option<Summary> {
    const AT: usize = 36;
    let is_vbri = packet.len() >= AT + 26 && packet[AT..].starts_with(b"VBRI\0\x01") && is_silent(packet, AT);
    let count = || number(packet, AT + 14).filter(|&count| count > 0);
    is_vbri.then(|| Summary { bytes: number(packet, AT + 10), count: count(), padding: (0, 0) })
}
