//! Samples that are already in memory.

use std::borrow::Cow;

use super::audio::{AudioSource, AudioSpec};
use super::{ByteOrder, SampleFormat};
use crate::error::{Error, OptionName, Result};
use crate::units::SampleRate;

/// Interleaved samples in memory as a source.
///
/// ```
/// use specgram::source::{AudioSource, Memory};
/// use specgram::units::SampleRate;
///
/// let second_of_silence = Memory::new(SampleRate::new(8000.0)?, 1, vec![0.0; 8000])?;
/// assert_eq!(second_of_silence.spec().length, Some(8000));
/// # Ok::<(), specgram::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Memory<'a> {
    spec: AudioSpec,
    samples: Cow<'a, [f64]>,
    position: usize,
}

impl<'a> Memory<'a> {
    /// Wraps `samples` of `channels` interleaved channels; full scale is 1.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless `channels > 0` divides the number of samples.
    pub fn new(sample_rate: SampleRate, channels: usize, samples: impl Into<Cow<'a, [f64]>>) -> Result<Self> {
        let samples = samples.into();
        if channels == 0 || !samples.len().is_multiple_of(channels) {
            let reason = format!("length, {} samples, must be a multiple of {channels} channels", samples.len());
            return Err(Error::invalid(OptionName::Samples, reason));
        }
        let length = Some((samples.len() / channels) as u64);
        let spec = AudioSpec {
            sample_rate,
            channels,
            complex: false,
            format: SampleFormat::Float64(ByteOrder::Little),
            length,
        };
        Ok(Self { spec, samples, position: 0 })
    }
}

impl AudioSource for Memory<'_> {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn length_is_certain(&self) -> bool {
        true
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let left = &self.samples[self.position..];
        let mut written = 0;
        for (place, sample) in bytes.chunks_exact_mut(8).zip(left) {
            place.copy_from_slice(&sample.to_le_bytes());
            written += 1;
        }
        self.position += written;
        Ok(written * 8)
    }

    fn skip(&mut self, sample_frames: u64) -> Result<u64> {
        let left = (self.samples.len() - self.position) / self.spec.channels;
        let passed = usize::try_from(sample_frames).map_or(left, |sample_frames| sample_frames.min(left));
        self.position += passed * self.spec.channels;
        Ok(passed as u64)
    }
}
