//! Tags before, between and after frames.
//!
//! # Source
//! ID3v2.4.0 section 3.1; ID3v1; APE tags 1.000 and 2.000, "Tag header".

/// The minimum number of bytes to recognize a tag.
pub(super) const HEAD: usize = 32;

/// Bytes of an ID3v1 tag.
const ID3V1: u64 = 128;

/// Whether a tag begins here, judged by its header alone.
pub(super) fn begins(bytes: &[u8]) -> bool {
    tag(bytes).is_some()
}

/// The size of the tag that begins here.
pub(super) fn tag(bytes: &[u8]) -> Option<u64> {
    bytes.starts_with(b"TAG").then_some(ID3V1).or_else(|| id3v2(bytes)).or_else(|| ape(bytes))
}

/// The size of the ID3v2 tag that begins here.
pub(in crate::source) fn id3v2(bytes: &[u8]) -> Option<u64> {
    let head = bytes.get(..10).filter(|head| head.starts_with(b"ID3"))?;
    let is_valid = (2..=4).contains(&head[3]) && head[6..].iter().all(|byte| byte & 0x80 == 0);
    let footer = if head[5] & 0x10 != 0 { 10 } else { 0 };
    is_valid.then(|| head[6..].iter().fold(0, |size, &byte| size << 7 | u64::from(byte)) + 10 + footer)
}

/// The size of the APE tag whose header, or only footer, is here.
fn ape(bytes: &[u8]) -> Option<u64> {
    let head = bytes.get(..HEAD).filter(|head| head.starts_with(b"APETAGEX"))?;
    let number = |at: usize| head[at..].first_chunk().copied().map(u32::from_le_bytes);
    // The stated size excludes the header and includes the footer.
    let is_header = number(20)? >> 29 & 1 == 1;
    Some(HEAD as u64 + if is_header { u64::from(number(12)?) } else { 0 })
}
