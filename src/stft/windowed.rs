//! The short-time Fourier transform as one kind of transform: under one window.

use super::choices::{Mode, Scaling, Sides, SignalKind};
use super::layout::FrameLayout;
use super::options::StftOptions;
use super::plan::{Scratch, StftPlan};
use super::signal::Signal;
use super::transform::{KindOptions, Transform};
use crate::error::Result;
use crate::parameter::Parameter;
use crate::real::Real;
use crate::units::SampleRate;
use crate::window::Form;

/// The kind that has no options of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OneWindow;

impl KindOptions for OneWindow {
    type Plan<T: Real> = StftPlan<T>;

    fn check(&self, _: &StftOptions) -> Result<()> {
        Ok(())
    }

    fn plan<T: Real>(&self, stft: &StftOptions, rate: SampleRate, kind: SignalKind) -> Result<StftPlan<T>> {
        StftPlan::of_kind(stft, rate, kind)
    }

    fn parameters(&self, stft: &StftOptions) -> Vec<(&'static str, Parameter)> {
        vec![
            ("nfft", stft.nfft.into()),
            ("window", Parameter::text(stft.window)),
            ("window_length", stft.window_length.into()),
            ("window_align", Parameter::text(stft.align)),
            ("symmetric", (stft.form == Form::Symmetric).into()),
        ]
    }

    fn windows(&self, stft: &StftOptions) -> String {
        let form = if stft.form == Form::Symmetric { ", symmetric" } else { "" };
        format!("window {}{form}", stft.window)
    }

    fn bandwidth(&self) -> &'static str {
        "width at -3 dB"
    }
}

impl<T: Real> Transform<T> for StftPlan<T> {
    type Scratch = Scratch<T>;

    fn options(&self) -> &StftOptions {
        StftPlan::options(self)
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

    /// The width of the window's main lobe at −3 dB.
    fn bandwidth(&self) -> f64 {
        self.half_power_bandwidth()
    }

    fn noise_bandwidth(&self) -> f64 {
        StftPlan::noise_bandwidth(self)
    }

    fn full_scale_tone(&self) -> f64 {
        StftPlan::full_scale_tone(self)
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
