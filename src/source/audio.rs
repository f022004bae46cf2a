//! What a source of samples is.

use std::num::NonZeroUsize;

use super::facts::Texts;
use super::pcm::SampleFormat;
use crate::error::Result;
use crate::stft::SignalKind;
use crate::units::{SampleRate, Short, Timestamp};
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

    /// So many samples of it, in words: `8000 samples of 1 channel at 8000 Hz`.
    pub fn describe(&self, samples: u64) -> String {
        let (channels, rate) = (self.channels, Short(self.sample_rate.get()));
        format!("{samples} samples of {channels} channel{} at {rate} Hz", if channels == 1 { "" } else { "s" })
    }

    /// Bytes of one sample of every channel: the unit in which a source is read.
    pub fn bytes_per_sample_frame(&self) -> usize {
        self.channels * self.format.bytes()
    }
}

/// Bytes that [`AudioSource::skip`] reads at a time; for very many channels, one sample frame.
const SKIP_BUFFER: usize = 1 << 16;

/// What lies between two runs of samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gap {
    /// Samples per channel for which there are no data; 0 where only the clock was set anew.
    pub samples: u64,
    /// The instant of the sample that follows, where that is known.
    pub next_start: Option<Timestamp>,
}

/// What a source has found out beside the samples.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SourceReport {
    /// What it had to leave out or repair so far.
    pub warnings: Vec<Warning>,
    /// All texts about the samples that are known so far, where some may lie behind them; else those of
    /// [`Facts`](super::Facts) stand.
    pub texts: Option<Texts>,
    /// Samples per channel that were passed without being decoded, so that their damage is not known.
    pub unchecked: u64,
}

/// A stream of interleaved samples in the encoding its [`AudioSpec`] names.
///
/// It yields runs of samples, and between them gaps: stretches without data. Most sources are a single run.
pub trait AudioSource: Send {
    /// What the source delivers; the same for its whole life.
    fn spec(&self) -> &AudioSpec;

    /// Fills `bytes` from the front and returns how many bytes were filled.
    ///
    /// Both lengths are multiples of [`AudioSpec::bytes_per_sample_frame`]. Less
    /// than a full buffer comes only at the end of a run, after which
    /// every call returns 0 until [`AudioSource::next_run`]. A source whose `length` is known never delivers
    /// more, and warns in its [`AudioSource::report`] when it delivers less.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) where reading fails,
    /// [`Error::Malformed`](crate::Error::Malformed) where the stream cannot be decoded.
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize>;

    /// Skips up to so many sample frames, at most to the end of the run; returns how many it passed.
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

    /// Whether a known length was weighed against the bytes that are there, so that as many samples are delivered; else
    /// it is a claim, and less may come. Default: no.
    fn length_is_certain(&self) -> bool {
        false
    }

    /// Whether [`AudioSource::next_run`] may report a gap. The length, which must then be known, includes the gaps.
    /// Default: no.
    fn has_gaps(&self) -> bool {
        false
    }

    /// Once `read` has delivered less than a full buffer: moves to the next run of samples and returns the gap before it,
    /// or `None` at the end of the source. Default: the source is a single run.
    ///
    /// # Errors
    /// As [`AudioSource::read`].
    fn next_run(&mut self) -> Result<Option<Gap>> {
        Ok(None)
    }

    /// Says on how many threads the source may decode from now on. What it delivers does not depend on it. Default: on
    /// the calling one.
    fn use_threads(&mut self, _threads: NonZeroUsize) {}

    /// What the source has found out so far, beside the samples.
    fn report(&self) -> SourceReport {
        SourceReport::default()
    }
}

/// The methods of an [`AudioSource`] that a source passes on to the one in its field.
macro_rules! passed_on {
    ($field:ident: $($method:ident),+) => {
        $($crate::source::audio::passed_on!(@ $method $field);)+
    };
    (@ length_is_certain $field:ident) => {
        fn length_is_certain(&self) -> bool {
            self.$field.length_is_certain()
        }
    };
    (@ has_gaps $field:ident) => {
        fn has_gaps(&self) -> bool {
            self.$field.has_gaps()
        }
    };
    (@ next_run $field:ident) => {
        fn next_run(&mut self) -> $crate::Result<Option<$crate::source::Gap>> {
            self.$field.next_run()
        }
    };
    (@ use_threads $field:ident) => {
        fn use_threads(&mut self, threads: std::num::NonZeroUsize) {
            self.$field.use_threads(threads);
        }
    };
    (@ report $field:ident) => {
        fn report(&self) -> $crate::source::SourceReport {
            self.$field.report()
        }
    };
}
pub(crate) use passed_on;

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
            fn length_is_certain(&self) -> bool {
                (**self).length_is_certain()
            }
            fn has_gaps(&self) -> bool {
                (**self).has_gaps()
            }
            fn next_run(&mut self) -> Result<Option<Gap>> {
                (**self).next_run()
            }
            fn use_threads(&mut self, threads: NonZeroUsize) {
                (**self).use_threads(threads);
            }
            fn report(&self) -> SourceReport {
                (**self).report()
            }
        }
    )+};
}

forward!(&mut S, Box<S>);
