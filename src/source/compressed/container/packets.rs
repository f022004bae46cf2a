//! The packets of one track of MP4 or Matroska.

use std::io;

use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::FormatReader;
use symphonia::core::packet::Packet as Encoded;

use super::matroska::Trims;
use super::timing::Times;
use crate::error::Result;
use crate::source::compressed::demux::{Demuxer, EndReason, Event, First, Packet, Timing, Track};
use crate::source::compressed::fault::{cannot_read, reason};
use crate::source::compressed::flac;
use crate::source::compressed::lengths::Lengths;
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
    /// The reader's number of the track.
    pub(super) id: u32,
    pub(super) times: Times,
    /// Bytes of packets still accepted.
    pub(super) budget: u64,
    /// The prefix that was stripped from all packets.
    pub(super) common_start: Vec<u8>,
    /// Padding in the packets of Matroska.
    pub(super) trims: Trims,
    /// Whether the reader's error at the end of the file is expected.
    pub(super) is_open: bool,
    pub(super) warnings: Vec<Warning>,
    pub(super) lengths: Lengths,
}

impl Container {
    /// What the reader yields next, or why the packets end.
    fn read(&mut self) -> Result<std::result::Result<Event, EndReason>> {
        loop {
            let reader = &mut self.reader;
            let packet = match guarded(|| reader.next_packet()) {
                Ok(Some(packet)) => packet,
                Ok(None) => return Ok(Err(EndReason::Regular)),
                Err(Fault::IoError(error)) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    let is_regular = self.is_open && self.kind == Kind::Matroska;
                    return Ok(Err(if is_regular { EndReason::Regular } else { EndReason::Cut }));
                }
                Err(Fault::IoError(error)) if error.kind() != io::ErrorKind::InvalidInput => {
                    return Err(cannot_read(error));
                }
                // If the last box has no size, the reader looks for another box after it.
                Err(Fault::DecodeError(_)) if self.is_open && self.kind == Kind::Mp4 => {
                    return Ok(Err(EndReason::Regular));
                }
                Err(fault) => return Ok(Err(EndReason::Damaged(reason(&fault)))),
            };
            let Some(left) = self.budget.checked_sub(packet.data.len() as u64) else {
                return Ok(Err(EndReason::Damaged("packets overlap".to_owned())));
            };
            self.budget = left;
            if packet.track_id == self.id {
                return Ok(Ok(self.packet(packet)));
            }
        }
    }

    fn packet(&mut self, packet: Encoded) -> Event {
        let Encoded { pts, dur, data, .. } = packet;
        let data = if self.common_start.is_empty() { data } else { [&self.common_start, &data[..]].concat().into() };
        let rate = f64::from(self.track.parameters.sample_rate.unwrap_or(0));
        let (before, after) = self.trims.next();
        let samples = |nanoseconds: u64| (nanoseconds as f64 * rate / 1e9).round() as usize;
        let trim = (samples(before), samples(after));
        match self.lengths.samples(&data, dur.get()) {
            // The decoder does not verify checksums.
            Some(samples) if self.track.parameters.codec == CODEC_ID_FLAC && !flac::is_whole(&data) => {
                Event::Gap(samples)
            }
            samples => Event::Packet(Packet { data, samples, trim, time: pts.get(), duration: dur.get() }),
        }
    }
}

impl Demuxer for Container {
    fn track(&self) -> &Track {
        &self.track
    }

    fn next(&mut self) -> Result<Event> {
        Ok(self.read()?.unwrap_or_else(Event::End))
    }

    fn timing(&self, first: &First) -> Timing {
        if self.kind == Kind::Mp4 { self.times.of_mp4(first) } else { self.times.of_matroska(first) }
    }

    fn warnings(&self) -> Vec<Warning> {
        self.warnings.clone()
    }
}
