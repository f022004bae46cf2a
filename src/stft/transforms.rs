//! What every transform answers, and the choice of one.

use super::choices::{Mode, Scaling, Sides, SignalKind};
use super::layout::FrameLayout;
use super::multitaper::{Multitaper, TaperOptions};
use super::options::StftOptions;
use super::plan::{Scratch, StftPlan};
use super::signal::Signal;
use crate::error::Result;
use crate::real::Real;
use crate::units::SampleRate;

/// A planned transform from the samples of a frame to a number, or two, for each of its bins.
///
/// One plan serves all threads; each has a scratch of its own. Bins ascend in frequency.
pub trait Transform<T: Real>: Sync {
    /// The buffers one thread needs.
    type Scratch;

    /// What was planned, with everything that was chosen automatically.
    fn options(&self) -> TransformOptions;

    /// How the signal is cut into frames.
    fn layout(&self) -> FrameLayout;

    /// Samples per second of the signal.
    fn sample_rate(&self) -> SampleRate;

    /// What its samples are.
    fn kind(&self) -> SignalKind;

    /// Which half of the spectrum.
    fn sides(&self) -> Sides;

    /// What is computed of every cell.
    fn mode(&self) -> Mode;

    /// How it is normalized.
    fn scaling(&self) -> Scaling;

    /// How many bins, at least 1.
    fn bins(&self) -> usize;

    /// Hertz from each bin to the next, where that is the same for all.
    fn spacing(&self) -> Option<f64>;

    /// The frequency of a bin in hertz.
    fn frequency_of(&self, bin: usize) -> f64;

    /// Numbers per bin that [`Transform::values`] writes: 2 for complex ones, else 1.
    fn numbers_per_bin(&self) -> usize {
        if self.mode() == Mode::Complex { 2 } else { 1 }
    }

    /// Buffers for [`Transform::power`] and [`Transform::values`].
    fn scratch(&self) -> Self::Scratch;

    /// Bytes of these buffers, about.
    fn bytes_of_scratch(&self) -> u64;

    /// The scaled power of every bin of one frame.
    ///
    /// # Panics
    /// Unless `frame` is of the kind and the length that were planned, and `power` as long as there are bins.
    fn power(&self, frame: Signal<'_, T>, scratch: &mut Self::Scratch, power: &mut [T]);

    /// What the mode asks for of every bin of one frame; of complex values the real part, then the imaginary.
    ///
    /// # Panics
    /// As [`Transform::power`], with [`Transform::numbers_per_bin`] values for each bin.
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

/// Which transform is to be computed.
#[derive(Debug, Clone, PartialEq)]
pub enum TransformOptions {
    /// The short-time Fourier transform.
    Stft(StftOptions),
    /// The mean over several tapers in the place of one window: that and its form are not used.
    Multitaper(StftOptions, TaperOptions),
}

impl TransformOptions {
    /// A multitaper transform where there are tapers, else the short-time Fourier transform.
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

    /// The name a user types.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Stft(_) => "stft",
            Self::Multitaper(..) => "multitaper",
        }
    }
}

/// A planned transform of the kind that was asked for.
pub enum Planned<T: Real> {
    /// The short-time Fourier transform.
    Stft(StftPlan<T>),
    /// The multitaper transform.
    Multitaper(Multitaper<T>),
}

/// Asks the transform there is.
macro_rules! ask {
    ($planned:expr, $plan:ident => $answer:expr) => {
        match $planned {
            Planned::Stft($plan) => $answer,
            Planned::Multitaper($plan) => $answer,
        }
    };
}

impl<T: Real> Planned<T> {
    /// Plans the transform of a signal sampled at `rate`.
    ///
    /// # Errors
    /// As [`StftPlan::of_kind`] and [`Multitaper::new`].
    pub fn new(options: &TransformOptions, rate: SampleRate, kind: SignalKind) -> Result<Self> {
        Ok(match options {
            TransformOptions::Stft(stft) => Self::Stft(StftPlan::of_kind(stft, rate, kind)?),
            TransformOptions::Multitaper(stft, tapers) => Self::Multitaper(Multitaper::new(stft, tapers, rate, kind)?),
        })
    }

    /// Hertz that a tone is spread over: the width of the window's main lobe at −3 dB, or the band of the tapers.
    pub fn bandwidth(&self) -> f64 {
        match self {
            Self::Stft(plan) => plan.half_power_bandwidth(),
            Self::Multitaper(plan) => plan.bandwidth(),
        }
    }

    /// The equivalent noise bandwidth in hertz: what the density of a tone on a bin is its power over.
    pub fn noise_bandwidth(&self) -> f64 {
        ask!(self, plan => plan.noise_bandwidth())
    }

    /// The power of a tone of full scale on a bin: of sin(2πft), and of e^(2πift) where samples are complex.
    pub fn full_scale_tone(&self) -> f64 {
        ask!(self, plan => plan.full_scale_tone())
    }
}

impl<T: Real> Transform<T> for Planned<T> {
    /// Both transforms work in the same buffers.
    type Scratch = Scratch<T>;

    fn options(&self) -> TransformOptions {
        ask!(self, plan => Transform::options(plan))
    }

    fn layout(&self) -> FrameLayout {
        ask!(self, plan => plan.layout())
    }

    fn sample_rate(&self) -> SampleRate {
        ask!(self, plan => plan.sample_rate())
    }

    fn kind(&self) -> SignalKind {
        ask!(self, plan => plan.kind())
    }

    fn sides(&self) -> Sides {
        ask!(self, plan => plan.sides())
    }

    fn mode(&self) -> Mode {
        ask!(self, plan => plan.mode())
    }

    fn scaling(&self) -> Scaling {
        ask!(self, plan => plan.scaling())
    }

    fn bins(&self) -> usize {
        ask!(self, plan => plan.bins())
    }

    fn spacing(&self) -> Option<f64> {
        ask!(self, plan => plan.spacing())
    }

    fn frequency_of(&self, bin: usize) -> f64 {
        ask!(self, plan => plan.frequency_of(bin))
    }

    fn scratch(&self) -> Scratch<T> {
        ask!(self, plan => plan.scratch())
    }

    fn bytes_of_scratch(&self) -> u64 {
        ask!(self, plan => Transform::bytes_of_scratch(plan))
    }

    fn power(&self, frame: Signal<'_, T>, scratch: &mut Scratch<T>, power: &mut [T]) {
        ask!(self, plan => plan.power(frame, scratch, power));
    }

    fn values(&self, frame: Signal<'_, T>, scratch: &mut Scratch<T>, values: &mut [T]) {
        ask!(self, plan => plan.values(frame, scratch, values));
    }
}
