//! How a signal goes on beyond its ends, and what that puts around it.

use crate::choice::choices;

/// How a signal x of n samples goes on beyond its ends.
///
/// # Source
/// `scipy.signal.stft`, argument `boundary`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Boundary {
    /// Not at all.
    #[default]
    None,
    /// With zeros.
    Zeros,
    /// Mirrored in its first and its last sample: … x\[2\], x\[1\], **x\[0\]**, x\[1\] …
    Even,
    /// Mirrored through them: … 2x\[0\] − x\[2\], 2x\[0\] − x\[1\], **x\[0\]**, x\[1\] …
    Odd,
    /// With its first and its last sample repeated.
    Constant,
}

impl Boundary {
    /// Samples that must follow the first one, for a margin of so many.
    pub(crate) fn needs(self, margin: usize) -> usize {
        match self {
            Self::Even | Self::Odd => margin,
            _ => 0,
        }
    }

    /// The sample `distance` beyond an `end`, `inner` being the one as far inside.
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
    Boundary, "boundary",
    None => "none" "no extension",
    Zeros => "zeros" "zeros",
    Even => "even" "mirrored in its first and last sample",
    Odd => "odd" "mirrored through them",
    Constant => "constant" "its first and last sample repeated",
);

/// Samples per channel that are put around a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Padding {
    /// Before its first sample.
    pub before: u64,
    /// After its last.
    pub after: u64,
}

/// What is put around a signal that is cut into frames.
///
/// # Units
/// Samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// How the signal goes on beyond its ends, by ⌊`frame`/2⌋ samples at each.
    pub boundary: Boundary,
    /// Samples of a frame, at least 1.
    pub frame: usize,
    /// Samples from one frame to the next, at least 1.
    pub hop: usize,
    /// Whether zeros follow until every sample is in a frame, as far as the hop leaves none out.
    pub whole_frames: bool,
}

impl Extension {
    /// Whether nothing is put anywhere.
    pub fn is_empty(&self) -> bool {
        self.boundary == Boundary::None && !self.whole_frames
    }

    /// Samples at each end.
    pub(crate) fn margin(&self) -> u64 {
        if self.boundary == Boundary::None { 0 } else { self.frame as u64 / 2 }
    }

    /// What is put around `samples` samples.
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

    /// How many whole frames come of `samples` samples.
    pub fn frames_in(&self, samples: u64) -> u64 {
        let Padding { before, after } = self.padding(samples);
        whole_frames(samples.saturating_add(before + after), self.frame as u64, self.hop as u64)
    }
}

fn whole_frames(samples: u64, frame: u64, hop: u64) -> u64 {
    samples.checked_sub(frame).map_or(0, |room| room / hop + 1)
}
