//! A signal that goes on beyond its ends, so that frames can be centred on them.

use crate::error::{Error, OptionName, Result};
use crate::source::audio::passed_on;
use crate::source::{AudioSource, AudioSpec, ByteOrder, ChannelStreams, Channels, SampleFormat};
use crate::stft::{Extension, FrameLayout, Padding};

/// Bytes that what the transform puts around a source takes: what lies beyond an end, and what it is made of.
pub(super) fn bytes_of_extension(spec: &AudioSpec, layout: &FrameLayout) -> u64 {
    let copies: u64 = if layout.extension().is_empty() { 0 } else { 6 };
    let span = layout.frame.max(layout.hop).saturating_mul(spec.channels * size_of::<f64>()) as u64;
    // A block is read, and converted twice.
    copies.saturating_mul(span.saturating_add(BLOCK_BYTES as u64))
}

/// A source with what the transform puts around it, and which of the resulting channels are meant.
pub(super) fn extended<'a>(
    source: impl AudioSource + 'a,
    channels: Channels,
    extension: Extension,
) -> Result<(Box<dyn AudioSource + 'a>, Channels)> {
    if extension.is_empty() {
        return Ok((Box::new(source), channels));
    }
    let left = if channels == Channels::All { Channels::All } else { Channels::Mix };
    Ok((Box::new(Extended::new(source, channels, extension)?), left))
}

/// Samples per channel that are read and converted at a time, unless a margin needs more.
const BLOCK: usize = 1 << 14;

/// Bytes that are read at a time, and that they are converted to, unless a sample frame or a margin needs more.
const BLOCK_BYTES: usize = 1 << 20;

/// A source that goes on beyond the ends of a run of another.
///
/// It delivers the chosen channels as doubles and reads forward only; memory
/// follows the margin.
pub struct Extended<S> {
    source: S,
    spec: AudioSpec,
    extension: Extension,
    lanes: ChannelStreams,
    /// Samples of the signal so far.
    samples: u64,
    /// The end of what was read: as many samples as a mirror needs, all lanes of each.
    recent: Vec<f64>,
    /// What is to be delivered next, from `position` on.
    ready: Vec<f64>,
    position: usize,
    /// Zeros to be delivered after that.
    zeros: u64,
    ended: bool,
}

impl<S: AudioSource> Extended<S> {
    /// Extends the chosen channels of `source`.
    ///
    /// # Errors
    /// As [`ChannelStreams::new`].
    pub fn new(source: S, channels: Channels, extension: Extension) -> Result<Self> {
        let original = source.spec();
        let lanes = ChannelStreams::new(original, channels)?;
        let length = original.length.filter(|&length| length > 0).map(|length| {
            let Padding { before, after } = extension.padding(length);
            length.saturating_add(before + after)
        });
        let spec = AudioSpec {
            channels: lanes.count(),
            format: SampleFormat::Float64(ByteOrder::Little),
            length,
            ..original.clone()
        };
        Ok(Self {
            spec,
            extension,
            lanes,
            source,
            samples: 0,
            recent: Vec::new(),
            ready: Vec::new(),
            position: 0,
            zeros: 0,
            ended: false,
        })
    }

    /// Reads the next block, and whatever lies beyond the end that it touches.
    fn refill(&mut self) -> Result<()> {
        let margin = self.extension.margin() as usize;
        let needed = self.extension.boundary.needs(margin) + 1;
        let begun = self.samples > 0;
        let unit = self.source.spec().bytes_per_sample_frame();
        let converted = self.lanes.count() * size_of::<f64>();
        let usual = BLOCK.min(BLOCK_BYTES / unit.max(converted)).max(1);
        let block = if begun { usual } else { usual.max(needed) };
        let mut bytes = vec![0; block * unit];
        let got = self.source.read(&mut bytes)?;
        let sample_frames = got / unit;
        let width = self.lanes.count();
        let mut lane_samples = vec![0.0; sample_frames];
        let mut samples = vec![0.0; sample_frames * width];
        for lane in 0..width {
            self.lanes.decode(lane, &bytes[..got], &mut lane_samples);
            samples.iter_mut().skip(lane).step_by(width).zip(&lane_samples).for_each(|(to, from)| *to = *from);
        }
        self.samples += sample_frames as u64;
        self.ended = sample_frames < block;
        if self.samples == 0 {
            return Ok(());
        }
        if self.samples < needed as u64 {
            let reason = format!(
                "{} mirrors {margin} samples at each end, but the input has only {}: use a shorter frame",
                self.extension.boundary, self.samples
            );
            return Err(Error::invalid(OptionName::Boundary, reason));
        }
        self.ready.clear();
        self.position = 0;
        if !begun {
            // From the farthest inward.
            for distance in (1..=margin).rev() {
                let inner = if needed > 1 { distance } else { 0 };
                self.extend(&samples[..width], &samples[inner * width..][..width]);
            }
        }
        self.ready.extend_from_slice(&samples);
        self.recent.extend_from_slice(&samples);
        self.recent.drain(..self.recent.len().saturating_sub(needed * width));
        if self.ended {
            let recent = std::mem::take(&mut self.recent);
            let last = recent.len() - width;
            for distance in 1..=margin {
                let inner = if needed > 1 { distance } else { 0 };
                self.extend(&recent[last..], &recent[last - inner * width..][..width]);
            }
            self.zeros = self.extension.padding(self.samples).after - margin as u64;
        }
        Ok(())
    }

    /// Adds one sample of every lane beyond an end.
    fn extend(&mut self, end: &[f64], inner: &[f64]) {
        let boundary = self.extension.boundary;
        self.ready.extend(end.iter().zip(inner).map(|(&end, &inner)| boundary.beyond(end, inner)));
    }
}

impl<S: AudioSource> AudioSource for Extended<S> {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let places = bytes.as_chunks_mut::<8>().0;
        let mut written = 0;
        while written < places.len() {
            let ready = &self.ready[self.position..];
            if !ready.is_empty() {
                let taken = ready.len().min(places.len() - written);
                for (place, sample) in places[written..].iter_mut().zip(&ready[..taken]) {
                    *place = sample.to_le_bytes();
                }
                self.position += taken;
                written += taken;
            } else if !self.ended {
                self.refill()?;
            } else {
                let left = usize::try_from(self.zeros).unwrap_or(usize::MAX).saturating_mul(self.lanes.count());
                let taken = left.min(places.len() - written);
                places[written..written + taken].fill([0; 8]);
                self.zeros -= (taken / self.lanes.count()) as u64;
                written += taken;
                break;
            }
        }
        Ok(written * 8)
    }

    passed_on!(source: use_threads, length_is_certain, report);
}
