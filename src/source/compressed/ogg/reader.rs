//! The events of an Ogg file or stream: chosen streams one after the other.

use std::collections::VecDeque;
use std::io;

use super::codec::Codec;
use super::index::Index;
use super::page::{Page, Pages};
use super::stream::{Audio, Stream};
use crate::source::compressed::demux::{EndReason, Event, Packet};
use crate::source::compressed::lengths::Lengths;
use crate::source::compressed::skipped::{Place, Skipped};
use crate::source::compressed::window::Window;
use crate::warning::Warning;

/// Packets at the end that may be padding entirely; more are audio beyond the stated end.
const MAX_PADDING_PACKETS: usize = 4;
/// Places to try when seeking.
const MAX_TRIES: usize = 8;

/// Reads pages and queues events.
pub(super) struct Reader {
    pub(super) pages: Pages,
    /// The first supported one of the streams that lie beside one another.
    pub(super) stream: Option<Stream>,
    /// The number of supported ones.
    pub(super) supported: usize,
    /// The first unsupported one, with its encoding if known.
    foreign: Option<Option<&'static str>>,
    /// Whether a page other than a first one was there.
    has_data: bool,
    queue: VecDeque<Event>,
    /// Samples per channel by which the queued packets are longer than their page states: padding, if no packets follow.
    excess: u64,
    /// Samples per channel that the events so far stand for, those in the queue included.
    position: u64,
    /// Bytes outside pages.
    skipped: Skipped,
    /// Whether a stream begins before the previous one has ended.
    lacks_end: bool,
    /// The first of the streams that cannot be read, with its encoding if known.
    pub(super) unsupported: Option<Option<&'static str>>,
    end: Option<EndReason>,
}

impl Reader {
    pub(super) fn new(window: Window) -> Self {
        Self {
            pages: Pages::new(window),
            stream: None,
            supported: 0,
            foreign: None,
            has_data: false,
            queue: VecDeque::new(),
            excess: 0,
            position: 0,
            skipped: Skipped::default(),
            lacks_end: false,
            unsupported: None,
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

    /// When the first queued packet begins.
    pub(super) fn begins(&self) -> i64 {
        let packet =
            self.queue.iter().find_map(|event| if let Event::Packet(packet) = event { Some(packet) } else { None });
        packet.map_or(0, |packet| packet.time)
    }

    /// The index of a file, which is then read on from the same byte.
    pub(super) fn index(&mut self, stream: u32) -> io::Result<Index> {
        let stands = self.pages.window.position();
        let index = Index::of(&mut self.pages.window, stream)?;
        self.pages.window.go_to(stands)?;
        Ok(index)
    }

    /// What was left out or repaired.
    pub(super) fn warnings(&self) -> Vec<Warning> {
        let end = self.lacks_end.then_some(Warning::StreamCutShort);
        let unsupported = self.unsupported.map(|_| Warning::StreamIgnored);
        self.skipped.warning("Ogg").into_iter().chain(end).chain(unsupported).collect()
    }

    /// Reads a page.
    fn advance(&mut self) -> io::Result<()> {
        let Some(page) = self.pages.next()? else {
            self.finish();
            return Ok(());
        };
        let place = self.pages.place.take();
        if page.header.is_first {
            self.skipped.add(place);
            self.begin(&page);
            return Ok(());
        }
        self.has_data = true;
        let Some(stream) = self.stream.as_ref().filter(|stream| stream.serial == page.header.stream) else {
            self.pages.place = place;
            return Ok(());
        };
        // A damaged page is missing, which is reported as such.
        self.skipped.add(place.filter(|_| !stream.is_gap(&page)));
        if stream.is_late(&page) {
            let bytes = page.header.size as u64;
            self.skipped.add(Some(Place { at: self.pages.window.position() - bytes, bytes, is_zero: false }));
        } else {
            self.take(&page);
        }
        Ok(())
    }

    /// A stream begins.
    fn begin(&mut self, page: &Page) {
        if self.has_data {
            self.end_stream();
            self.lacks_end |= self.stream.as_ref().is_some_and(|stream| !stream.has_ended);
            self.unsupported = self.unsupported.or(self.unreadable());
            (self.stream, self.supported, self.foreign, self.has_data) = (None, 0, None, false);
        }
        let first: Vec<u8> = page.segments().flat_map(|(segment, _)| segment).copied().collect();
        match Codec::of(&first) {
            Some(codec) => {
                self.supported += 1;
                self.stream.get_or_insert_with(|| Stream::new(page, codec));
            }
            None => {
                self.foreign.get_or_insert(Codec::foreign(&first));
            }
        }
    }

    /// The first stream, with its encoding if known, where none is supported or headers of the supported one are missing.
    fn unreadable(&self) -> Option<Option<&'static str>> {
        match &self.stream {
            None => self.foreign,
            Some(stream) => stream.codec.lengths.is_none().then_some(None),
        }
    }

    /// Queues the packets of a page.
    fn take(&mut self, page: &Page) {
        let Some(stream) = &mut self.stream else { return };
        let is_start = stream.clock.is_none();
        let Audio { gap, is_break, packets, excess } = stream.take(page);
        if packets.is_empty() {
            return;
        }
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
        let unreadable = if self.position > 0 || self.stream.is_none() { self.unreadable() } else { None };
        self.unsupported = self.unsupported.or(unreadable);
        let stream = self.stream.as_ref();
        let has_ended = stream.is_none_or(|stream| stream.has_ended);
        let place = self.pages.place.take();
        self.skipped.add_outer(place.filter(|_| has_ended && stream.is_some()));
        let is_cut = self.pages.is_cut || stream.is_some_and(Stream::is_within_packet);
        self.end = Some(match (has_ended, is_cut) {
            _ if is_surplus => EndReason::Surplus,
            (true, _) => EndReason::Regular,
            (false, true) => EndReason::Cut,
            (false, false) => EndReason::Unmarked,
        });
    }

    /// Moves on to a packet from which decoding yields all samples from `sample` on; the number of its first sample.
    pub(super) fn seek(&mut self, index: &Index, sample: u64) -> io::Result<Option<u64>> {
        let Some((stream, clock)) = self.stream.as_ref().and_then(|stream| Some((stream, stream.clock?))) else {
            return Ok(None);
        };
        let ahead = sample
            .saturating_sub(stream.codec.lengths.as_ref().map_or(0, Lengths::warm_up))
            .saturating_sub(self.position);
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
        self.stream = Some(state.0);
        (self.queue, self.excess, self.position) = (state.1, state.2, state.3);
        self.end = None;
        Ok(None)
    }

    /// Continues after the page at byte `at`, which ends at `time`; false if the following packets do not fit that time.
    fn land(&mut self, at: u64, time: i64) -> io::Result<bool> {
        let page = self.pages.at(at)?;
        let (Some(page), Some(stream)) = (page, &mut self.stream) else { return Ok(false) };
        if page.header.stream != stream.serial || !stream.continue_after(&page, time) {
            return Ok(false);
        }
        self.excess = 0;
        while self.queue.is_empty() && self.end.is_none() {
            self.advance()?;
        }
        let continues = matches!(self.queue.front(), Some(Event::Packet(packet)) if packet.time == time);
        Ok(continues && self.stream.as_ref().is_some_and(Stream::is_in_time))
    }
}
