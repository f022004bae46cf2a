//! The division of a signal into frames.

use super::boundary::{Boundary, Extension};
use crate::units::SampleRate;

/// The division of a signal into frames, and the part of a frame that a transform uses.
///
/// # Units
/// Samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameLayout {
    /// Samples per frame, at least 1.
    pub frame: usize,
    /// Samples from one frame to the next, at least 1.
    pub hop: usize,
    /// The extension of the signal past its ends, by half a frame.
    pub boundary: Boundary,
    /// Whether zeros complete the last frame.
    pub pad_tail: bool,
    /// Samples from the start of a frame to the first that the transform uses.
    pub window_offset: usize,
    /// The number of samples that the transform uses, from there on.
    pub window_length: usize,
}

impl FrameLayout {
    /// The extension of the signal before it is cut into frames.
    pub fn extension(&self) -> Extension {
        let Self { boundary, frame, hop, pad_tail, .. } = *self;
        Extension { boundary, frame, hop, whole_frames: pad_tail }
    }

    /// Twice the sample of the signal on which frame 0 is centred: frame m is centred `hop`·m samples later.
    pub fn doubled_first_center(&self) -> usize {
        if self.boundary == Boundary::None { self.frame } else { 0 }
    }

    /// The number of frames in `samples` samples, including those at the boundary.
    pub fn frames_in(&self, samples: u64) -> u64 {
        self.extension().frames_in(samples)
    }

    /// The times of the frames of a signal sampled at `rate` whose first sample is at 0 s.
    pub fn times(&self, rate: SampleRate) -> FrameTimes {
        let first = self.doubled_first_center() as f64 / 2.0;
        FrameTimes { start: 0.0, first, hop: self.hop as f64, rate: rate.get() }
    }
}

/// The centres of frames.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrameTimes {
    /// The time of the first sample, in seconds.
    pub start: f64,
    /// The sample on which frame 0 is centred.
    pub first: f64,
    /// Samples from one frame to the next.
    pub hop: f64,
    /// Samples per second.
    pub rate: f64,
}

impl FrameTimes {
    /// The centre of frame `m` in seconds: start + (m·hop + first)/rate.
    pub fn of(&self, m: u64) -> f64 {
        self.of_run(0, m)
    }

    /// The centre of frame `m` of a run that begins on the sample `run`: start + (run + m·hop + first)/rate.
    pub fn of_run(&self, run: u64, m: u64) -> f64 {
        self.start + (run as f64 + m as f64 * self.hop + self.first) / self.rate
    }
}
