//! An Ogg page.
//!
//! # Source
//! RFC 3533, section 6.

/// The capture pattern, including the version.
pub(super) const START: &[u8] = b"OggS\0";
/// Bytes of a page header before the segment table.
pub(super) const HEAD: usize = 27;

/// The contents of a page header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) stream: u32,
    pub(super) number: u32,
    /// The end time of the last packet that ends in the page.
    pub(super) time: i64,
    pub(super) checksum: u32,
    pub(super) is_first: bool,
    pub(super) is_last: bool,
    pub(super) segments: usize,
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
            checksum: word(22)?,
            is_first: head[5] & 2 != 0,
            is_last: head[5] & 4 != 0,
            segments: usize::from(head[HEAD - 1]),
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

/// Whether the checksum of a page is correct.
pub(super) fn is_whole(page: &[u8]) -> bool {
    const TABLE: [u32; 256] = table();
    let add = |sum: u32, byte: u8| sum << 8 ^ TABLE[usize::from((sum >> 24) as u8 ^ byte)];
    let (head, after) = (&page[..22], &page[26..]);
    let sum = head.iter().chain(&[0; 4]).chain(after).fold(0, |sum, &byte| add(sum, byte));
    page[22..26] == sum.to_le_bytes()
}

/// The contribution of each value of the upper byte to the checksum: its remainder by the polynomial 0x104C11DB7.
const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut value = 0;
    while value < 256 {
        let (mut sum, mut bit) = ((value as u32) << 24, 0);
        while bit < 8 {
            sum = sum << 1 ^ (if sum >> 31 == 1 { 0x04C1_1DB7 } else { 0 });
            bit += 1;
        }
        table[value] = sum;
        value += 1;
    }
    table
}
