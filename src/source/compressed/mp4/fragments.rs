//! Fragments of an MP4 file: where some are missing.
//!
//! # Source
//! ISO/IEC 14496-12, sections 8.8.3, 8.8.7, 8.8.8 and 8.8.12.

use std::collections::VecDeque;
use std::fs::File;

use super::tables::each_index;
use super::{all, first, u32_at};
use crate::error::Result;

/// What the fragments of a track tell that their reader does not.
#[derive(Debug, Default)]
pub(in super::super) struct Fragments {
    /// Where fragments are missing: the time at which their reader goes on without them, and how long they are.
    pub(in super::super) gaps: VecDeque<(i64, u64)>,
    /// What is wrong with the boxes they are in.
    pub(in super::super) fault: Option<String>,
}

impl Fragments {
    /// The fragments of a track; none where there are none.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) for an index beyond what is read here, [`Error::Io`](crate::Error::Io).
    pub(in super::super) fn of(file: &mut File, track: u32) -> Result<Option<Self>> {
        let mut times = Times::default();
        let mut fragments = Self::default();
        let mut is_fragmented = false;
        fragments.fault = each_index(file, |is_movie, index, _| {
            if is_movie {
                times.begin(index, track);
            } else {
                is_fragmented = true;
                fragments.gaps.extend(times.gap_before(index, track));
            }
            Ok(())
        })?;
        Ok(is_fragmented.then_some(fragments))
    }
}

#[derive(Default)]
struct Times {
    /// How long a packet lasts that does not say so.
    usual: u64,
    /// Where its reader is.
    at: u64,
    /// The time of the file at which that is.
    stated: Option<u64>,
}

impl Times {
    fn begin(&mut self, movie: &[u8], track: u32) {
        let defaults = all(movie, b"mvex").flat_map(|extends| all(extends, b"trex"));
        let mine = defaults.filter(|defaults| u32_at(defaults, 4) == Some(track)).find_map(|mine| u32_at(mine, 12));
        self.usual = mine.map_or(self.usual, u64::from);
    }

    /// The gap before a fragment, if one of a packet or more is there.
    fn gap_before(&mut self, fragment: &[u8], track: u32) -> Option<(i64, u64)> {
        let mut gap = None;
        let of_track = |part: &&[u8]| first(part, b"tfhd").and_then(|header| u32_at(header, 4)) == Some(track);
        for part in all(fragment, b"traf").filter(of_track) {
            let usual = usual(part).unwrap_or(self.usual);
            let runs = all(part, b"trun").filter_map(|run| lasts(run, usual));
            let (lasts, packets) =
                runs.fold((0_u64, 0_u64), |sum, run| (sum.0.saturating_add(run.0), sum.1.saturating_add(run.1)));
            if let Some(begins) = begins(part) {
                let missing = self.stated.map_or(0, |stated| begins.saturating_sub(stated));
                // Clocks that are rounded differ by less.
                if missing > 0 && missing >= lasts / packets.max(1) {
                    gap = i64::try_from(self.at).ok().map(|at| (at, missing));
                    self.stated = Some(begins);
                }
                self.stated.get_or_insert(begins);
            }
            self.stated = self.stated.map(|stated| stated.saturating_add(lasts));
            self.at = self.at.saturating_add(lasts);
        }
        gap
    }
}

/// The time at which a fragment of a track begins.
fn begins(part: &[u8]) -> Option<u64> {
    let time = first(part, b"tfdt")?;
    if *time.first()? == 1 {
        return time.get(4..)?.first_chunk().copied().map(u64::from_be_bytes);
    }
    u32_at(time, 4).map(u64::from)
}

/// How long packets of a fragment last that do not say so.
fn usual(part: &[u8]) -> Option<u64> {
    let header = first(part, b"tfhd")?;
    let flags = u32_at(header, 0)?;
    let before = 8 * (flags & 1) + 2 * (flags & 2);
    (flags & 8 != 0).then(|| u32_at(header, 8 + before as usize)).flatten().map(u64::from)
}

/// How long the packets of a run last, and how many they are.
fn lasts(run: &[u8], usual: u64) -> Option<(u64, u64)> {
    let (flags, count) = (u32_at(run, 0)?, u32_at(run, 4)?);
    let packets = u64::from(count);
    if flags & 0x100 == 0 {
        return Some((usual.saturating_mul(packets), packets));
    }
    let before = 8 + 4 * (flags & 1) + (flags & 4);
    let size = 4 * (flags & 0xF00).count_ones();
    let entries = run.get(before as usize..)?.chunks_exact(size as usize).take(count as usize);
    Some((entries.filter_map(|entry| u32_at(entry, 0)).map(u64::from).sum(), packets))
}
