//! The length of an Ogg file.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};

use super::page::{HEAD, Header, segments, size};

/// The maximum size of a page header.
const BUFFER: usize = HEAD + 255;

/// The end time of a stream, if it is complete and its last page applies to all of it.
pub(in super::super) fn end(file: &mut File, stream: u32) -> io::Result<Option<u64>> {
    file.rewind()?;
    Ok(last_page(file, stream)?.and_then(|page| u64::try_from(page.time).ok()))
}

/// The last page of a stream, if its pages and times are in order and no other data follow.
fn last_page(file: &mut File, stream: u32) -> io::Result<Option<Header>> {
    let mut pages = BufReader::with_capacity(BUFFER, file);
    let (mut last, mut has_data): (Option<Header>, bool) = (None, false);
    loop {
        let mut head = Vec::with_capacity(BUFFER);
        pages.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        let Some(page) = Header::of(&head) else {
            return Ok(last.filter(|last| last.is_last && head.is_empty()));
        };
        pages.by_ref().take(page.segments as u64).read_to_end(&mut head)?;
        let Some(sizes) = segments(&head) else { return Ok(None) };
        pages.seek_relative((size(sizes) - head.len()) as i64)?;
        if page.is_first && has_data {
            return Ok(None);
        }
        has_data |= !page.is_first;
        if page.stream == stream {
            let has_time = sizes.iter().any(|&size| size < u8::MAX);
            let follows = last
                .is_none_or(|last| last.number.wrapping_add(1) == page.number && (!has_time || last.time <= page.time));
            if !follows {
                return Ok(None);
            }
            last = Some(Header { time: if has_time { page.time } else { last.map_or(0, |last| last.time) }, ..page });
        }
    }
}
