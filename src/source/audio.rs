//! What a source of samples is.

use super::facts::Texts;
use super::pcm::SampleFormat;
use crate::error::Result;
use crate::stft::{Padding, SignalKind};
use crate::units::SampleRate;
use crate::warning::Warning;

/// What a source delivers.
#[derive(Debug, Clone, PartialEq)]
pub struct AudioSpec {
    /// Samples per second of each channel.
    pub sample_rate: SampleRate,
    /// How many channels are interleaved; at least 1.
    pub channels: usize,
    /// Whether the channels come in pairs: I and Q, the real and the imaginary parts of complex samples.
    pub complex: bool,
    /// How each sample is encoded.
    pub format: SampleFormat,
    /// Samples per channel, where the source knows it beforehand.
    pub length: Option<u64>,
}

impl AudioSpec {
    /// How many signals there are: of complex samples half as many as interleaved channels.
    pub fn signals(&self) -> usize {
        if self.complex { self.channels / 2 } else { self.channels }
    }

    /// Whether the samples of a signal are real or complex.
    pub fn kind(&self) -> SignalKind {
        if self.complex { SignalKind::Complex } else { SignalKind::Real }
    }

    /// Bytes of one sample of every channel: the unit in which a source is read.
    pub fn bytes_per_sample_frame(&self) -> usize {
        self.channels * self.format.bytes()
    }
}

/// Bytes that [`AudioSource::skip`] reads at a time; of very many channels, one sample frame's.
const SKIP_BUFFER: usize = 1 << 16;

/// A stream of interleaved samples in the encoding its [`AudioSpec`] names.
pub trait AudioSource: Send {
    /// What the source delivers; the same for its whole life.
    fn spec(&self) -> &AudioSpec;

    /// Fills `bytes` from the front and returns how many bytes were filled.
    ///
    /// Both lengths are multiples of [`AudioSpec::bytes_per_sample_frame`]. Less
    /// than a full buffer comes only at the end of the stream, after which
    /// every call returns 0. A source whose `length` is known never delivers
    /// more, and reports in [`AudioSource::warnings`] when it delivers less.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) where reading fails,
    /// [`Error::Malformed`](crate::Error::Malformed) where the stream cannot be decoded.
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize>;

    /// Skips up to `sample frames` samples of every channel; returns how many it passed.
    ///
    /// # Errors
    /// As [`AudioSource::read`].
    fn skip(&mut self, sample_frames: u64) -> Result<u64> {
        let unit = self.spec().bytes_per_sample_frame();
        let block = (SKIP_BUFFER / unit).max(1);
        let mut buffer = vec![0; unit * block];
        let mut passed = 0;
        while passed < sample_frames {
            let want = usize::try_from(sample_frames - passed).map_or(block, |left| left.min(block));
            let got = self.read(&mut buffer[..want * unit])? / unit;
            passed += got as u64;
            if got < want {
                break;
            }
        }
        Ok(passed)
    }

    /// What the source had to leave out or repair so far.
    fn warnings(&self) -> Vec<Warning> {
        Vec::new()
    }

    /// All that is known so far of the texts about the samples, where some may lie behind them; else what
    /// [`Facts`](super::Facts) say stands.
    fn texts(&self) -> Option<&Texts> {
        None
    }

    /// Whether a known length was weighed against the bytes that are there, so that as many samples are delivered; else
    /// it is a claim, and less may come. Default: no.
    fn length_is_certain(&self) -> bool {
        false
    }

    /// How many of the samples are not the signal's own: beforehand as far as the length is known, and
    /// exactly at the end of the stream.
    fn padding(&self) -> Padding {
        Padding::default()
    }
}

/// What points to a source is one.
macro_rules! forward {
    ($($pointer:ty),+) => {$(
        impl<S: AudioSource + ?Sized> AudioSource for $pointer {
            fn spec(&self) -> &AudioSpec {
                (**self).spec()
            }
            fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
                (**self).read(bytes)
            }
            fn skip(&mut self, sample_frames: u64) -> Result<u64> {
                (**self).skip(sample_frames)
            }
            fn warnings(&self) -> Vec<Warning> {
                (**self).warnings()
            }
            fn texts(&self) -> Option<&Texts> {
                (**self).texts()
            }
            fn length_is_certain(&self) -> bool {
                (**self).length_is_certain()
            }
            fn padding(&self) -> Padding {
                (**self).padding()
            }
        }
    )+};
}

forward!(&mut S, Box<S>);
