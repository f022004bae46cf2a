//! The state of the stream that is read: when its next packet begins, and which page is next.

use super::codec::Codec;
use super::page::Page;
use crate::source::compressed::demux::Packet;
use crate::source::compressed::lengths::Lengths;

/// The maximum size of a packet; the rest of a larger one is left out.
const MAX_PACKET: usize = 1 << 24;
/// Pages behind the last that count as repeated or out of order; a page further behind begins a new count.
const RECENT: u32 = 64;

/// A logical stream.
#[derive(Clone)]
pub(super) struct Stream {
    pub(super) serial: u32,
    pub(super) codec: Codec,
    /// The beginning of a packet that continues in the next page.
    partial: Option<Vec<u8>>,
    /// The number of the next page, and pages missing before it since a time was known.
    next: u32,
    missing: u32,
    /// When the next packet begins, in samples per channel.
    pub(super) clock: Option<i64>,
    /// When it begins as the last page states.
    stated: Option<i64>,
    /// Samples per channel still to be dropped at the start.
    pub(super) to_drop: u64,
    pub(super) has_ended: bool,
}

/// The audio of a page.
#[derive(Debug, Default)]
pub(super) struct Audio {
    /// Missing samples per channel before it.
    pub(super) gap: u64,
    /// Whether decoding must start afresh.
    pub(super) is_break: bool,
    pub(super) packets: Vec<Packet>,
    /// Samples per channel beyond the time at which the page ends: padding, if no other page follows.
    pub(super) excess: u64,
}

impl Stream {
    /// The stream that begins with this page.
    pub(super) fn new(page: &Page, codec: Codec) -> Self {
        Self {
            serial: page.header.stream,
            to_drop: codec.pre_skip,
            codec,
            partial: None,
            next: page.header.number.wrapping_add(1),
            missing: 0,
            clock: None,
            stated: None,
            has_ended: page.header.is_last,
        }
    }

    /// Whether the page was there already, or comes too late.
    pub(super) fn is_late(&self, page: &Page) -> bool {
        (1..=RECENT).contains(&self.next.wrapping_sub(page.header.number))
    }

    /// Whether pages are missing before this one.
    pub(super) fn is_gap(&self, page: &Page) -> bool {
        page.header.number != self.next
    }

    /// Whether the last page ends when its packets do, or is the last.
    pub(super) fn is_in_time(&self) -> bool {
        self.has_ended || self.clock == self.stated
    }

    /// Whether the last page ends within a packet.
    pub(super) fn is_within_packet(&self) -> bool {
        self.partial.is_some()
    }

    /// The packets that end in a page, without those whose beginning is missing.
    fn packets(&mut self, page: &Page) -> Vec<Vec<u8>> {
        let is_continued = page.header.is_continued;
        let mut packet = if is_continued { self.partial.take() } else { Some(Vec::new()) };
        let (mut packets, mut is_waiting) = (Vec::new(), is_continued);
        for (part, is_end) in page.segments() {
            if let Some(packet) = &mut packet {
                packet.extend(&part[..part.len().min(MAX_PACKET - packet.len())]);
            }
            if is_end {
                packets.extend(packet.replace(Vec::new()));
            }
            is_waiting = !is_end;
        }
        self.partial = packet.filter(|_| is_waiting);
        packets
    }

    /// Takes a page.
    pub(super) fn take(&mut self, page: &Page) -> Audio {
        let missing = page.header.number.wrapping_sub(self.next);
        self.next = page.header.number.wrapping_add(1);
        self.missing = self.missing.saturating_add(missing);
        self.has_ended |= page.header.is_last;
        self.partial.take_if(|_| missing > 0);
        let mut packets = self.packets(page);
        let codec = &mut self.codec;
        packets.retain(|packet| !codec.takes(packet));
        if packets.is_empty() || codec.lengths.is_none() {
            return Audio::default();
        }
        let is_break = missing > 0 && self.clock.is_some() && codec.reset();
        let lengths: Vec<_> = packets.iter().map(|packet| codec.samples(packet)).collect();
        let samples: u64 = lengths.iter().flatten().sum();
        let (gap, begin) = self.begin(page, samples);
        let mut audio = Audio { gap, is_break, ..Audio::default() };
        let mut clock = begin;
        for (data, samples) in packets.into_iter().zip(lengths) {
            let duration = samples.unwrap_or(0);
            let dropped = self.to_drop.min(duration);
            self.to_drop -= dropped;
            audio.packets.push(Packet {
                data: data.into_boxed_slice(),
                samples,
                trim: (dropped as usize, 0),
                time: clock,
                duration,
            });
            clock = clock.saturating_add_unsigned(duration);
        }
        (self.clock, self.stated) = (Some(clock), page.header.time);
        let beyond = self.stated.map_or(0, |time| i128::from(clock) - i128::from(time));
        audio.excess = u64::try_from(beyond).unwrap_or(0).min(samples);
        audio
    }

    /// Samples per channel that are missing before the audio of this page, which has so many samples, and when it begins.
    fn begin(&mut self, page: &Page, samples: u64) -> (u64, i64) {
        let begin = page.header.time.map(|time| time.saturating_sub_unsigned(samples));
        let is_loss = self.missing > 0;
        if begin.is_some() {
            self.missing = 0;
        }
        match (begin, self.clock) {
            (None, clock) => (0, clock.unwrap_or(0)),
            // In a single page, surplus samples are padding.
            (Some(begin), None) => {
                let is_padded = page.header.is_last || self.codec.begins_at_zero();
                (0, if is_padded { begin.max(0) } else { begin })
            }
            // Times are believed only where pages are missing.
            (Some(begin), Some(clock)) if is_loss && begin > clock => (begin.abs_diff(clock), begin),
            (Some(_), Some(clock)) => (0, clock),
        }
    }

    /// Continues after a page that is not delivered itself; false if the length of the next packet is not known.
    pub(super) fn continue_after(&mut self, page: &Page, time: i64) -> bool {
        self.partial = None;
        self.codec.reset();
        let ended = self.packets(page);
        let has_packet = ended.iter().any(|packet| self.codec.samples(packet).is_some());
        (self.next, self.missing) = (page.header.number.wrapping_add(1), 0);
        self.clock = Some(time);
        has_packet && self.codec.lengths.as_ref().is_some_and(Lengths::can_continue)
    }
}
