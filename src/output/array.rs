//! What every writer of arrays does.

use std::io;

use crate::error::{Error, Result};
use crate::pipeline::SpectraPlan;

use super::parameter::Parameter;

/// The axes of an array of spectra, known when the last frame is.
pub struct Axes<'a> {
    /// Answers for the frequency of every row and the time of every frame.
    pub plan: &'a SpectraPlan,
    /// How many frames there were.
    pub frames: u64,
    /// When the first sample happens, in seconds.
    pub start: f64,
    /// How the numbers came about, by name.
    pub parameters: &'a [(&'static str, Parameter)],
}

impl Axes<'_> {
    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.plan.rows()
    }

    /// The lengths of the array: frequency and time, before them the channel where channels are kept apart.
    pub fn shape(&self) -> Vec<u64> {
        shape(self.plan, self.frames)
    }

    /// The frequency of every row in hertz.
    pub fn frequencies(&self) -> impl Iterator<Item = f64> {
        (0..self.plan.rows()).map(|row| self.plan.frequency_of(row))
    }

    /// The centre of every frame in seconds.
    pub fn times(&self) -> impl Iterator<Item = f64> {
        (0..self.frames).map(|m| self.start + self.plan.stft().time_of(m))
    }
}

/// The lengths of an array of so many frames.
pub(super) fn shape(plan: &SpectraPlan, frames: u64) -> Vec<u64> {
    let channels = plan.separates_channels().then_some(plan.channels() as u64);
    channels.into_iter().chain([plan.rows() as u64, frames]).collect()
}

/// Takes spectra frame by frame and makes a file of them.
pub trait ArrayWriter {
    /// Takes the numbers of one or more frames, as [`SpectraPlan::run`] hands them out.
    ///
    /// # Errors
    /// [`Error::Io`] where they cannot be written.
    fn spectra(&mut self, numbers: &[f64]) -> Result<()>;

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

/// A failure of a temporary file.
pub(super) fn temporary_error(error: io::Error) -> Error {
    Error::io(format!("cannot use a temporary file in {}", std::env::temp_dir().display()), error)
}
