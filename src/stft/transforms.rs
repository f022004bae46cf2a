//! The interface of all transforms, and the choice of one.

use super::choices::{Mode, Scaling, Sides, SignalKind};
use super::layout::FrameLayout;
use super::options::StftOptions;
use super::plan::{Scratch, StftPlan};
use super::signal::Signal;
use super::tapers::TaperOptions;
use crate::real::Real;
use crate::units::SampleRate;

/// A planned transform from the samples of a frame to one or two numbers per bin.
///
/// One plan serves all threads; each thread has its own scratch. Bins ascend in frequency.
pub trait Transform<T: Real>: Sync {
    /// The buffers of one thread.
    type Scratch;

    /// The planned options, including all automatic choices.
    fn options(&self) -> TransformOptions;

    /// The division of the signal into frames.
    fn layout(&self) -> FrameLayout;

    /// Samples per second of the signal.
    fn sample_rate(&self) -> SampleRate;

    /// The kind of samples.
    fn kind(&self) -> SignalKind;

    /// The sides of the spectrum.
    fn sides(&self) -> Sides;

    /// The quantity computed for every cell.
    fn mode(&self) -> Mode;

    /// The normalization.
    fn scaling(&self) -> Scaling;

    /// The number of bins, at least 1.
    fn bins(&self) -> usize;

    /// Hertz between adjacent bins; `None` if it varies.
    fn spacing(&self) -> Option<f64>;

    /// The frequency of a bin in hertz.
    fn frequency_of(&self, bin: usize) -> f64;

    /// Numbers per bin that [`Transform::values`] writes: 2 for complex ones, otherwise 1.
    fn numbers_per_bin(&self) -> usize {
        if self.mode() == Mode::Complex { 2 } else { 1 }
    }

    /// Buffers for [`Transform::power`] and [`Transform::values`].
    fn scratch(&self) -> Self::Scratch;

    /// Approximate size of these buffers in bytes.
    fn bytes_of_scratch(&self) -> u64;

    /// The scaled power of every bin of one frame.
    ///
    /// # Panics
    /// Unless `frame` is of the planned kind and length, and `power` has a value per bin.
    fn power(&self, frame: Signal<'_, T>, scratch: &mut Self::Scratch, power: &mut [T]);

    /// The quantity that the mode selects, for every bin of one frame; for complex values the real part, then the
    /// imaginary part.
    ///
    /// # Panics
    /// As [`Transform::power`], with [`Transform::numbers_per_bin`] values per bin.
    fn values(&self, frame: Signal<'_, T>, scratch: &mut Self::Scratch, values: &mut [T]);
}

impl<T: Real> Transform<T> for StftPlan<T> {
    type Scratch = Scratch<T>;

    fn options(&self) -> TransformOptions {
        TransformOptions::Stft(StftPlan::options(self).clone())
    }

    fn layout(&self) -> FrameLayout {
        StftPlan::options(self).layout()
    }

    fn sample_rate(&self) -> SampleRate {
        StftPlan::sample_rate(self)
    }

    fn kind(&self) -> SignalKind {
        StftPlan::kind(self)
    }

    fn sides(&self) -> Sides {
        StftPlan::sides(self)
    }

    fn mode(&self) -> Mode {
        StftPlan::options(self).mode
    }

    fn scaling(&self) -> Scaling {
        StftPlan::options(self).scaling
    }

    fn bins(&self) -> usize {
        StftPlan::bins(self)
    }

    fn spacing(&self) -> Option<f64> {
        Some(self.bin_width())
    }

    fn frequency_of(&self, bin: usize) -> f64 {
        StftPlan::frequency_of(self, bin)
    }

    fn scratch(&self) -> Scratch<T> {
        StftPlan::scratch(self)
    }

    fn bytes_of_scratch(&self) -> u64 {
        StftPlan::bytes_of_scratch(self)
    }

    fn power(&self, frame: Signal<'_, T>, scratch: &mut Scratch<T>, power: &mut [T]) {
        StftPlan::power(self, frame, scratch, power);
    }

    fn values(&self, frame: Signal<'_, T>, scratch: &mut Scratch<T>, values: &mut [T]) {
        StftPlan::values(self, frame, scratch, values);
    }
}

/// The requested transform.
#[derive(Debug, Clone, PartialEq)]
pub enum TransformOptions {
    /// The short-time Fourier transform.
    Stft(StftOptions),
    /// The mean over several tapers instead of one window; the window and its form are not used.
    Multitaper(StftOptions, TaperOptions),
}

impl TransformOptions {
    /// A multitaper transform if there are tapers, otherwise the short-time Fourier transform.
    pub fn of(stft: StftOptions, tapers: Option<TaperOptions>) -> Self {
        match tapers {
            Some(tapers) => Self::Multitaper(stft, tapers),
            None => Self::Stft(stft),
        }
    }

    /// Lengths, frames, mode and scaling.
    pub fn stft(&self) -> &StftOptions {
        match self {
            Self::Stft(stft) | Self::Multitaper(stft, _) => stft,
        }
    }

    /// The name users type.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Stft(_) => "stft",
            Self::Multitaper(..) => "multitaper",
        }
    }
}
