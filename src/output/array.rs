//! What every writer of arrays does.

use std::io;

use super::parameter::Parameter;
use crate::error::{Error, Result};
use crate::frames::{FrameRun, FrameSink};
use crate::stft::FrameTimes;

/// What an array of spectra will hold, known before the first frame.
///
/// # Shape
/// A frame is as many rows as frequencies of as many values as channels each, from the lowest frequency up; a complex
/// value is two numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrayShape {
    /// The frequency of every row in hertz.
    pub frequencies: Vec<f64>,
    /// How many channels are kept apart; none where the array is of one signal and has no axis for channels.
    pub channels: Option<usize>,
    /// Whether values are complex.
    pub complex: bool,
    /// The centres of the frames.
    pub times: FrameTimes,
}

impl ArrayShape {
    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.frequencies.len()
    }

    /// How many values each row of a frame has.
    pub fn values_per_row(&self) -> usize {
        self.channels.unwrap_or(1)
    }

    /// Numbers that a frame holds.
    pub fn numbers_per_frame(&self) -> usize {
        self.rows() * self.values_per_row() * if self.complex { 2 } else { 1 }
    }

    /// The lengths of the array of so many frames: frequency and time, before them the channel where channels are kept apart.
    pub fn lengths(&self, frames: u64) -> Vec<u64> {
        let channels = self.channels.map(|channels| channels as u64);
        channels.into_iter().chain([self.rows() as u64, frames]).collect()
    }
}

/// The axes of an array of spectra, known when the last frame is.
pub struct Axes<'a> {
    /// Its rows, channels and times.
    pub shape: &'a ArrayShape,
    /// The frames that there were, by runs.
    pub runs: &'a [FrameRun],
    /// How the numbers came about, by name.
    pub parameters: &'a [(&'static str, Parameter)],
}

impl Axes<'_> {
    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.shape.rows()
    }

    /// The number of frames.
    pub fn frames(&self) -> u64 {
        self.runs.iter().map(|run| run.frames).sum()
    }

    /// The lengths of the array.
    pub fn lengths(&self) -> Vec<u64> {
        self.shape.lengths(self.frames())
    }

    /// The frequency of every row in hertz.
    pub fn frequencies(&self) -> impl Iterator<Item = f64> {
        self.shape.frequencies.iter().copied()
    }

    /// The centre of every frame in seconds.
    pub fn times(&self) -> impl Iterator<Item = f64> {
        let times = self.shape.times;
        self.runs.iter().flat_map(move |run| (0..run.frames).map(move |m| times.of_run(run.start, m)))
    }
}

/// The last stage: takes spectra frame by frame, as an [`ArrayShape`] says, and makes a file of them.
pub trait ArrayWriter: FrameSink {
    /// Completes the file.
    ///
    /// # Errors
    /// [`Error::Io`] where it cannot be written.
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
