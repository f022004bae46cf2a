//! Texts that stand before, between and behind packets.
//!
//! # Source
//! ID3v2.4.0 section 3.1; ID3v1; APE tag 2.000, "Tag header"; Lyrics3 v2.00.

/// Bytes by which a tag is told.
pub(super) const HEAD: usize = 32;
/// Bytes of an ID3v1 tag, which stands at the end of a file.
pub(super) const ID3V1: usize = 128;

/// The size of the tag that `bytes` begin with; where none is due, one that has only three letters to go by is none.
pub(super) fn size(bytes: &[u8], is_due: bool) -> Option<u64> {
    let last = (is_due && bytes.starts_with(b"TAG")).then_some(ID3V1 as u64);
    last.or_else(|| id3v2(bytes)).or_else(|| ape(bytes)).or_else(|| lyrics(bytes))
}

fn id3v2(bytes: &[u8]) -> Option<u64> {
    let head = bytes.get(..10).filter(|head| head.starts_with(b"ID3"))?;
    let is_one = (2..=4).contains(&head[3]) && head[6..].iter().all(|byte| byte & 0x80 == 0);
    let footer = if head[5] & 0x10 != 0 { 10 } else { 0 };
    is_one.then(|| head[6..].iter().fold(0, |size, &byte| size << 7 | u64::from(byte)) + 10 + footer)
}

fn ape(bytes: &[u8]) -> Option<u64> {
    let head = bytes.get(..HEAD).filter(|head| head.starts_with(b"APETAGEX"))?;
    let number = |at: usize| head[at..].first_chunk().copied().map(u32::from_le_bytes);
    let (size, flags) = (u64::from(number(12)?), number(20)?);
    // Its own size counts what follows the header; a footer ends what was before it.
    Some(if flags >> 29 & 1 == 1 { size + HEAD as u64 } else { HEAD as u64 })
}

/// They tell their size at their end alone.
fn lyrics(bytes: &[u8]) -> Option<u64> {
    let is_end = |window: &[u8]| window == b"LYRICS200" || window == b"LYRICSEND";
    let end = bytes.starts_with(b"LYRICSBEGIN").then(|| bytes.windows(9).position(is_end))??;
    Some(end as u64 + 9)
}
