//! What every writer of arrays does.

use std::io;

use crate::error::{Error, Result};
use crate::stft::StftPlan;

/// The axes of an array of spectra, known when the last frame is.
pub struct Axes<'a> {
    /// Answers for the frequency of every bin and the time of every frame.
    pub plan: &'a StftPlan<f64>,
    /// How many frames there were.
    pub frames: u64,
    /// When the first sample happens, in seconds.
    pub start: f64,
}

impl Axes<'_> {
    /// The number of bins.
    pub fn bins(&self) -> usize {
        self.plan.bins()
    }

    /// The frequency of every bin in hertz.
    pub fn frequencies(&self) -> impl Iterator<Item = f64> {
        (0..self.plan.bins()).map(|k| self.plan.frequency_of(k))
    }

    /// The centre of every frame in seconds.
    pub fn times(&self) -> impl Iterator<Item = f64> {
        (0..self.frames).map(|m| self.start + self.plan.time_of(m))
    }
}

/// Takes spectra frame by frame and makes a file of them.
pub trait ArrayWriter {
    /// Takes the spectra of one or more frames, all bins of each.
    ///
    /// # Errors
    /// [`Error::Io`] where they cannot be written.
    fn spectra(&mut self, power: &[f64]) -> Result<()>;

    /// Completes the file.
    ///
    /// # Errors
    /// As [`ArrayWriter::spectra`].
    fn finish(self: Box<Self>, axes: &Axes<'_>) -> Result<()>;
}

/// A failure to write, as this library reports it.
pub(super) fn write_error(error: io::Error) -> Error {
    Error::io("cannot write", error)
}
