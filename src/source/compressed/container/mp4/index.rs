//! The index of an MP4 file, with limits for tables that would keep Symphonia's reader busy for hours.
//!
//! The reader finds a sample by adding up those before it in its run, and its time by adding up those before it in the
//! table of times. The cost is quadratic in numbers stated by the file, and an empty run need not even occupy bytes.
//!
//! # Source
//! ISO/IEC 14496-12, sections 8.6.1, 8.7.3, 8.7.4, 8.8.7, 8.8.8 and 8.8.12.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};

use super::boxes::{all, first, size_of, track_of, u32_at, u64_at, versioned};
use crate::error::{Error, Result};
use crate::source::compressed::fault::cannot_read;
use crate::warning::Warning;

/// The maximum size of an index in bytes: four days of AAC.
const MAX_BYTES: u64 = 1 << 26;
/// Samples with individual sizes in one run: 1.7 hours of AAC.
const MAX_IN_RUN: u64 = 1 << 18;
/// Entries in a table of times; most files have one or two.
const MAX_TIMES: u64 = 1 << 16;

/// What lies outside the packets.
#[derive(Debug, Default)]
pub(in super::super) struct Index {
    /// The contents of the first `moov` box.
    pub(in super::super) movie: Option<Vec<u8>>,
    /// When the first fragment of each track begins, in ticks of its clock; `None` for an unfragmented file.
    begins: Option<BTreeMap<u32, u64>>,
    /// Whether the last box has no size and extends to the end, where the reader looks for another box.
    pub(in super::super) is_open: bool,
    /// About a fragment that is cut, or followed by something else.
    pub(in super::super) warning: Option<Warning>,
}

impl Index {
    /// Reads and checks it.
    ///
    /// # Errors
    /// [`Error::Limit`] for a table beyond what is read here, [`Error::Io`].
    pub(in super::super) fn of(file: &mut File) -> Result<Self> {
        let bytes = file.metadata().map_err(cannot_read)?.len();
        let (mut index, mut file) = (Self::default(), BufReader::new(file));
        let (mut at, mut read, mut fault) = (0_u64, 0_u64, None);
        while at < bytes {
            // Stays within the buffer if possible: boxes may be many and small.
            file.seek_relative(at as i64 - read as i64).map_err(cannot_read)?;
            let mut header = Vec::with_capacity(16);
            file.by_ref().take(16).read_to_end(&mut header).map_err(cannot_read)?;
            read = at + header.len() as u64;
            let Some((size, head)) = size_of(&header) else { break };
            let name: [u8; 4] = [header[4], header[5], header[6], header[7]];
            if !name.iter().all(|byte| matches!(byte, 0x20..0x7F | 0xA9)) {
                fault = Some(Warning::DamagedContainer { container: "MP4", at });
                break;
            }
            index.is_open = size == u64::MAX;
            if matches!(&name, b"moov" | b"moof") {
                let length = (size - head).min(bytes.saturating_sub(at + head));
                if length > MAX_BYTES {
                    return Err(Error::limit("MP4 index size", length, MAX_BYTES, "bytes"));
                }
                let mut contents = header.split_off(head as usize);
                let rest = length.saturating_sub(contents.len() as u64);
                read += file.by_ref().take(rest).read_to_end(&mut contents).map_err(cannot_read)? as u64;
                if &name == b"moov" {
                    check_movie(&contents)?;
                    index.movie.get_or_insert(contents);
                } else {
                    check_fragment(&contents, bytes)?;
                    index.add(&contents);
                }
            }
            at = at.saturating_add(size);
            if bytes < at && at < u64::MAX {
                fault = Some(Warning::TruncatedBytes { claimed: at, found: bytes });
            }
        }
        index.warning = fault.filter(|_| index.begins.is_some());
        Ok(index)
    }

    /// Adds a fragment.
    fn add(&mut self, fragment: &[u8]) {
        let begins = self.begins.get_or_insert_default();
        for part in all(fragment, b"traf") {
            let track = first(part, &[b"tfhd"]).and_then(|header| u32_at(header, 4));
            let time = first(part, &[b"tfdt"]).and_then(|time| match time.first()? {
                1 => u64_at(time, 4),
                _ => u32_at(time, 4).map(u64::from),
            });
            if let Some((track, time)) = track.zip(time) {
                begins.entry(track).or_insert(time);
            }
        }
    }

    /// For a file in fragments: when the track begins, and ticks per second of its clock.
    pub(in super::super) fn fragments(&self, track: u32) -> Option<(u64, u32)> {
        let begins = self.begins.as_ref()?.get(&track).copied().unwrap_or(0);
        let header = self.movie.as_deref().and_then(|movie| first(track_of(movie, track)?, &[b"mdia", b"mdhd"]));
        Some((begins, header.and_then(versioned).unwrap_or(0)))
    }
}

fn check_movie(movie: &[u8]) -> Result<()> {
    // If there are duplicate boxes, the reader may use any of them.
    let media = all(movie, b"trak").flat_map(|track| all(track, b"mdia")).flat_map(|media| all(media, b"minf"));
    for tables in media.flat_map(|media| all(media, b"stbl")) {
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
    if u64::from(count) <= most { Ok(()) } else { Err(Error::limit(what, count.into(), most, "")) }
}
