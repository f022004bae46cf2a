//! The extension of a signal past its ends, and the padding of frames.

use crate::choice::choices;

/// The extension of a signal x of n samples past its ends.
///
/// # Source
/// `scipy.signal.stft`, argument `boundary`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Boundary {
    /// None.
    #[default]
    None,
    /// Zeros.
    Zeros,
    /// Mirrored at its first and last sample: … x\[2\], x\[1\], **x\[0\]**, x\[1\] …
    Even,
    /// Mirrored through its first and last sample: … 2x\[0\] − x\[2\], 2x\[0\] − x\[1\], **x\[0\]**, x\[1\] …
    Odd,
    /// The first and last sample repeated.
    Constant,
}

impl Boundary {
    /// The number of samples that must follow the first one, for a margin of this many.
    pub(crate) fn needs(self, margin: usize) -> usize {
        match self {
            Self::Even | Self::Odd => margin,
            _ => 0,
        }
    }

    /// The sample `distance` beyond an `end`; `inner` is the one at the same distance inside.
    pub(crate) fn beyond(self, end: f64, inner: f64) -> f64 {
        match self {
            Self::None | Self::Zeros => 0.0,
            Self::Even => inner,
            Self::Odd => 2.0 * end - inner,
            Self::Constant => end,
        }
    }
}

choices!(
    Boundary, "boundary mode",
    None => "none" "no extension",
    Zeros => "zeros" "zeros",
    Even => "even" "mirrored about the first and last sample",
    Odd => "odd" "rotated by 180° about the first and last sample",
    Constant => "constant" "first and last sample repeated",
);

/// Samples per channel added around a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Padding {
    /// Before its first sample.
    pub before: u64,
    /// After its last.
    pub after: u64,
}

/// The extension of a signal that is cut into frames.
///
/// # Units
/// Samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// How the signal is extended, by ⌊`frame`/2⌋ samples at each end.
    pub boundary: Boundary,
    /// Samples per frame, at least 1.
    pub frame: usize,
    /// Samples from one frame to the next, at least 1.
    pub hop: usize,
    /// Whether zeros are appended until every sample is in a frame, except those that a long hop skips.
    pub whole_frames: bool,
}

impl Extension {
    /// Whether no samples are added.
    pub fn is_empty(&self) -> bool {
        self.boundary == Boundary::None && !self.whole_frames
    }

    /// Samples added at each end.
    pub(crate) fn margin(&self) -> u64 {
        if self.boundary == Boundary::None { 0 } else { self.frame as u64 / 2 }
    }

    /// The padding of a signal of `samples` samples.
    pub fn padding(&self, samples: u64) -> Padding {
        let margin = self.margin();
        let total = samples.saturating_add(2 * margin);
        let (frame, hop) = (self.frame as u64, self.hop as u64);
        let frames = whole_frames(total, frame, hop);
        let (covered, next) = (if frames > 0 { (frames - 1) * hop + frame } else { 0 }, frames * hop);
        let calls_for_one_more = self.whole_frames && covered < total && next < total;
        let tail = if calls_for_one_more { next + frame - total } else { 0 };
        Padding { before: margin, after: margin + tail }
    }

    /// The number of whole frames in `samples` samples.
    pub fn frames_in(&self, samples: u64) -> u64 {
        let Padding { before, after } = self.padding(samples);
        whole_frames(samples.saturating_add(before + after), self.frame as u64, self.hop as u64)
    }
}

fn whole_frames(samples: u64, frame: u64, hop: u64) -> u64 {
    samples.checked_sub(frame).map_or(0, |room| room / hop + 1)
}
