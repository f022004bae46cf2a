//! Ogg files of which several are chained.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::pages::HEAD;

/// The greatest size of a page.
const PAGE: u64 = 65307;
/// Bytes that are read of a page: its header at its largest.
const BUFFER: usize = HEAD + 255;

/// Whether the stream of that number goes on to the end, so that its last page tells how long all of it is.
///
/// The file is read wherever it stands, and left there.
pub(in super::super) fn is_of_one_stream(file: &mut File, bytes: u64, serial: u32) -> io::Result<bool> {
    let stands = file.stream_position()?;
    let is_one = Ok(last_serial(file, bytes)? == Some(serial) && !begins_again(file, serial)?);
    file.seek(SeekFrom::Start(stands))?;
    is_one
}

/// The stream that the last page belongs to.
fn last_serial(file: &mut File, bytes: u64) -> io::Result<Option<u32>> {
    let mut end = Vec::new();
    file.seek(SeekFrom::Start(bytes.saturating_sub(PAGE)))?;
    file.take(PAGE).read_to_end(&mut end)?;
    let last = end.windows(18).rev().find(|window| window.starts_with(b"OggS\0"));
    Ok(last.and_then(serial_of))
}

fn serial_of(page: &[u8]) -> Option<u32> {
    page.get(14..)?.first_chunk().copied().map(u32::from_le_bytes)
}

/// Whether a stream has a second first page, as a file has that is joined with its like.
fn begins_again(file: &mut File, serial: u32) -> io::Result<bool> {
    /// The flag of a stream's first page.
    const FIRST: u8 = 2;
    file.rewind()?;
    let mut pages = BufReader::with_capacity(BUFFER, file);
    let mut firsts = 0;
    loop {
        let mut head = Vec::with_capacity(BUFFER);
        pages.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        if head.len() < HEAD || !head.starts_with(b"OggS\0") {
            return Ok(false);
        }
        firsts += u32::from(head[5] & FIRST != 0 && serial_of(&head) == Some(serial));
        if firsts > 1 {
            return Ok(true);
        }
        let segments = u64::from(head[HEAD - 1]);
        pages.by_ref().take(segments).read_to_end(&mut head)?;
        pages.seek_relative(head[HEAD..].iter().map(|&size| i64::from(size)).sum())?;
    }
}
