//! Gaps between the fragments of an MP4 file.
//!
//! # Source
//! ISO/IEC 14496-12, sections 8.8.3, 8.8.7, 8.8.8, 8.8.12 and 8.16.3.

use std::collections::VecDeque;
use std::fs::File;

use super::boxes::{all, first, track_of, u32_at};
use super::tables::each_index;
use crate::error::Result;
use crate::warning::Warning;

/// Properties of a track's fragments that the demuxer does not report.
#[derive(Debug, Default)]
pub(in super::super) struct Fragments {
    /// Gaps: the time at which the demuxer continues without them, and their duration.
    pub(in super::super) gaps: VecDeque<(i64, u64)>,
    /// When the first fragment begins.
    pub(in super::super) begins: u64,
    /// Ticks per second of these times.
    pub(in super::super) clock: u32,
    /// A warning about damaged boxes.
    pub(in super::super) fault: Option<Warning>,
}

impl Fragments {
    /// The fragments of a track; `None` for an unfragmented file.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) for an index beyond what is read here, [`Error::Io`](crate::Error::Io).
    pub(in super::super) fn of(file: &mut File, track: u32) -> Result<Option<Self>> {
        let mut times = Times::default();
        let mut claimed: Option<f64> = None;
        let mut fragments = Self::default();
        let mut is_fragmented = false;
        let fault = each_index(file, |name, index, _| {
            match name {
                b"moov" => times.begin(index, track),
                // One index may cover the whole file and others its parts.
                b"sidx" => claimed = claimed.into_iter().chain(segments_duration(index, track)).reduce(f64::max),
                _ => {
                    is_fragmented = true;
                    fragments.gaps.extend(times.gap_before(index, track));
                }
            }
            Ok(())
        })?;
        (fragments.begins, fragments.clock) = (times.begins.unwrap_or(0), times.clock);
        fragments.fault = fault.or_else(|| times.short_of(claimed?));
        Ok(is_fragmented.then_some(fragments))
    }
}

#[derive(Default)]
struct Times {
    /// The default duration of a packet.
    default: u64,
    /// The time of the demuxer.
    at: u64,
    /// When the first fragment begins.
    begins: Option<u64>,
    /// The time that the next fragment should state.
    stated: Option<u64>,
    /// The total duration of missing fragments.
    missing: u64,
    packets: u64,
    /// Ticks per second.
    clock: u32,
}

impl Times {
    fn begin(&mut self, movie: &[u8], track: u32) {
        let defaults = all(movie, b"mvex").flat_map(|extends| all(extends, b"trex"));
        let own = defaults.filter(|defaults| u32_at(defaults, 4) == Some(track)).find_map(|own| u32_at(own, 12));
        self.default = own.map_or(self.default, u64::from);
        let media = track_of(movie, track).and_then(|track| first(first(track, b"mdia")?, b"mdhd"));
        let clock = media.and_then(|header| u32_at(header, if *header.first()? == 1 { 20 } else { 12 }));
        self.clock = clock.unwrap_or(self.clock);
    }

    /// The gap before a fragment, if it is at least a packet long.
    fn gap_before(&mut self, fragment: &[u8], track: u32) -> Option<(i64, u64)> {
        let mut gap = None;
        let for_track = |part: &&[u8]| first(part, b"tfhd").and_then(|header| u32_at(header, 4)) == Some(track);
        for part in all(fragment, b"traf").filter(for_track) {
            let default = default_duration(part).unwrap_or(self.default);
            let runs = all(part, b"trun").filter_map(|run| run_duration(run, default));
            let (duration, packets) =
                runs.fold((0_u64, 0_u64), |sum, run| (sum.0.saturating_add(run.0), sum.1.saturating_add(run.1)));
            if let Some(begins) = begins(part) {
                let missing = self.stated.map_or(0, |stated| begins.saturating_sub(stated));
                // Rounded clocks differ by less than a packet.
                if missing > 0 && missing >= duration / packets.max(1) {
                    gap = i64::try_from(self.at).ok().map(|at| (at, missing));
                    self.stated = Some(begins);
                    self.missing = self.missing.saturating_add(missing);
                }
                self.stated.get_or_insert(begins);
                self.begins.get_or_insert(begins);
            }
            self.stated = self.stated.map(|stated| stated.saturating_add(duration));
            self.at = self.at.saturating_add(duration);
            self.packets = self.packets.saturating_add(packets);
        }
        gap
    }

    /// A warning if the fragments end a packet or more before the time, in seconds, that an index states.
    fn short_of(&self, claimed: f64) -> Option<Warning> {
        let clock = f64::from(self.clock);
        let present = self.at.saturating_add(self.missing) as f64 / clock;
        let packet = self.at as f64 / self.packets.max(1) as f64 / clock;
        let is_short = claimed - present >= packet;
        is_short.then_some(Warning::TruncatedSeconds { claimed, found: present })
    }
}

/// The duration in seconds of a track's segment index; `None` for an index of other indices.
fn segments_duration(index: &[u8], track: u32) -> Option<f64> {
    const SEGMENT: usize = 12;
    let is_of_track = u32_at(index, 4) == Some(track);
    let clock = u32_at(index, 8).filter(|&clock| is_of_track && clock > 0)?;
    let at = if *index.first()? == 1 { 30 } else { 22 };
    let count = u16::from_be_bytes(index.get(at..)?.first_chunk().copied()?);
    let mut segments = index.get(at + 2..)?.chunks_exact(SEGMENT).take(usize::from(count));
    let duration = segments.try_fold(0, |sum, segment| {
        let is_media = segment[0] & 0x80 == 0;
        is_media.then_some(sum + u64::from(u32_at(segment, 4)?))
    })?;
    Some(duration as f64 / f64::from(clock))
}

/// The time at which a fragment of a track begins.
fn begins(part: &[u8]) -> Option<u64> {
    let time = first(part, b"tfdt")?;
    if *time.first()? == 1 {
        return time.get(4..)?.first_chunk().copied().map(u64::from_be_bytes);
    }
    u32_at(time, 4).map(u64::from)
}

/// The default packet duration of a fragment.
fn default_duration(part: &[u8]) -> Option<u64> {
    let header = first(part, b"tfhd")?;
    let flags = u32_at(header, 0)?;
    let before = 8 * (flags & 1) + 2 * (flags & 2);
    (flags & 8 != 0).then(|| u32_at(header, 8 + before as usize)).flatten().map(u64::from)
}

/// The duration of a run of packets, and their number.
fn run_duration(run: &[u8], default: u64) -> Option<(u64, u64)> {
    let (flags, count) = (u32_at(run, 0)?, u32_at(run, 4)?);
    let packets = u64::from(count);
    if flags & 0x100 == 0 {
        return Some((default.saturating_mul(packets), packets));
    }
    let before = 8 + 4 * (flags & 1) + (flags & 4);
    let size = 4 * (flags & 0xF00).count_ones();
    let entries = run.get(before as usize..)?.chunks_exact(size as usize).take(count as usize);
    Some((entries.filter_map(|entry| u32_at(entry, 0)).map(u64::from).sum(), packets))
}
