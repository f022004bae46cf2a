//! The movie box, and the end of the file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::boxes::{MAX_BOXES, MAX_BYTES, find, size_of, walk};

/// The contents of the `moov` box.
pub(in super::super) fn movie(file: &mut File) -> io::Result<Option<Vec<u8>>> {
    let Some((at, size)) = find(file, 0, b"moov")? else { return Ok(None) };
    file.seek(SeekFrom::Start(at))?;
    let mut moov = Vec::new();
    file.take(size.min(MAX_BYTES)).read_to_end(&mut moov)?;
    Ok(Some(moov))
}

/// The byte offset of a second file with its own type and index, whose samples the demuxer does not read.
pub(in super::super) fn second_file(file: &mut File) -> io::Result<Option<u64>> {
    let Some((type_of_first, size)) = find(file, 0, b"ftyp")? else { return Ok(None) };
    let after = type_of_first.saturating_add(size);
    let Some((type_of_second, size)) = find(file, after, b"ftyp")? else { return Ok(None) };
    let rest = type_of_second.saturating_add(size);
    // Fragments need no index of their own and are read with the first file.
    let is_read = find(file, rest, b"moof")?.is_some() || find(file, rest, b"moov")?.is_none();
    Ok((!is_read).then_some(type_of_second - 8))
}

/// The byte after the last box, if trailing data follow.
pub(in super::super) fn end(file: &mut File) -> io::Result<Option<u64>> {
    let (mut at, bytes) = (0, file.metadata()?.len());
    for _ in 0..MAX_BOXES {
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

/// Whether the last box has no size and extends to the end, where the demuxer looks for another box.
pub(in super::super) fn is_open(file: &mut File) -> io::Result<bool> {
    Ok(walk(file, 0, |_, _, size| (size == u64::MAX - 8).then_some(()))?.is_some())
}
