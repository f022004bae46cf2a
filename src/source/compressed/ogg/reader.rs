//! The events of an Ogg file or stream: chosen streams one after the other.

use std::collections::VecDeque;
use std::io;

use super::group::Group;
use super::index::Index;
use super::notes::Notes;
use super::page::Page;
use super::pages::Pages;
use super::stream::{Audio, Stream};
use crate::source::compressed::demux::{EndReason, Event, Packet};
use crate::source::compressed::window::Window;

/// Packets at the end that may be padding entirely; more are audio beyond the stated end.
const MAX_PADDING_PACKETS: usize = 4;
/// Places to try when seeking.
const MAX_TRIES: usize = 8;

/// Reads pages and queues events.
pub(super) struct Reader {
    pub(super) pages: Pages,
    pub(super) group: Group,
    pub(super) notes: Notes,
    queue: VecDeque<Event>,
    /// Samples per channel by which the queued packets are longer than their page states: padding, if no packets follow.
    excess: u64,
    /// Samples per channel that the events so far stand for, those in the queue included.
    position: u64,
    end: Option<EndReason>,
}

impl Reader {
    pub(super) fn new(window: Window) -> Self {
        Self {
            pages: Pages::new(window),
            group: Group::default(),
            notes: Notes::default(),
            queue: VecDeque::new(),
            excess: 0,
            position: 0,
            end: None,
        }
    }

    /// The next event.
    pub(super) fn next(&mut self) -> io::Result<Event> {
        loop {
            if self.excess == 0
                && let Some(event) = self.queue.pop_front()
            {
                return Ok(event);
            }
            if let Some(end) = &self.end {
                return Ok(Event::End(end.clone()));
            }
            self.advance()?;
        }
    }

    /// When the queued events begin.
    pub(super) fn begins(&self) -> i64 {
        let mut gap = 0;
        for event in &self.queue {
            match event {
                Event::Packet(packet) => return packet.time.saturating_sub_unsigned(gap),
                Event::Gap(samples) => gap += samples,
                _ => {}
            }
        }
        0
    }

    /// The index of a file, which is then read on from the same byte.
    pub(super) fn index(&mut self, stream: u32) -> io::Result<Index> {
        let stands = self.pages.window.position();
        let index = Index::of(&mut self.pages.window, stream)?;
        self.pages.window.go_to(stands)?;
        Ok(index)
    }

    /// Reads a page.
    fn advance(&mut self) -> io::Result<()> {
        let Some(page) = self.pages.next()? else {
            self.finish();
            return Ok(());
        };
        let own = self.group.stream.as_ref().filter(|stream| stream.serial == page.header.stream);
        if page.header.is_first {
            self.notes.skip(self.pages.take_skipped());
            self.begin(&page);
            return Ok(());
        }
        self.group.has_data = true;
        if let Some(stream) = own {
            let is_gap = stream.is_gap(&page);
            // A damaged page is missing, which is reported as such.
            self.notes.skip(self.pages.take_skipped().filter(|_| !is_gap));
            self.take(&page);
        }
        Ok(())
    }

    /// A stream begins.
    fn begin(&mut self, page: &Page) {
        if self.group.has_data {
            self.end_stream();
            self.notes.lacks_end |= self.group.lacks_end();
            self.notes.unsupported = self.notes.unsupported.or(self.group.unreadable());
            self.group = Group::default();
        }
        if !self.group.begin(page) {
            self.notes.ignored += 1;
        }
    }

    /// Queues the packets of a page.
    fn take(&mut self, page: &Page) {
        let Some(stream) = &mut self.group.stream else { return };
        if stream.is_late(page) {
            self.notes.ignored += 1;
            return;
        }
        let is_start = stream.clock.is_none();
        let Audio { gap, is_break, packets, excess } = stream.take(page);
        if packets.is_empty() {
            return;
        }
        self.excess = 0;
        if is_start {
            self.queue.push_back(Event::Stream(Box::new(stream.codec.parameters.clone())));
        }
        if gap > 0 {
            self.queue.push_back(Event::Gap(gap));
        }
        if is_break {
            self.queue.push_back(Event::Break);
        }
        self.position = self.position.saturating_add(gap);
        for packet in packets {
            self.position += packet.duration - packet.trim.0 as u64;
            self.queue.push_back(Event::Packet(packet));
        }
        self.excess = excess;
    }

    /// Drops the padding at the end of a stream; returns the number of packets that are dropped.
    fn end_stream(&mut self) -> usize {
        let mut dropped = 0;
        for event in self.queue.iter_mut().rev() {
            let Event::Packet(Packet { samples: Some(samples), trim, .. }) = event else { break };
            let cut = self.excess.min(*samples - trim.0 as u64);
            trim.1 = cut as usize;
            self.excess -= cut;
            self.position -= cut;
            dropped += usize::from(cut > 0 && trim.0 as u64 + cut == *samples);
        }
        self.excess = 0;
        dropped
    }

    fn finish(&mut self) {
        let is_surplus = self.end_stream() > MAX_PADDING_PACKETS;
        let unreadable = if self.position > 0 { self.group.unreadable() } else { self.group.unsupported() };
        self.notes.unsupported = self.notes.unsupported.or(unreadable);
        let stream = self.group.stream.as_ref();
        if stream.is_some_and(|stream| stream.has_ended) {
            self.notes.trailing = self.pages.take_skipped();
        }
        let has_ended = stream.is_none_or(|stream| stream.has_ended);
        let is_cut = self.pages.is_cut() || stream.is_some_and(Stream::is_within_packet);
        self.end = Some(match (has_ended, is_cut) {
            _ if is_surplus => EndReason::Surplus,
            (true, _) => EndReason::Regular,
            (false, true) => EndReason::Cut,
            (false, false) => EndReason::Unmarked,
        });
    }

    /// Moves on to a packet from which decoding yields all samples from `sample` on; the number of its first sample.
    pub(super) fn seek(&mut self, index: &Index, sample: u64) -> io::Result<Option<u64>> {
        let Some((stream, clock)) = self.group.stream.as_ref().and_then(|stream| Some((stream, stream.clock?))) else {
            return Ok(None);
        };
        let ahead = sample.saturating_sub(stream.codec.warm_up()).saturating_sub(self.position);
        if ahead == 0 || stream.to_drop > 0 || self.end.is_some() {
            return Ok(None);
        }
        let after = self.pages.window.position();
        let places = index.before(clock.saturating_add_unsigned(ahead), after).take(MAX_TRIES);
        let state = (stream.clone(), std::mem::take(&mut self.queue), self.excess, self.position);
        for (at, time) in places {
            if self.land(at, time)? {
                let moved = time.abs_diff(clock);
                self.position += moved;
                return Ok(Some(state.3 + moved));
            }
            self.queue.clear();
        }
        self.pages.window.go_to(after)?;
        self.group.stream = Some(state.0);
        (self.queue, self.excess, self.position) = (state.1, state.2, state.3);
        self.end = None;
        Ok(None)
    }

    /// Continues after the page at byte `at`, which ends at `time`; false if the following packets do not fit that time.
    fn land(&mut self, at: u64, time: i64) -> io::Result<bool> {
        let page = self.pages.at(at)?;
        let (Some(page), Some(stream)) = (page, &mut self.group.stream) else { return Ok(false) };
        if page.header.stream != stream.serial || !stream.continue_after(&page, time) {
            return Ok(false);
        }
        self.excess = 0;
        while self.queue.is_empty() && self.end.is_none() {
            self.advance()?;
        }
        let continues = matches!(self.queue.front(), Some(Event::Packet(packet)) if packet.time == time);
        Ok(continues && self.group.stream.as_ref().is_some_and(Stream::is_in_time))
    }
}
