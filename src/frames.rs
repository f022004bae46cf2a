//! Frames in order, after the transform.

use crate::error::Result;

/// Frames over a run of samples without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameRun {
    /// The first sample of the run, counted from the start of the input, gaps included.
    pub start: u64,
    /// Samples per channel.
    pub samples: u64,
    /// The number of frames; the first begins with the run.
    pub frames: u64,
}

/// A stage that takes the numbers of frames in order, on one thread: a writer, or a converter in front of one.
///
/// Stages form a chain, each owning the next. Work that depends on earlier frames belongs here; other work belongs in
/// the workers, which run in parallel.
pub trait FrameSink {
    /// Takes all numbers of one or more frames, frame by frame.
    ///
    /// # Errors
    /// A failure of this stage or a later one; no more frames come after that.
    fn frames(&mut self, numbers: &[f64]) -> Result<()>;
}

/// A closure is a stage that needs no finish.
impl<F: FnMut(&[f64]) -> Result<()>> FrameSink for F {
    fn frames(&mut self, numbers: &[f64]) -> Result<()> {
        self(numbers)
    }
}
