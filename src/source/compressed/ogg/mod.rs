//! What a reader of Ogg does not tell: pages that are missing, and streams that begin again.
//!
//! # Source
//! RFC 3533, section 6.

mod chain;
mod pages;

use std::collections::VecDeque;

use symphonia::core::errors::Result as Outcome;
use symphonia::core::formats::FormatReader;
use symphonia::core::packet::Packet;
use symphonia::core::units::Timestamp;

pub(super) use chain::is_of_one_stream;
pub(super) use pages::{Holes, Watched};

/// Packets of one page and a few: what may follow a hole before it shows how long that is.
const MOST_IN_RUN: usize = 1024;

/// Packets in the order they come, at the times they have.
///
/// Their reader counts those behind a hole from its beginning, and is right again with the next page.
pub(super) struct Timed {
    holes: Holes,
    ready: VecDeque<Packet>,
    /// What was read when the run of packets behind a hole had come to its end.
    behind: Option<Outcome<Option<Packet>>>,
}

impl Timed {
    pub(super) fn new(holes: Holes) -> Self {
        Self { holes, ready: VecDeque::new(), behind: None }
    }

    /// The next packet of any track.
    pub(super) fn next(&mut self, reader: &mut dyn FormatReader, track: u32) -> Outcome<Option<Packet>> {
        if let Some(packet) = self.ready.pop_front() {
            return Ok(Some(packet));
        }
        let packet = self.behind.take().unwrap_or_else(|| reader.next_packet())?;
        let Some(packet) = packet else { return Ok(None) };
        let resumes = if packet.track_id == track { self.holes.take(track, packet.pts.get()) } else { None };
        let Some(resumes) = resumes else { return Ok(Some(packet)) };

        let mut end = end_of(&packet);
        self.ready.push_back(packet);
        while self.ready.len() < MOST_IN_RUN && self.behind.is_none() {
            match reader.next_packet() {
                Ok(Some(next)) if next.track_id != track => self.ready.push_back(next),
                Ok(Some(next)) if next.pts.get() == end => {
                    end = end_of(&next);
                    self.ready.push_back(next);
                }
                other => self.behind = Some(other),
            }
        }
        let hole = resumes.saturating_sub(end).max(0);
        for packet in self.ready.iter_mut().filter(|packet| packet.track_id == track) {
            packet.pts = Timestamp::new(packet.pts.get().saturating_add(hole));
        }
        Ok(self.ready.pop_front())
    }
}

/// When what follows a packet begins; what is trimmed takes its time all the same.
pub(super) fn end_of(packet: &Packet) -> i64 {
    let trimmed = packet.trim_start.get().saturating_add(packet.trim_end.get());
    packet.pts.get().saturating_add_unsigned(packet.dur.get().saturating_add(trimmed))
}
