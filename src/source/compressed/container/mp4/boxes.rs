//! The boxes of an MP4 file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// The maximum number of top-level boxes to read.
pub(super) const MAX_BOXES: usize = 1024;

/// The maximum size of an index in bytes: four days of AAC.
pub(super) const MAX_BYTES: u64 = 1 << 26;

/// The contents of the first box `name` at byte `at` or later: offset and size.
pub(super) fn find(file: &mut File, at: u64, name: &[u8; 4]) -> io::Result<Option<(u64, u64)>> {
    walk(file, at, |found, at, size| (found == name).then_some((at, size)))
}

/// Walks the boxes from byte `at` until `seen` returns a value, given a box's name and the offset and size of its
/// contents.
pub(super) fn walk<T>(
    file: &mut File,
    mut at: u64,
    seen: impl Fn(&[u8], u64, u64) -> Option<T>,
) -> io::Result<Option<T>> {
    let bytes = file.metadata()?.len();
    for _ in 0..MAX_BOXES {
        // The last box may have no size, or one beyond the end of the file.
        if at >= bytes {
            break;
        }
        file.seek(SeekFrom::Start(at))?;
        let mut header = Vec::with_capacity(16);
        file.take(16).read_to_end(&mut header)?;
        let Some((size, head)) = size_of(&header) else { break };
        let found = seen(&header[4..8], at + head, size - head);
        if found.is_some() {
            return Ok(found);
        }
        at = at.saturating_add(size);
    }
    Ok(None)
}

/// The size of the box that begins here, and of its header; `u64::MAX` for a box that extends to the end.
pub(super) fn size_of(bytes: &[u8]) -> Option<(u64, u64)> {
    let (size, head) = match u32_at(bytes, 0)? {
        0 => (u64::MAX, 8),
        1 => (u64::from_be_bytes(bytes.get(8..16)?.first_chunk().copied()?), 16),
        size => (u64::from(size), 8),
    };
    (bytes.len() >= 8 && size >= head).then_some((size, head))
}

/// The consecutive boxes in `bytes`: name and contents.
pub(super) fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (size, head) = size_of(bytes)?;
        let end = usize::try_from(size).map_or(bytes.len(), |size| size.min(bytes.len()));
        let (this, rest) = bytes.split_at(end);
        bytes = rest;
        Some((this[4..8].first_chunk().copied()?, this.get(head as usize..).unwrap_or_default()))
    })
}

/// The contents of the first box `name`.
pub(super) fn first<'a>(bytes: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes).find(|(id, _)| id == name).map(|(_, contents)| contents)
}

/// The contents of every box `name`.
pub(super) fn all<'a>(bytes: &'a [u8], name: &'static [u8; 4]) -> impl Iterator<Item = &'a [u8]> {
    boxes(bytes).filter(move |(id, _)| id == name).map(|(_, contents)| contents)
}

/// The contents of the box of track `track`.
pub(super) fn track_of(moov: &[u8], track: u32) -> Option<&[u8]> {
    boxes(moov)
        .filter(|(name, _)| name == b"trak")
        .map(|(_, trak)| trak)
        .find(|trak| first(trak, b"tkhd").and_then(track_id) == Some(track))
}

pub(super) fn track_id(header: &[u8]) -> Option<u32> {
    u32_at(header, if *header.first()? == 1 { 20 } else { 12 })
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_be_bytes)
}
