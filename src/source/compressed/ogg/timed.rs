//! Packets with corrected times.

use std::collections::VecDeque;

use symphonia::core::errors::Result as Outcome;
use symphonia::core::formats::FormatReader;
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, Timestamp};

use super::notes::Notes;
use crate::warning::Warning;

/// Packets of one page and a few more, read ahead to measure a hole.
const MAX_IN_RUN: usize = 1024;

/// Packets in order, each starting where the previous one ends, except for holes.
///
/// The demuxer trusts the time of every page and trims packets that exceed it. After a hole, it continues where the hole
/// starts.
pub(in super::super) struct Timed {
    notes: Notes,
    ready: VecDeque<Packet>,
    /// The result that ended a run of packets.
    pending: Option<Outcome<Option<Packet>>>,
    /// Where the last packet ends.
    end_time: Option<i64>,
}

impl Timed {
    pub(in super::super) fn new(notes: Notes) -> Self {
        Self { notes, ready: VecDeque::new(), pending: None, end_time: None }
    }

    /// Where the audio begins, if pages are missing before the first.
    pub(in super::super) fn start(&self, track: u32) -> Option<i64> {
        self.notes.lacks_start(track).then_some(0)
    }

    /// Whether the data end within a page or a packet.
    pub(in super::super) fn is_cut(&self) -> bool {
        self.notes.lock().is_cut
    }

    /// The warnings about the pages so far.
    pub(in super::super) fn warnings(&self) -> Vec<Warning> {
        self.notes.warnings()
    }

    /// The next packet of any track.
    pub(in super::super) fn next(&mut self, reader: &mut dyn FormatReader, track: u32) -> Outcome<Option<Packet>> {
        if let Some(packet) = self.ready.pop_front() {
            return Ok(Some(packet));
        }
        let packet = match self.pending.take().unwrap_or_else(|| reader.next_packet()) {
            Err(fault) => {
                // A chained stream has its own times.
                self.end_time = None;
                return Err(fault);
            }
            Ok(None) => return Ok(None),
            Ok(Some(packet)) => packet,
        };
        // A hole before the first packet is not a gap between packets.
        let resumes = self.end_time.and_then(|_| self.notes.resumes(packet.track_id, packet.pts.get()));
        if packet.track_id != track {
            return Ok(Some(packet));
        }
        let mut at = self.end_time.unwrap_or(packet.pts.get());
        let mut end = end_of(&packet);
        let mut is_cut = packet.trim_end > Duration::ZERO;
        let waits = is_cut || resumes.is_some();
        self.ready.push_back(packet);
        while waits && self.ready.len() < MAX_IN_RUN && self.pending.is_none() {
            match reader.next_packet() {
                Ok(Some(next)) if next.track_id != track => self.ready.push_back(next),
                Ok(Some(next)) if next.pts.get() == end && (next.trim_end > Duration::ZERO || !is_cut) => {
                    end = end_of(&next);
                    is_cut |= next.trim_end > Duration::ZERO;
                    self.ready.push_back(next);
                }
                other => self.pending = Some(other),
            }
        }
        // Only the last packet may be trimmed.
        let continues = matches!(self.pending, Some(Ok(Some(_))));
        let own = || self.ready.iter().filter(|packet| packet.track_id == track);
        if let Some(resumes) = resumes {
            let run = own().map(lasts).fold(at, i64::saturating_add_unsigned);
            at = at.saturating_add(resumes.saturating_sub(run).max(0));
        }
        for packet in self.ready.iter_mut().filter(|packet| packet.track_id == track) {
            if continues {
                packet.dur = packet.dur.saturating_add(packet.trim_end);
                packet.trim_end = Duration::ZERO;
            }
            packet.pts = Timestamp::new(at);
            at = end_of(packet);
        }
        self.end_time = Some(at);
        Ok(self.ready.pop_front())
    }
}

/// The duration of a packet, including trimmed samples.
fn lasts(packet: &Packet) -> u64 {
    packet.dur.get().saturating_add(packet.trim_start.get()).saturating_add(packet.trim_end.get())
}

/// The time at which a packet ends.
pub(in super::super) fn end_of(packet: &Packet) -> i64 {
    packet.pts.get().saturating_add_unsigned(lasts(packet))
}
