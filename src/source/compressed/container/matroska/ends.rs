//! The end of the first segment.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::elements::{EBML, MAX_ELEMENTS, SEGMENT, element};

/// The end of the first segment, if another document begins there.
pub(in super::super) fn second_document(file: &mut File) -> io::Result<Option<u64>> {
    let Some(end) = end(file)? else { return Ok(None) };
    let mut next = Vec::with_capacity(4);
    file.seek(SeekFrom::Start(end))?;
    file.take(4).read_to_end(&mut next)?;
    Ok((next == (EBML as u32).to_be_bytes()).then_some(end))
}

/// The end of the first segment, if stated.
pub(in super::super) fn end(file: &mut File) -> io::Result<Option<u64>> {
    let mut at = 0;
    for _ in 0..MAX_ELEMENTS {
        let Some((id, contents, Some(size))) = element(file, at)? else { return Ok(None) };
        let Some(end) = contents.checked_add(size).filter(|&end| end < 1 << 63) else { return Ok(None) };
        if id == SEGMENT {
            return Ok(Some(end));
        }
        at = end;
    }
    Ok(None)
}
