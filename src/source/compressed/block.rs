//! Decoded samples as the bytes of a source.

use std::ops::Range;

use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::audio::sample::i24;

use super::event::DecodedPacket;
use crate::source::SampleFormat;
use crate::source::pcm::NATIVE;

/// The narrowest format that holds decoded samples exactly; `bits` of an integer carry information.
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
    // Integers are left-justified in what decoders store them in.
    let needed = bits.map_or(width, |bits| bits.div_ceil(8).clamp(1, width));
    SampleFormat::Signed { bytes: needed as u8, order: NATIVE }
}

/// Overwrites `bytes` with the samples of some frames of a decoder's buffer, interleaved, in `format`.
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

/// The samples of the last packet, and how much of them is delivered.
pub(super) struct Block {
    format: SampleFormat,
    /// Bytes of one sample of every channel.
    unit: usize,
    /// Samples of every channel still to be dropped at the beginning.
    lead: u64,
    /// Where of a packet that lasts for less than it decodes to only so much is to be heard: by how many samples per
    /// channel it may be less because a clock was rounded.
    jitter: Option<usize>,
    /// What a packet holds beyond the time that it lasts, which is to be heard if another follows.
    excess: Vec<u8>,
    /// Samples per channel of the last good packet.
    usual: usize,
    bytes: Vec<u8>,
    taken: usize,
    /// Whether they are silence in the place of a packet.
    is_silence: bool,
}

impl Block {
    pub(super) fn new(format: SampleFormat, channels: usize, lead: u64, jitter: Option<usize>) -> Self {
        let unit = channels * format.bytes();
        let (bytes, excess) = (Vec::new(), Vec::new());
        Self { format, unit, lead, jitter, excess, usual: 0, bytes, taken: 0, is_silence: false }
    }

    /// Takes the place of what was delivered; returns how many samples per channel are missing at the packet's end
    /// and are silence.
    pub(super) fn put(&mut self, packet: &DecodedPacket<'_>) -> usize {
        let (all, before) = (packet.buffer.frames(), self.usual);
        let there = all.saturating_sub(packet.trim.1);
        let (end, missing) = match usize::try_from(packet.duration) {
            Ok(duration @ 1..) if self.jitter.is_some() => {
                (duration.min(there), duration.min(before).saturating_sub(there))
            }
            _ => (there, 0),
        };
        self.usual = all + missing;
        let range = self.after_lead(end);
        let range = range.start.max(packet.trim.0).min(range.end)..range.end;
        store(&packet.buffer, range, self.format, &mut self.bytes);
        self.bytes.splice(..0, self.excess.drain(..));
        (self.taken, self.is_silence) = (0, false);
        if end < there && self.jitter.is_some_and(|jitter| there - end <= jitter) {
            let rest = self.after_lead(there - end);
            store(&packet.buffer, end + rest.start..there, self.format, &mut self.excess);
        }
        let silent = self.after_lead(missing).len();
        self.bytes.resize(self.bytes.len() + silent * self.unit, self.zero());
        missing
    }

    /// A byte of silence.
    fn zero(&self) -> u8 {
        if self.format == SampleFormat::Unsigned8 { 0x80 } else { 0 }
    }

    /// Silence for as long as a packet usually lasts, so that what follows keeps its time.
    pub(super) fn silence(&mut self) {
        self.gap(self.usual);
    }

    /// Silence of so many samples per channel.
    pub(super) fn gap(&mut self, samples: usize) {
        let range = self.after_lead(samples);
        self.bytes.clear();
        self.bytes.append(&mut self.excess);
        self.bytes.resize(self.bytes.len() + range.len() * self.unit, self.zero());
        (self.taken, self.is_silence) = (0, true);
    }

    /// What is left of a packet's first `end` samples when the lead is dropped.
    fn after_lead(&mut self, end: usize) -> Range<usize> {
        let start = usize::try_from(self.lead).map_or(end, |lead| lead.min(end));
        self.lead -= start as u64;
        start..end
    }

    /// Hands out what there is.
    pub(super) fn copy_to(&mut self, bytes: &mut [u8]) -> usize {
        let left = &self.bytes[self.taken..];
        let count = left.len().min(bytes.len());
        bytes[..count].copy_from_slice(&left[..count]);
        self.taken += count;
        count
    }

    /// Samples per channel that are decoded and not delivered.
    pub(super) fn audio_left(&self) -> usize {
        if self.is_silence { 0 } else { (self.bytes.len() - self.taken) / self.unit }
    }
}
