//! Frames in their order, after the transform.

use crate::error::Result;

/// Frames over a run of samples without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameRun {
    /// The sample on which the run begins, counted from the first, with the gaps between.
    pub start: u64,
    /// Samples per channel.
    pub samples: u64,
    /// Frames, which begin with the run.
    pub frames: u64,
}

/// A stage that takes the numbers of frames in order, on one thread: a writer, or what passes them on changed.
///
/// Stages stand in a row, each owning the next. Whatever depends on earlier frames belongs here, and whatever does not
/// in the workers, which have several threads.
pub trait FrameSink {
    /// Takes all the numbers of one or more frames, frame by frame.
    ///
    /// # Errors
    /// What keeps the stage, or one behind it, from taking them; no more frames come after that.
    fn frames(&mut self, numbers: &[f64]) -> Result<()>;
}

/// What is done to frames and needs no end is a stage.
impl<F: FnMut(&[f64]) -> Result<()>> FrameSink for F {
    fn frames(&mut self, numbers: &[f64]) -> Result<()> {
        self(numbers)
    }
}
