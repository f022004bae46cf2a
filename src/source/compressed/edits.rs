//! The edit list of an MP4 file: how much of a track's beginning is not to be heard.
//!
//! # Source
//! ISO/IEC 14496-12, sections 8.6.5 and 8.6.6.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Boxes of a file that are looked at.
const MOST_BOXES: usize = 1024;
/// Bytes of an index that are read; of AAC, four days.
pub(super) const MOST_BYTES: u64 = 1 << 26;

/// Ticks of its own clock by which a track begins late, because its encoder put them in front.
///
/// None where there is no edit list, or one that does more than cut the beginning.
/// The file is read wherever it stands, and left there.
pub(super) fn lead(file: &mut File, track: u32) -> io::Result<Option<u64>> {
    let stands = file.stream_position()?;
    let moov = movie(file);
    file.seek(SeekFrom::Start(stands))?;
    Ok(moov?.and_then(|moov| lead_in(&moov, track)))
}

/// What is inside the `moov` box.
fn movie(file: &mut File) -> io::Result<Option<Vec<u8>>> {
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

/// Whether the last box says no size and goes on to the end, where its reader looks for another.
///
/// The file is read wherever it stands, and left there.
pub(super) fn is_open(file: &mut File) -> io::Result<bool> {
    let stands = file.stream_position()?;
    let open = walk(file, 0, |_, _, size| (size == u64::MAX - 8).then_some(()));
    file.seek(SeekFrom::Start(stands))?;
    Ok(open?.is_some())
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
pub(super) fn size_of(bytes: &[u8]) -> Option<(u64, u64)> {
    let (size, head) = match u32_at(bytes, 0)? {
        0 => (u64::MAX, 8),
        1 => (u64::from_be_bytes(bytes.get(8..16)?.first_chunk().copied()?), 16),
        size => (u64::from(size), 8),
    };
    (bytes.len() >= 8 && size >= head).then_some((size, head))
}

/// The boxes that lie side by side in `bytes`: name and contents.
pub(super) fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (size, head) = size_of(bytes)?;
        let end = usize::try_from(size).map_or(bytes.len(), |size| size.min(bytes.len()));
        let (this, rest) = bytes.split_at(end);
        bytes = rest;
        Some((this[4..8].first_chunk().copied()?, this.get(head as usize..).unwrap_or_default()))
    })
}

/// The contents of the first box of that name.
pub(super) fn first<'a>(bytes: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes).find(|(id, _)| id == name).map(|(_, contents)| contents)
}

fn lead_in(moov: &[u8], track: u32) -> Option<u64> {
    let trak = track_of(moov, track)?;
    let list = first(first(trak, b"edts")?, b"elst")?;
    let wide = *list.first()? == 1;
    let entries = list.get(8..)?.chunks_exact(if wide { 20 } else { 12 });
    let count = u32_at(list, 4)?;
    // An empty edit delays the track as a whole, which is not heard here.
    let mut edits = entries.take(count as usize).filter_map(|entry| media_time(entry, wide));
    let only = edits.next()?;
    edits.next().is_none().then_some(only)
}

/// The contents of the box of that track.
fn track_of(moov: &[u8], track: u32) -> Option<&[u8]> {
    boxes(moov)
        .filter(|(name, _)| name == b"trak")
        .map(|(_, trak)| trak)
        .find(|trak| first(trak, b"tkhd").and_then(track_id) == Some(track))
}

/// Bits of the samples of a track that are in big-endian order where its reader takes them for little-endian.
///
/// The file is read wherever it stands, and left there.
///
/// # Source
/// Apple, *QuickTime File Format Specification*, "Sound sample descriptions": without an `enda` of 1 these are big-endian.
pub(super) fn big_endian_bits(file: &mut File, track: u32) -> io::Result<Option<u32>> {
    let stands = file.stream_position()?;
    let moov = movie(file);
    file.seek(SeekFrom::Start(stands))?;
    Ok(moov?.and_then(|moov| big_endian_in(&moov, track)))
}

fn big_endian_in(moov: &[u8], track: u32) -> Option<u32> {
    let tables = [b"mdia", b"minf", b"stbl", b"stsd"];
    let descriptions = tables.iter().try_fold(track_of(moov, track)?, |contents, name| first(contents, name))?;
    let (name, description) = boxes(descriptions.get(8..)?).next()?;
    let bits = match &name {
        b"in24" => 24,
        b"in32" | b"fl32" => 32,
        b"fl64" => 64,
        _ => return None,
    };
    let order = description.windows(6).find(|window| window.starts_with(b"enda"));
    order.is_none_or(|order| order[4..] != [0, 1]).then_some(bits)
}

fn track_id(header: &[u8]) -> Option<u32> {
    u32_at(header, if *header.first()? == 1 { 20 } else { 12 })
}

/// The tick at which an edit begins; none for an empty one.
fn media_time(entry: &[u8], wide: bool) -> Option<u64> {
    let time = if wide {
        i64::from_be_bytes(entry.get(8..16)?.first_chunk().copied()?)
    } else {
        i64::from(u32_at(entry, 4)?.cast_signed())
    };
    u64::try_from(time).ok()
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_be_bytes)
}
