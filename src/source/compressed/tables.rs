//! Tables of an MP4 file through which its reader would go for hours.
//!
//! A sample is found by adding up those before it in its run, and its time by those before it in the table of times:
//! work that grows with the square of numbers in the file, and in an empty run not even with its bytes.
//!
//! # Source
//! ISO/IEC 14496-12, sections 8.6.1, 8.7.3, 8.7.4 and 8.8.8.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

use super::edits::{MOST_BYTES, boxes, first, size_of, u32_at};
use super::open::cannot_read;
use crate::error::{Error, Result};

/// Samples of sizes of their own in one run; of AAC, 1.7 hours.
const MOST_IN_RUN: u64 = 1 << 18;
/// Entries in a table of times; most files have one or two.
const MOST_TIMES: u64 = 1 << 16;

/// Goes through all tables of the file, which is left where it stands.
///
/// # Errors
/// [`Error::Limit`] for a table beyond what is read here, [`Error::Io`].
pub(super) fn check(file: &mut File) -> Result<()> {
    let stands = file.stream_position().map_err(cannot_read)?;
    let bytes = file.metadata().map_err(cannot_read)?.len();
    file.rewind().map_err(cannot_read)?;
    let checked = check_boxes(&mut BufReader::new(&mut *file), bytes);
    file.seek(SeekFrom::Start(stands)).map_err(cannot_read)?;
    checked
}

fn check_boxes(file: &mut BufReader<&mut File>, bytes: u64) -> Result<()> {
    let (mut at, mut read) = (0_u64, 0_u64);
    while at < bytes {
        // Within the buffer as far as possible: boxes may be many and small.
        file.seek_relative(at as i64 - read as i64).map_err(cannot_read)?;
        let mut header = Vec::with_capacity(16);
        file.by_ref().take(16).read_to_end(&mut header).map_err(cannot_read)?;
        read = at + header.len() as u64;
        let Some((size, head)) = size_of(&header) else { return Ok(()) };
        let is_movie = header[4..8] == *b"moov";
        if is_movie || header[4..8] == *b"moof" {
            let mut contents = header.split_off(head as usize);
            let rest = (size - head).min(MOST_BYTES).saturating_sub(contents.len() as u64);
            read += file.by_ref().take(rest).read_to_end(&mut contents).map_err(cannot_read)? as u64;
            if is_movie { check_movie(&contents)? } else { check_fragment(&contents, bytes)? }
        }
        at = at.saturating_add(size);
    }
    Ok(())
}

fn check_movie(movie: &[u8]) -> Result<()> {
    for (_, track) in boxes(movie).filter(|(name, _)| name == b"trak") {
        let tables = [b"mdia", b"minf", b"stbl"].iter().try_fold(track, |outer, name| first(outer, name));
        let Some(tables) = tables else { continue };
        let times = first(tables, b"stts").and_then(|table| u32_at(table, 4)).unwrap_or(0);
        within("times", times, MOST_TIMES)?;
        let common_size = first(tables, b"stsz").and_then(|table| u32_at(table, 4)).unwrap_or(0);
        let chunks = first(tables, b"stsc").and_then(|table| table.get(8..)).unwrap_or_default();
        let longest = chunks.chunks_exact(12).filter_map(|entry| u32_at(entry, 4)).max();
        if common_size == 0 {
            within("samples in a chunk", longest.unwrap_or(0), MOST_IN_RUN)?;
        }
    }
    Ok(())
}

fn check_fragment(fragment: &[u8], bytes: u64) -> Result<()> {
    /// Flags of durations, sizes, flags and offsets for each sample.
    const ITS_OWN: u32 = 0xF00;
    let tracks = boxes(fragment).filter(|(name, _)| name == b"traf").map(|(_, track)| track);
    for (_, run) in tracks.flat_map(boxes).filter(|(name, _)| name == b"trun") {
        let (Some(flags), Some(count)) = (u32_at(run, 0), u32_at(run, 4)) else { continue };
        // Without fields of their own, samples take at least their bytes.
        within("samples in a fragment", count, if flags & ITS_OWN == 0 { bytes } else { MOST_IN_RUN })?;
    }
    Ok(())
}

fn within(what: &str, count: u32, most: u64) -> Result<()> {
    if u64::from(count) <= most {
        return Ok(());
    }
    Err(Error::Limit(format!("MP4 with {count} {what}; at most {most} are read")))
}
