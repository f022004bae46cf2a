//! What the reader of MP4 does not tell of a file, or takes on trust.
//!
//! # Source
//! ISO/IEC 14496-12.

mod edits;
mod fragments;
mod listed;
mod order;
mod tables;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

pub(super) use edits::{Edits, delay, lead};
pub(super) use fragments::Fragments;
pub(super) use listed::{layer, sounds};
pub(super) use order::big_endian_bits;
pub(super) use tables::check;

/// Boxes of a file that are looked at.
const MOST_BOXES: usize = 1024;
/// Bytes of an index that are read; of AAC, four days.
const MOST_BYTES: u64 = 1 << 26;

/// What is inside the `moov` box.
pub(super) fn movie(file: &mut File) -> io::Result<Option<Vec<u8>>> {
    let Some((at, size)) = find(file, 0, b"moov")? else { return Ok(None) };
    file.seek(SeekFrom::Start(at))?;
    let mut moov = Vec::new();
    file.take(size.min(MOST_BYTES)).read_to_end(&mut moov)?;
    Ok(Some(moov))
}

/// The byte at which a second file begins, with its own type and index, whose samples are not read with the first's.
pub(super) fn second_file(file: &mut File) -> io::Result<Option<u64>> {
    let Some((type_of_first, size)) = find(file, 0, b"ftyp")? else { return Ok(None) };
    let behind = type_of_first.saturating_add(size);
    let Some((type_of_second, size)) = find(file, behind, b"ftyp")? else { return Ok(None) };
    let rest = type_of_second.saturating_add(size);
    // Fragments need no index of their own and are read on.
    let is_read = find(file, rest, b"moof")?.is_some() || find(file, rest, b"moov")?.is_none();
    Ok((!is_read).then_some(type_of_second - 8))
}

/// The byte behind the last box, if others follow that begin none.
pub(super) fn end(file: &mut File) -> io::Result<Option<u64>> {
    let (mut at, bytes) = (0, file.metadata()?.len());
    for _ in 0..MOST_BOXES {
        if at >= bytes {
            break;
        }
        let mut header = Vec::with_capacity(16);
        file.seek(SeekFrom::Start(at))?;
        file.take(16).read_to_end(&mut header)?;
        let is_named = header.get(4..8).is_some_and(|name| name.iter().all(|byte| matches!(byte, 0x20..0x7F | 0xA9)));
        let Some((size, _)) = size_of(&header).filter(|_| is_named) else { return Ok(Some(at)) };
        at = at.saturating_add(size);
    }
    Ok(None)
}

/// Whether the last box says no size and goes on to the end, where its reader looks for another.
pub(super) fn is_open(file: &mut File) -> io::Result<bool> {
    Ok(walk(file, 0, |_, _, size| (size == u64::MAX - 8).then_some(()))?.is_some())
}

/// The contents of the first box of that name that begins at byte `at` or later: where, and how many bytes.
fn find(file: &mut File, at: u64, name: &[u8; 4]) -> io::Result<Option<(u64, u64)>> {
    walk(file, at, |found, at, size| (found == name).then_some((at, size)))
}

/// Goes from box to box, from the one that begins at byte `at`, up to the first that `seen` makes something of:
/// its name, where its contents begin, and how many bytes they are.
fn walk<T>(file: &mut File, mut at: u64, seen: impl Fn(&[u8], u64, u64) -> Option<T>) -> io::Result<Option<T>> {
    let bytes = file.metadata()?.len();
    for _ in 0..MOST_BOXES {
        // The last may have no size, or one beyond any file.
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

/// The size of the box that begins here, and of its header; all there may be of one that goes on to the end.
fn size_of(bytes: &[u8]) -> Option<(u64, u64)> {
    let (size, head) = match u32_at(bytes, 0)? {
        0 => (u64::MAX, 8),
        1 => (u64::from_be_bytes(bytes.get(8..16)?.first_chunk().copied()?), 16),
        size => (u64::from(size), 8),
    };
    (bytes.len() >= 8 && size >= head).then_some((size, head))
}

/// The boxes that lie side by side in `bytes`: name and contents.
fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (size, head) = size_of(bytes)?;
        let end = usize::try_from(size).map_or(bytes.len(), |size| size.min(bytes.len()));
        let (this, rest) = bytes.split_at(end);
        bytes = rest;
        Some((this[4..8].first_chunk().copied()?, this.get(head as usize..).unwrap_or_default()))
    })
}

/// The contents of the first box of that name.
fn first<'a>(bytes: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes).find(|(id, _)| id == name).map(|(_, contents)| contents)
}

/// The contents of every box of that name.
fn all<'a>(bytes: &'a [u8], name: &'static [u8; 4]) -> impl Iterator<Item = &'a [u8]> {
    boxes(bytes).filter(move |(id, _)| id == name).map(|(_, contents)| contents)
}

/// The contents of the box of that track.
fn track_of(moov: &[u8], track: u32) -> Option<&[u8]> {
    boxes(moov)
        .filter(|(name, _)| name == b"trak")
        .map(|(_, trak)| trak)
        .find(|trak| first(trak, b"tkhd").and_then(track_id) == Some(track))
}

fn track_id(header: &[u8]) -> Option<u32> {
    u32_at(header, if *header.first()? == 1 { 20 } else { 12 })
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_be_bytes)
}
