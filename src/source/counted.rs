//! Telling how far a source has been read.

use super::audio::{AudioSource, AudioSpec};
use super::facts::Texts;
use crate::error::Result;
use crate::stft::Padding;
use crate::warning::Warning;

/// A source that reports how many samples of every channel have been read or skipped.
///
/// The report is made after each read, on the thread that reads and before
/// anyone else may read on, so it should be quick.
///
/// ```
/// use specgram::source::{AudioSource, Counted, Memory};
/// use specgram::units::SampleRate;
///
/// let mut read = 0;
/// let silence = Memory::new(SampleRate::new(8000.0)?, 1, vec![0.0; 8000])?;
/// let mut source = Counted::new(silence, |samples| read = samples);
/// source.read(&mut [0; 8 * 100])?;
/// drop(source);
/// assert_eq!(read, 100);
/// # Ok::<(), specgram::Error>(())
/// ```
#[derive(Debug)]
pub struct Counted<S, F> {
    source: S,
    report: F,
    unit: u64,
    samples: u64,
}

impl<S: AudioSource, F: FnMut(u64) + Send> Counted<S, F> {
    /// Calls `report` with the count whenever it has grown.
    pub fn new(source: S, report: F) -> Self {
        let unit = source.spec().bytes_per_sample_frame() as u64;
        Self { source, report, unit, samples: 0 }
    }

    fn advance(&mut self, samples: u64) {
        self.samples += samples;
        if samples > 0 {
            (self.report)(self.samples);
        }
    }
}

impl<S: AudioSource, F: FnMut(u64) + Send> AudioSource for Counted<S, F> {
    fn spec(&self) -> &AudioSpec {
        self.source.spec()
    }

    fn length_is_certain(&self) -> bool {
        self.source.length_is_certain()
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let got = self.source.read(bytes)?;
        self.advance(got as u64 / self.unit);
        Ok(got)
    }

    fn skip(&mut self, sample_frames: u64) -> Result<u64> {
        let passed = self.source.skip(sample_frames)?;
        self.advance(passed);
        Ok(passed)
    }

    fn texts(&self) -> Option<&Texts> {
        self.source.texts()
    }

    fn warnings(&self) -> Vec<Warning> {
        self.source.warnings()
    }

    fn padding(&self) -> Padding {
        self.source.padding()
    }
}
