//! Tags before, between and after frames.
//!
//! # Source
//! ID3v2.4.0 section 3.1; ID3v1 and its enhanced tag; APE tags 1.000 and 2.000, "Tag header"; Lyrics3 and Lyrics3 v2.00.

use std::io::{self, Read};

use super::window::Window;

/// The minimum number of bytes to recognize a tag.
pub(in super::super) const HEAD: usize = 32;
/// The maximum size of lyrics, which their six digits can state.
const MAX_LYRICS: usize = 1 << 20;

const ID3V1: usize = 128;
const ENHANCED: usize = 227;

/// A tag, relative to the offset at which it is recognized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Tag {
    /// Bytes of the tag before that offset.
    pub(in super::super) before: u64,
    pub(in super::super) size: u64,
}

/// Whether a tag begins here, judged by its header alone.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(b"TAG") || id3v2(bytes).is_some() || ape(bytes).is_some() || begins_lyrics(bytes)
}

/// The tag recognized at the start of `bytes`; lyrics are handled separately.
pub(in super::super) fn tag(bytes: &[u8]) -> Option<Tag> {
    let after = |size| Tag { before: 0, size };
    id3v1(bytes).or_else(|| id3v2(bytes)).map(after).or_else(|| ape(bytes))
}

fn id3v1(bytes: &[u8]) -> Option<u64> {
    let is_enhanced =
        bytes.starts_with(b"TAG+") && bytes.get(ENHANCED..).is_some_and(|after| after.starts_with(b"TAG"));
    bytes.starts_with(b"TAG").then_some(if is_enhanced { ENHANCED } else { ID3V1 } as u64)
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

/// Whether lyrics begin here; only their end states their size.
pub(super) fn begins_lyrics(bytes: &[u8]) -> bool {
    bytes.starts_with(b"LYRICSBEGIN")
}

/// The size of the lyrics at the start of `bytes`.
pub(super) fn lyrics(bytes: &[u8]) -> Option<u64> {
    let is_end = |window: &[u8]| window == b"LYRICS200" || window == b"LYRICSEND";
    bytes.windows(9).position(is_end).map(|end| end as u64 + 9)
}

/// Lyrics in a stream; their end is searched for once.
#[derive(Debug, Default)]
pub(in super::super) struct Lyrics {
    /// No lyrics end before this byte.
    searched: u64,
}

impl Lyrics {
    /// The lyrics at the current position, if any.
    pub(in super::super) fn ahead(&mut self, window: &mut Window<impl Read>) -> io::Result<Option<Tag>> {
        if !begins_lyrics(window.ahead()) || window.position() < self.searched {
            return Ok(None);
        }
        window.fill(MAX_LYRICS)?;
        let ahead = window.ahead();
        let size = lyrics(ahead);
        if size.is_none() {
            self.searched = window.position() + ahead.len() as u64;
        }
        Ok(size.map(|size| Tag { before: 0, size }))
    }
}
