//! An Ogg page.
//!
//! # Source
//! RFC 3533, section 6.

/// The capture pattern, including the version.
pub(super) const START: &[u8] = b"OggS\0";
/// Bytes of a page header before the segment table.
pub(super) const HEAD: usize = 27;
/// The maximum size of a page header.
pub(super) const MAX_HEAD: usize = HEAD + 255;

/// The contents of a page header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) stream: u32,
    pub(super) number: u32,
    /// The end time of the last packet that ends in the page: its granule position.
    pub(super) time: i64,
    /// Whether the page begins within a packet.
    pub(super) is_continued: bool,
    pub(super) is_first: bool,
    pub(super) is_last: bool,
}

impl Header {
    /// Parses a page header; `None` if it is invalid or incomplete.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..HEAD).filter(|head| head.starts_with(START) && head[5] < 8)?;
        let word = |at: usize| head[at..].first_chunk().copied().map(u32::from_le_bytes);
        Some(Self {
            stream: word(14)?,
            number: word(18)?,
            time: head[6..].first_chunk().copied().map(i64::from_le_bytes)?,
            is_continued: head[5] & 1 != 0,
            is_first: head[5] & 2 != 0,
            is_last: head[5] & 4 != 0,
        })
    }
}

/// The segment table of the page that begins here, if complete.
pub(super) fn segments(bytes: &[u8]) -> Option<&[u8]> {
    bytes.get(HEAD..)?.get(..usize::from(bytes[HEAD - 1]))
}

/// The size in bytes of a page with this segment table.
pub(super) fn size(segments: &[u8]) -> usize {
    HEAD + segments.len() + segments.iter().map(|&size| usize::from(size)).sum::<usize>()
}

/// A whole page with the right checksum.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) header: Header,
    bytes: Vec<u8>,
}

impl Page {
    /// `None` if the checksum of `bytes`, which are a page with this header, is wrong.
    pub(super) fn of(header: Header, bytes: &[u8]) -> Option<Self> {
        is_whole(bytes).then(|| Self { header, bytes: bytes.to_vec() })
    }

    pub(super) fn segments(&self) -> &[u8] {
        segments(&self.bytes).unwrap_or_default()
    }

    /// The bytes of packets.
    pub(super) fn body(&self) -> &[u8] {
        &self.bytes[HEAD + self.segments().len()..]
    }

    /// When the last packet that ends in the page ends, where one does and the page states it.
    pub(super) fn time(&self) -> Option<i64> {
        time(&self.header, self.segments())
    }
}

/// When the last packet that ends in a page ends, where one does and the page states it.
pub(super) fn time(header: &Header, segments: &[u8]) -> Option<i64> {
    (header.time != -1 && segments.iter().any(|&size| size < u8::MAX)).then_some(header.time)
}

/// Whether the checksum of a page is correct.
fn is_whole(page: &[u8]) -> bool {
    let sum = checksum(checksum(checksum(0, &page[..22]), &[0; 4]), &page[26..]);
    page[22..26] == sum.to_le_bytes()
}

/// The checksum of `bytes` behind others with the checksum `sum`.
///
/// Eight bytes at a time, by the contribution of each; one by one takes four times as long.
fn checksum(mut sum: u32, bytes: &[u8]) -> u32 {
    const TABLES: [[u32; 256]; 8] = tables();
    let (words, rest) = bytes.as_chunks::<8>();
    for &[a, b, c, d, behind @ ..] in words {
        let ahead = (sum ^ u32::from_be_bytes([a, b, c, d])).to_be_bytes();
        let parts = ahead.iter().chain(&behind).zip(TABLES.iter().rev());
        sum = parts.fold(0, |sum, (&byte, table)| sum ^ table[usize::from(byte)]);
    }
    rest.iter().fold(sum, |sum, &byte| sum << 8 ^ TABLES[0][usize::from((sum >> 24) as u8 ^ byte)])
}

/// The contribution of each value of a byte to the checksum, by the number of bytes that follow it: the remainder by the
/// polynomial 0x104C11DB7.
const fn tables() -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut value = 0;
    while value < 256 {
        let (mut sum, mut bit) = ((value as u32) << 24, 0);
        while bit < 64 {
            sum = sum << 1 ^ (if sum >> 31 == 1 { 0x04C1_1DB7 } else { 0 });
            bit += 1;
            if bit % 8 == 0 {
                tables[bit / 8 - 1][value] = sum;
            }
        }
        value += 1;
    }
    tables
}
