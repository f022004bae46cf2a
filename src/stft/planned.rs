//! A planned transform of any kind.

use super::choices::{Mode, Scaling, Sides, SignalKind};
use super::layout::FrameLayout;
use super::multitaper::Multitaper;
use super::plan::{Scratch, StftPlan};
use super::signal::Signal;
use super::transforms::{Transform, TransformOptions};
use crate::error::Result;
use crate::real::Real;
use crate::units::SampleRate;

/// A planned transform of the requested kind.
pub enum Planned<T: Real> {
    /// The short-time Fourier transform.
    Stft(StftPlan<T>),
    /// The multitaper transform.
    Multitaper(Multitaper<T>),
}

/// Calls the transform inside.
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

    /// The bandwidth of a tone in hertz: the width of the window's main lobe at −3 dB, or the band of the tapers.
    pub fn bandwidth(&self) -> f64 {
        match self {
            Self::Stft(plan) => plan.half_power_bandwidth(),
            Self::Multitaper(plan) => plan.bandwidth(),
        }
    }

    /// The equivalent noise bandwidth in hertz: a tone's power divided by its density on a bin.
    pub fn noise_bandwidth(&self) -> f64 {
        ask!(self, plan => plan.noise_bandwidth())
    }

    /// The power of a full-scale tone on a bin: sin(2πft), or e^(2πift) for complex samples.
    pub fn full_scale_tone(&self) -> f64 {
        ask!(self, plan => plan.full_scale_tone())
    }
}

impl<T: Real> Transform<T> for Planned<T> {
    /// Both transforms use the same buffers.
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
