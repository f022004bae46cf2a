//! Tags before, between and after frames.
//!
//! # Source
//! ID3v2.4.0 section 3.1; ID3v1; APE tags 1.000 and 2.000, "Tag header".

/// The minimum number of bytes to recognize a tag.
pub(super) const HEAD: usize = 32;

/// Bytes of an ID3v1 tag.
const ID3V1: u64 = 128;

/// A tag, relative to the offset at which it is recognized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag {
    /// Bytes of the tag before that offset.
    pub(super) before: u64,
    pub(super) size: u64,
}

/// Whether a tag begins here, judged by its header alone.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(b"TAG") || id3v2(bytes).is_some() || ape(bytes).is_some()
}

/// The tag recognized at the start of `bytes`.
pub(super) fn tag(bytes: &[u8]) -> Option<Tag> {
    let after = |size| Tag { before: 0, size };
    id3v1(bytes).or_else(|| id3v2(bytes)).map(after).or_else(|| ape(bytes))
}

fn id3v1(bytes: &[u8]) -> Option<u64> {
    bytes.starts_with(b"TAG").then_some(ID3V1)
}

/// The size of the ID3v2 tag that begins here.
pub(in crate::source) fn id3v2(bytes: &[u8]) -> Option<u64> {
    let head = bytes.get(..10).filter(|head| head.starts_with(b"ID3"))?;
    let is_valid = (2..=4).contains(&head[3]) && head[6..].iter().all(|byte| byte & 0x80 == 0);
    let footer = if head[5] & 0x10 != 0 { 10 } else { 0 };
    is_valid.then(|| head[6..].iter().fold(0, |size, &byte| size << 7 | u64::from(byte)) + 10 + footer)
}

fn ape(bytes: &[u8]) -> Option<Tag> {
    const SIZE: u64 = HEAD as u64;
    let head = bytes.get(..HEAD).filter(|head| head.starts_with(b"APETAGEX"))?;
    let number = |at: usize| head[at..].first_chunk().copied().map(u32::from_le_bytes);
    let (size, flags) = (u64::from(number(12)?), number(20)?);
    let is_header = flags >> 29 & 1 == 1;
    // The stated size excludes the header and includes the footer. A tag may consist of items and a footer only.
    Some(if is_header {
        Tag { before: 0, size: size + SIZE }
    } else {
        Tag { before: size.saturating_sub(SIZE), size: SIZE }
    })
}
