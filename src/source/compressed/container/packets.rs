//! The packets of one track of a container.

use std::collections::VecDeque;
use std::io;

use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::FormatReader;
use symphonia::core::packet::Packet as Encoded;

use super::appended;
use super::caf::Extent;
use super::choose::choose;
use super::lengths::Lengths;
use super::matroska::{Outline, Trims};
use super::mp4::{Edits, Fragments};
use super::timing::{Times, timing};
use super::tracks::TrackIndex;
use crate::error::{Error, Result};
use crate::source::compressed::demux::{Demuxer, EndReason, Event, First, Packet, Timing, Track};
use crate::source::compressed::fault::reason;
use crate::source::compressed::flac;
use crate::source::compressed::medium::cannot_read;
use crate::source::guard::guarded;
use crate::source::signature::Kind;
use crate::warning::Warning;

/// Bytes of packets allowed beyond the size of the file: some containers store a common prefix of packets once.
pub(super) const SPARE_BYTES: u64 = 1 << 20;

/// An open container and what is known of its audio track.
pub(super) struct Container {
    pub(super) kind: Kind,
    pub(super) reader: Box<dyn FormatReader>,
    pub(super) track: Track,
    /// The demuxer's number of the track.
    pub(super) id: u32,
    pub(super) times: Times,
    pub(super) track_index: TrackIndex,
    /// Bytes of packets still accepted.
    pub(super) budget: u64,
    /// The prefix that was stripped from all packets.
    pub(super) common_start: Vec<u8>,
    /// Padding in the packets of Matroska.
    pub(super) trims: Trims,
    /// Gaps between the fragments of MP4: the time at which the demuxer goes on without them, and their duration, both
    /// in samples.
    pub(super) gaps: VecDeque<(i64, u64)>,
    /// Whether the demuxer's error at the end of the file is expected.
    pub(super) is_open: bool,
    /// The chunk layout of a CAF file.
    pub(super) extent: Option<Extent>,
    /// What the structure of the file led to.
    pub(super) warnings: Vec<Warning>,
    pub(super) lengths: Lengths,
    /// A packet to be handed out after the gap before it.
    pub(super) next: Option<Encoded>,
    pub(super) end: Option<EndReason>,
}

impl Container {
    /// What the demuxer yields next; `None` if it must be asked again.
    fn read(&mut self) -> Result<Option<Event>> {
        let reader = &mut self.reader;
        let end = match guarded(|| reader.next_packet()) {
            Ok(Some(packet)) if packet.track_id != self.id => return Ok(self.spend(&packet).map(Event::End)),
            Ok(Some(packet)) => match self.spend(&packet) {
                None => return Ok(Some(self.packet(packet))),
                Some(end) => end,
            },
            Ok(None) => EndReason::Regular,
            Err(Fault::ResetRequired) => return Ok(Some(self.restart())),
            Err(Fault::IoError(error)) if error.kind() == io::ErrorKind::UnexpectedEof => {
                if self.is_open && self.kind == Kind::Matroska { EndReason::Regular } else { EndReason::Cut }
            }
            Err(Fault::IoError(error)) if error.kind() != io::ErrorKind::InvalidInput => {
                return Err(cannot_read(error));
            }
            // If the last box has no size, the demuxer looks for another box after it.
            Err(Fault::DecodeError(_)) if self.is_open && self.kind == Kind::Mp4 => EndReason::Regular,
            Err(fault) => EndReason::Damaged(reason(&fault)),
        };
        Ok(Some(Event::End(end)))
    }

    /// Counts the bytes of a packet; why the packets end if there are more than the file has.
    fn spend(&mut self, packet: &Encoded) -> Option<EndReason> {
        let left = self.budget.checked_sub(packet.data.len() as u64);
        self.budget = left.unwrap_or(0);
        left.is_none().then(|| EndReason::Damaged("packets overlap".to_owned()))
    }

    /// A packet of the track, or the gap before it.
    fn packet(&mut self, packet: Encoded) -> Event {
        let due = self.gaps.front().copied().filter(|(at, _)| *at <= packet.pts.get());
        if let Some((_, missing)) = due {
            self.gaps.pop_front();
            self.next = Some(packet);
            return Event::Gap(missing);
        }
        let Encoded { pts, dur, data, .. } = packet;
        let data = if self.common_start.is_empty() { data } else { [&self.common_start, &data[..]].concat().into() };
        let rate = f64::from(self.track.parameters.sample_rate.unwrap_or(0));
        let (before, after) = self.trims.next();
        let samples = |nanoseconds: u64| (nanoseconds as f64 * rate / 1e9).round() as usize;
        let trim = (samples(before), samples(after));
        let samples = self.lengths.samples(&data, dur.get());
        // The decoder does not verify checksums.
        if let Some(samples) = samples
            && self.track.parameters.codec == CODEC_ID_FLAC
            && !flac::is_whole(&data)
        {
            return Event::Gap(samples);
        }
        Event::Packet(Packet { data, samples, trim, time: pts.get(), duration: dur.get() })
    }

    /// Goes on with another stream of the file.
    fn restart(&mut self) -> Event {
        match choose(self.kind, self.reader.as_ref(), None) {
            Ok((track, parameters)) => {
                self.id = track.id;
                self.lengths = Lengths::new(&parameters, None);
                Event::Stream(Box::new(parameters))
            }
            Err(error) => Event::End(EndReason::Damaged(format!("another stream that cannot be decoded ({error})"))),
        }
    }
}

impl Demuxer for Container {
    fn track(&self) -> &Track {
        &self.track
    }

    fn next(&mut self) -> Result<Event> {
        if let Some(end) = &self.end {
            return Ok(Event::End(end.clone()));
        }
        loop {
            let event = match self.next.take() {
                Some(packet) => Some(self.packet(packet)),
                None => self.read()?,
            };
            if let Some(Event::End(end)) = &event {
                self.end = Some(end.clone());
            }
            if let Some(event) = event {
                return Ok(event);
            }
        }
    }

    fn timing(&self, first: &First) -> Timing {
        timing(self.kind, &self.times, first, &self.track.parameters)
    }

    fn warnings(&self) -> Vec<Warning> {
        self.warnings.iter().cloned().chain(self.track_index.warning()).collect()
    }

    fn fault(&self) -> Option<Error> {
        let extent = self.extent.filter(Extent::lacks_table)?;
        let rest = if extent.is_cut() { "; the file is truncated" } else { "" };
        Some(Error::malformed(format!("CAF without its packet table (no 'pakt' chunk){rest}")))
    }
}

/// Warnings about parts of a file that will not be read.
pub(super) fn structure_warnings(
    kind: Kind,
    extent: Option<&Extent>,
    fragments: Option<&Fragments>,
    outline: Outline,
    (second, trailing): (Option<u64>, Option<Warning>),
    edits: &Edits,
) -> Vec<Warning> {
    let cut = extent.filter(|extent| extent.is_cut()).map(|extent| {
        let &Extent { claimed, present, .. } = extent;
        Warning::TruncatedBytes { claimed, found: present }
    });
    let cut = cut.or_else(|| fragments?.fault.clone()).or_else(|| outline.warning());
    let second = second.map(|at| appended::second_file_warning(kind, at));
    let edits = edits.ignored.map(|edits| Warning::EditsIgnored { edits });
    // A damaged box is reported already.
    let trailing = trailing.filter(|_| cut.is_none());
    cut.into_iter().chain(second).chain(trailing).chain(edits).collect()
}
