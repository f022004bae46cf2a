//! The common interface of array writers.

use std::io;

use crate::error::{Error, Result};
use crate::frames::{FrameRun, FrameSink};
use crate::parameter::Parameter;
use crate::stft::FrameTimes;

/// The shape of an array of spectra, known before the first frame.
///
/// # Shape
/// A frame has one row per frequency, from the lowest up; each row has one value per channel. A complex value is two
/// numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrayShape {
    /// The frequency of every row in hertz.
    pub frequencies: Vec<f64>,
    /// The number of separate channels; `None` if the array has one signal and no channel axis.
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

    /// Numbers per frame.
    pub fn numbers_per_frame(&self) -> usize {
        self.rows() * self.values_per_row() * if self.complex { 2 } else { 1 }
    }

    /// The lengths of an array of this many frames: frequency and time, preceded by the channel if channels are
    /// separate.
    pub fn lengths(&self, frames: u64) -> Vec<u64> {
        let channels = self.channels.map(|channels| channels as u64);
        channels.into_iter().chain([self.rows() as u64, frames]).collect()
    }
}

/// The axes of an array of spectra, known after the last frame.
pub struct ArrayAxes<'a> {
    /// Its rows, channels and times.
    pub shape: &'a ArrayShape,
    /// The frames, by runs of samples without a gap.
    pub runs: &'a [FrameRun],
    /// The analysis parameters, by name.
    pub parameters: &'a [(&'static str, Parameter)],
}

impl ArrayAxes<'_> {
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

/// The last stage: takes spectra frame by frame, as an [`ArrayShape`] describes, and makes a file of them.
pub trait ArrayWriter: FrameSink {
    /// Completes the file.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be written.
    fn finish(self: Box<Self>, axes: &ArrayAxes<'_>) -> Result<()>;
}

/// The error for a failed write.
pub(super) fn write_error(error: io::Error) -> Error {
    Error::io("cannot write", error)
}

/// A failure of a temporary file.
pub(super) fn temporary_error(error: io::Error) -> Error {
    Error::io(format!("cannot use a temporary file in {}", std::env::temp_dir().display()), error)
}
