//! The bytes that are ready to be delivered.

use std::ops::Range;

use super::decoded::Decoded;
use super::demux::Packet;
use crate::source::SampleFormat;

/// The samples of the last packet, and how many of them are delivered.
pub(super) struct Block {
    format: SampleFormat,
    /// Bytes per sample frame.
    unit: usize,
    /// Samples per channel still to be dropped at the start.
    lead: u64,
    /// See [`Timing::jitter`](super::demux::Timing::jitter).
    jitter: Option<usize>,
    /// The samples of a packet beyond its duration, which are kept if another packet follows.
    excess: Vec<u8>,
    /// Samples per channel of the last good packet.
    usual: usize,
    bytes: Vec<u8>,
    taken: usize,
    /// Whether the samples are silence in place of a packet.
    is_silence: bool,
}

impl Block {
    pub(super) fn new(format: SampleFormat, channels: usize, lead: u64, jitter: Option<usize>) -> Self {
        let unit = channels * format.bytes();
        let (bytes, excess) = (Vec::new(), Vec::new());
        Self { format, unit, lead, jitter, excess, usual: 0, bytes, taken: 0, is_silence: false }
    }

    /// Replaces the delivered samples by those of a packet; returns how many samples per channel are missing at its
    /// end, where silence is inserted.
    pub(super) fn put(&mut self, packet: &Packet, decoded: Decoded) -> usize {
        let (all, before) = (decoded.samples, self.usual);
        let present = all.saturating_sub(packet.trim.1);
        let (end, missing) = match usize::try_from(packet.duration) {
            Ok(duration @ 1..) if self.jitter.is_some() => {
                (duration.min(present), duration.min(before).saturating_sub(present))
            }
            _ => (present, 0),
        };
        self.usual = all + missing;
        let start = packet.trim.0.min(end);
        let range = start + self.take_lead(end - start)..end;
        let mut bytes = decoded.bytes;
        if end < present && self.jitter.is_some_and(|jitter| present - end <= jitter) {
            let rest = end + self.take_lead(present - end)..present;
            let next = bytes[self.bytes_of(&rest)].to_vec();
            self.keep(&mut bytes, &range);
            self.excess = next;
        } else {
            self.keep(&mut bytes, &range);
        }
        let silent = missing - self.take_lead(missing);
        self.bytes.resize(self.bytes.len() + silent * self.unit, self.zero());
        missing
    }

    fn bytes_of(&self, samples: &Range<usize>) -> Range<usize> {
        samples.start * self.unit..samples.end * self.unit
    }

    /// Makes a range of the decoded samples the ones to deliver, behind those kept of the packet before.
    fn keep(&mut self, bytes: &mut Vec<u8>, range: &Range<usize>) {
        let Range { start, end } = self.bytes_of(range);
        bytes.truncate(end);
        if start > 0 || !self.excess.is_empty() {
            bytes.splice(..start, self.excess.drain(..));
        }
        std::mem::swap(&mut self.bytes, bytes);
        (self.taken, self.is_silence) = (0, false);
    }

    /// The byte that encodes silence.
    fn zero(&self) -> u8 {
        if self.format == SampleFormat::Unsigned8 { 0x80 } else { 0 }
    }

    /// Samples per channel of the last good packet.
    pub(super) fn usual(&self) -> u64 {
        self.usual as u64
    }

    /// Inserts silence of `samples` samples per channel.
    pub(super) fn gap(&mut self, samples: usize) {
        let silent = samples - self.take_lead(samples);
        self.bytes.clear();
        self.bytes.append(&mut self.excess);
        self.bytes.resize(self.bytes.len() + silent * self.unit, self.zero());
        (self.taken, self.is_silence) = (0, true);
    }

    /// How many of the next `samples` samples are dropped as part of the lead.
    fn take_lead(&mut self, samples: usize) -> usize {
        let dropped = usize::try_from(self.lead).map_or(samples, |lead| lead.min(samples));
        self.lead -= dropped as u64;
        dropped
    }

    /// Samples per channel still to be dropped at the start.
    pub(super) fn lead(&self) -> u64 {
        self.lead
    }

    /// Notes that `samples` samples per channel are passed without having been decoded; returns those beyond the lead.
    pub(super) fn pass(&mut self, samples: u64) -> u64 {
        let dropped = self.lead.min(samples);
        self.lead -= dropped;
        self.excess.clear();
        samples - dropped
    }

    /// Passes up to so many ready sample frames; returns how many.
    pub(super) fn skip(&mut self, sample_frames: u64) -> u64 {
        let ready = (self.bytes.len() - self.taken) / self.unit;
        let passed = usize::try_from(sample_frames).map_or(ready, |wanted| wanted.min(ready));
        self.taken += passed * self.unit;
        passed as u64
    }

    /// Copies as many bytes as possible to `bytes`; returns their number.
    pub(super) fn copy_to(&mut self, bytes: &mut [u8]) -> usize {
        let left = &self.bytes[self.taken..];
        let count = left.len().min(bytes.len());
        bytes[..count].copy_from_slice(&left[..count]);
        self.taken += count;
        count
    }

    /// Samples per channel that are decoded and not delivered yet.
    pub(super) fn audio_left(&self) -> usize {
        if self.is_silence { 0 } else { (self.bytes.len() - self.taken) / self.unit }
    }
}
