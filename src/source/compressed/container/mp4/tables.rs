//! Limits for tables of an MP4 file that would keep the demuxer busy for hours.
//!
//! The demuxer finds a sample by adding up those before it in its run, and its time by adding up those before it in the
//! table of times. The cost is quadratic in numbers stated by the file, and an empty run need not even occupy bytes.
//!
//! # Source
//! ISO/IEC 14496-12, sections 8.6.1, 8.7.3, 8.7.4 and 8.8.8.

use std::fs::File;
use std::io::{BufReader, Read, Seek};

use super::boxes::{MAX_BYTES, all, size_of, u32_at};
use crate::error::{Error, Result};
use crate::source::compressed::medium::cannot_read;
use crate::warning::Warning;

/// Samples with individual sizes in one run: 1.7 hours of AAC.
const MAX_IN_RUN: u64 = 1 << 18;
/// Entries in a table of times; most files have one or two.
const MAX_TIMES: u64 = 1 << 16;

/// Checks all tables of the file.
///
/// # Errors
/// [`Error::Limit`] for a table beyond what is read here, [`Error::Io`].
pub(in super::super) fn check(file: &mut File) -> Result<()> {
    let check = |name: &[u8], index: &[u8], bytes| match name {
        b"moov" => check_movie(index),
        b"moof" => check_fragment(index, bytes),
        _ => Ok(()),
    };
    each_index(file, check).map(|_| ())
}

/// Calls `seen` with the name and contents of every index, of the whole file or a fragment, and the size of the file;
/// returns a warning about damaged boxes.
///
/// # Errors
/// As [`check`], and the errors of `seen`.
pub(super) fn each_index(
    file: &mut File,
    seen: impl FnMut(&[u8], &[u8], u64) -> Result<()>,
) -> Result<Option<Warning>> {
    let bytes = file.metadata().map_err(cannot_read)?.len();
    file.rewind().map_err(cannot_read)?;
    each_in(&mut BufReader::new(file), bytes, seen)
}

fn each_in(
    file: &mut BufReader<&mut File>,
    bytes: u64,
    mut seen: impl FnMut(&[u8], &[u8], u64) -> Result<()>,
) -> Result<Option<Warning>> {
    let (mut at, mut read) = (0_u64, 0_u64);
    while at < bytes {
        // Stays within the buffer if possible: boxes may be many and small.
        file.seek_relative(at as i64 - read as i64).map_err(cannot_read)?;
        let mut header = Vec::with_capacity(16);
        file.by_ref().take(16).read_to_end(&mut header).map_err(cannot_read)?;
        read = at + header.len() as u64;
        let Some((size, head)) = size_of(&header) else { return Ok(None) };
        let is_named = header[4..8].iter().all(|byte| matches!(byte, 0x20..0x7F | 0xA9));
        if !is_named {
            return Ok(Some(Warning::DamagedContainer { container: "MP4", at }));
        }
        let name: [u8; 4] = [header[4], header[5], header[6], header[7]];
        if [b"moov", b"moof", b"sidx"].contains(&&name) {
            let length = (size - head).min(bytes.saturating_sub(at + head));
            if length > MAX_BYTES {
                return Err(Error::limit("MP4 index size", length, MAX_BYTES, "bytes"));
            }
            let mut contents = header.split_off(head as usize);
            let rest = length.saturating_sub(contents.len() as u64);
            read += file.by_ref().take(rest).read_to_end(&mut contents).map_err(cannot_read)? as u64;
            seen(&name, &contents, bytes)?;
        }
        at = at.saturating_add(size);
    }
    // A last box without a size extends to the end.
    let is_cut = bytes < at && at < u64::MAX;
    Ok(is_cut.then_some(Warning::TruncatedBytes { claimed: at, found: bytes }))
}

fn check_movie(movie: &[u8]) -> Result<()> {
    // If there are duplicate boxes, the demuxer may use any of them.
    let tracks = all(movie, b"trak").flat_map(|track| all(track, b"mdia"));
    for tables in tracks.flat_map(|media| all(media, b"minf")).flat_map(|media| all(media, b"stbl")) {
        for times in all(tables, b"stts").filter_map(|table| u32_at(table, 4)) {
            within("entry count of an MP4 time table", times, MAX_TIMES)?;
        }
        let has_common_size = all(tables, b"stsz").all(|table| u32_at(table, 4) != Some(0));
        let chunks = all(tables, b"stsc").filter_map(|table| table.get(8..)).flat_map(|table| table.chunks_exact(12));
        let longest = chunks.filter_map(|entry| u32_at(entry, 4)).max();
        if !has_common_size || all(tables, b"stsz").next().is_none() {
            within("sample count of an MP4 chunk", longest.unwrap_or(0), MAX_IN_RUN)?;
        }
    }
    Ok(())
}

fn check_fragment(fragment: &[u8], bytes: u64) -> Result<()> {
    /// Flags for an individual duration, size, flags and offset of each sample.
    const ITS_OWN: u32 = 0xF00;
    for run in all(fragment, b"traf").flat_map(|track| all(track, b"trun")) {
        let (Some(flags), Some(count)) = (u32_at(run, 0), u32_at(run, 4)) else { continue };
        // Samples without individual fields take at least one byte each.
        within("sample count of an MP4 fragment", count, if flags & ITS_OWN == 0 { bytes } else { MAX_IN_RUN })?;
    }
    Ok(())
}

fn within(what: &str, count: u32, most: u64) -> Result<()> {
    if u64::from(count) <= most {
        return Ok(());
    }
    Err(Error::limit(what, count.into(), most, ""))
}
