//! Decoded samples, stored as the bytes that a source delivers.

use std::ops::Range;

use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::audio::sample::i24;

use super::event::DecodedPacket;
use crate::source::SampleFormat;
use crate::source::pcm::NATIVE;

/// The narrowest format that holds the decoded samples exactly; `bits` are the significant bits of integers.
pub(super) fn format_of(buffer: &GenericAudioBufferRef<'_>, bits: Option<u32>) -> SampleFormat {
    use GenericAudioBufferRef::{F32, F64, S8, S16, S24, S32, U8, U16, U24, U32};
    let width = match buffer {
        F32(_) => return SampleFormat::Float32(NATIVE),
        F64(_) => return SampleFormat::Float64(NATIVE),
        U8(_) => return SampleFormat::Unsigned8,
        S8(_) => 1,
        U16(_) | S16(_) => 2,
        U24(_) | S24(_) => 3,
        U32(_) | S32(_) => 4,
    };
    // Decoders left-justify integers in their buffers.
    let needed = bits.map_or(width, |bits| bits.div_ceil(8).clamp(1, width));
    SampleFormat::Signed { bytes: needed as u8, order: NATIVE }
}

/// Replaces `bytes` by a range of a decoder's buffer, interleaved and encoded as `format`.
fn store(buffer: &GenericAudioBufferRef<'_>, range: Range<usize>, format: SampleFormat, bytes: &mut Vec<u8>) {
    let samples = buffer.slice(range);
    match format {
        SampleFormat::Unsigned8 => samples.copy_bytes_to_vec_interleaved_as::<u8>(bytes),
        SampleFormat::Signed { bytes: 1, .. } => samples.copy_bytes_to_vec_interleaved_as::<i8>(bytes),
        SampleFormat::Signed { bytes: 2, .. } => samples.copy_bytes_to_vec_interleaved_as::<i16>(bytes),
        SampleFormat::Signed { bytes: 3, .. } => samples.copy_bytes_to_vec_interleaved_as::<i24>(bytes),
        SampleFormat::Signed { .. } => samples.copy_bytes_to_vec_interleaved_as::<i32>(bytes),
        SampleFormat::Float64(_) => samples.copy_bytes_to_vec_interleaved_as::<f64>(bytes),
        _ => samples.copy_bytes_to_vec_interleaved_as::<f32>(bytes),
    }
}

/// The samples of the last packet, and how many of them are delivered.
pub(super) struct Block {
    format: SampleFormat,
    /// Bytes per sample frame.
    unit: usize,
    /// Samples per channel still to be dropped at the start.
    lead: u64,
    /// Some packets last shorter than the samples they decode to. If set, such a packet is cut to its duration, which
    /// may be too short by this many samples per channel because its clock was rounded.
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

    /// Replaces the delivered samples by a packet's; returns how many samples per channel are missing at its end, where
    /// silence is inserted.
    pub(super) fn put(&mut self, packet: &DecodedPacket<'_>) -> usize {
        let (all, before) = (packet.buffer.frames(), self.usual);
        let present = all.saturating_sub(packet.trim.1);
        let (end, missing) = match usize::try_from(packet.duration) {
            Ok(duration @ 1..) if self.jitter.is_some() => {
                (duration.min(present), duration.min(before).saturating_sub(present))
            }
            _ => (present, 0),
        };
        self.usual = all + missing;
        let range = self.after_lead(end);
        let range = range.start.max(packet.trim.0).min(range.end)..range.end;
        store(&packet.buffer, range, self.format, &mut self.bytes);
        self.bytes.splice(..0, self.excess.drain(..));
        (self.taken, self.is_silence) = (0, false);
        if end < present && self.jitter.is_some_and(|jitter| present - end <= jitter) {
            let rest = self.after_lead(present - end);
            store(&packet.buffer, end + rest.start..present, self.format, &mut self.excess);
        }
        let silent = self.after_lead(missing).len();
        self.bytes.resize(self.bytes.len() + silent * self.unit, self.zero());
        missing
    }

    /// The byte that encodes silence.
    fn zero(&self) -> u8 {
        if self.format == SampleFormat::Unsigned8 { 0x80 } else { 0 }
    }

    /// Inserts silence of the usual packet length, so that later packets keep their time.
    pub(super) fn silence(&mut self) {
        self.gap(self.usual);
    }

    /// Inserts silence of `samples` samples per channel.
    pub(super) fn gap(&mut self, samples: usize) {
        let range = self.after_lead(samples);
        self.bytes.clear();
        self.bytes.append(&mut self.excess);
        self.bytes.resize(self.bytes.len() + range.len() * self.unit, self.zero());
        (self.taken, self.is_silence) = (0, true);
    }

    /// The range of a packet's first `end` samples that remains after dropping the lead.
    fn after_lead(&mut self, end: usize) -> Range<usize> {
        let start = usize::try_from(self.lead).map_or(end, |lead| lead.min(end));
        self.lead -= start as u64;
        start..end
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
