//! The multitaper spectrum: the mean over several orthogonal windows of the same frame.

use super::choices::{Mode, Scaling, Sides, SignalKind, TaperWeights};
use super::layout::FrameLayout;
use super::options::StftOptions;
use super::plan::{Scratch, StftPlan, check_sides};
use super::signal::Signal;
use super::tapers::TaperOptions;
use super::transform::{KindOptions, Transform};
use crate::error::{Error, OptionName, Result};
use crate::memory;
use crate::parameter::Parameter;
use crate::real::Real;
use crate::units::SampleRate;
use crate::window::Tapers;

/// The planned multitaper transform of one signal kind.
///
/// With the tapers v_k, symmetric and of unit energy, and weights λ_k, the power of a bin is
/// c·Σλ_k|X_k|²/(fs·Σλ_k), X_k the DFT of the frame under v_k. Frames and bins are those of an [`StftPlan`].
///
/// # Source
/// D. J. Thomson, "Spectrum estimation and harmonic analysis", Proc. IEEE 70 (1982).
pub struct Multitaper<T: Real> {
    /// The transform under the first taper.
    first: StftPlan<T>,
    /// The other tapers, with the same scaling.
    others: Vec<Vec<T>>,
    /// NW
    bandwidth: f64,
    /// Σλ_k(Σv_k)²/Σλ_k, the power of a constant 1 under the tapers.
    constant: f64,
}

impl<T: Real> Multitaper<T> {
    /// Plans the transform of a real or a complex signal sampled at `rate`; the window and its form in `options` are
    /// not used.
    ///
    /// # Errors
    /// Those of [`StftPlan::of_kind`] and [`KindOptions::check`]; [`Error::Memory`](crate::Error::Memory) without
    /// memory for the tapers.
    pub fn new(options: &StftOptions, tapers: &TaperOptions, rate: SampleRate, kind: SignalKind) -> Result<Self> {
        options.check()?;
        check_sides(options, kind)?;
        let length = options.window_length;
        tapers.check(options)?;
        // Every taper twice, and the memory for solving, in addition to the tables of the DFT.
        let values = tapers.count * (size_of::<f64>() + size_of::<T>()) + 8 * size_of::<f64>();
        memory::check(
            || format!("{} tapers of {length} samples", tapers.count),
            options.bytes_of_tables(size_of::<T>()) + (values * length) as u64,
        )?;
        let Tapers { sequences, ratios } = Tapers::new(options.window_length, tapers.bandwidth, tapers.count)?;
        let weights = match tapers.weights {
            TaperWeights::Eigenvalue => ratios,
            TaperWeights::Uniform => vec![1.0; sequences.len()],
        };
        let total: f64 = weights.iter().sum();
        let shares = || weights.iter().map(|weight| weight / total);
        let constant = sequences.iter().zip(shares()).map(|(v, share)| share * v.iter().sum::<f64>().powi(2)).sum();
        let mut first = StftPlan::of_window(options, rate, kind, &sequences[0])?;
        let mut scaled = sequences.iter().zip(shares()).map(|(v, share)| {
            let scale = (share * first.doubled() / rate.get()).sqrt();
            v.iter().map(|v| T::of(v * scale)).collect()
        });
        let window = scaled.next();
        let others = scaled.collect();
        first.window = window.unwrap_or_default();
        Ok(Self { first, others, bandwidth: tapers.bandwidth, constant })
    }
}

impl<T: Real> Transform<T> for Multitaper<T> {
    type Scratch = Scratch<T>;

    fn options(&self) -> &StftOptions {
        StftPlan::options(&self.first)
    }

    fn layout(&self) -> FrameLayout {
        self.first.layout()
    }

    fn sample_rate(&self) -> SampleRate {
        self.first.sample_rate()
    }

    fn kind(&self) -> SignalKind {
        self.first.kind()
    }

    fn sides(&self) -> Sides {
        self.first.sides()
    }

    fn mode(&self) -> Mode {
        Mode::Psd
    }

    fn scaling(&self) -> Scaling {
        Scaling::Density
    }

    fn bins(&self) -> usize {
        self.first.bins()
    }

    fn spacing(&self) -> Option<f64> {
        self.first.spacing()
    }

    fn frequency_of(&self, bin: usize) -> f64 {
        self.first.frequency_of(bin)
    }

    /// The width 2W = 2NW·fs/L of a tone's band, in hertz.
    fn bandwidth(&self) -> f64 {
        let length = StftPlan::options(&self.first).window_length as f64;
        2.0 * self.bandwidth * self.first.sample_rate().get() / length
    }

    /// The equivalent noise bandwidth in hertz, fs·Σλ_k/Σλ_k(Σv_k)²: a tone's power divided by its density on a bin.
    fn noise_bandwidth(&self) -> f64 {
        self.first.sample_rate().get() / self.constant
    }

    /// The power of a full-scale tone on a bin: sin(2πft), or e^(2πift) for complex samples.
    fn full_scale_tone(&self) -> f64 {
        let power = match self.first.kind() {
            SignalKind::Real => self.first.doubled() / 4.0,
            SignalKind::Complex => 1.0,
        };
        power / self.noise_bandwidth()
    }

    fn scratch(&self) -> Scratch<T> {
        let mut scratch = self.first.scratch();
        scratch.taper = vec![T::ZERO; if self.others.is_empty() { 0 } else { self.first.bins() }];
        scratch
    }

    fn bytes_of_scratch(&self) -> u64 {
        self.first.bytes_of_scratch() + (self.first.bins() * size_of::<T>()) as u64
    }

    fn power(&self, frame: Signal<'_, T>, scratch: &mut Scratch<T>, power: &mut [T]) {
        self.first.power(frame, scratch, power);
        let mut one = std::mem::take(&mut scratch.taper);
        for window in &self.others {
            self.first.power_under(window, frame, scratch, &mut one);
            for (sum, one) in power.iter_mut().zip(&one) {
                *sum += *one;
            }
        }
        scratch.taper = one;
    }

    fn values(&self, frame: Signal<'_, T>, scratch: &mut Scratch<T>, values: &mut [T]) {
        self.power(frame, scratch, values);
    }
}

impl KindOptions for TaperOptions {
    type Plan<T: Real> = Multitaper<T>;

    /// Refuses all but power density, and tapers that the window's length has no room for.
    fn check(&self, stft: &StftOptions) -> Result<()> {
        let Scaling::Density = stft.scaling else {
            let reason = format!("must be density with tapers, got {}", stft.scaling);
            return Err(Error::invalid(OptionName::Scaling, reason));
        };
        let Mode::Psd = stft.mode else {
            return Err(Error::invalid(OptionName::Mode, format!("must be psd with tapers, got {}", stft.mode)));
        };
        Tapers::check(stft.window_length, self.bandwidth, self.count)
    }

    fn plan<T: Real>(&self, stft: &StftOptions, rate: SampleRate, kind: SignalKind) -> Result<Multitaper<T>> {
        Multitaper::new(stft, self, rate, kind)
    }

    fn scaling(&self) -> Option<Scaling> {
        Some(Scaling::Density)
    }

    fn has_own_windows(&self) -> bool {
        true
    }

    fn parameters(&self, stft: &StftOptions) -> Vec<(&'static str, Parameter)> {
        vec![
            ("tapers", self.count.into()),
            ("time_half_bandwidth", self.bandwidth.into()),
            ("taper_weights", Parameter::text(self.weights)),
            ("nfft", stft.nfft.into()),
            ("window_length", stft.window_length.into()),
            ("window_align", Parameter::text(stft.align)),
        ]
    }

    fn windows(&self, _: &StftOptions) -> String {
        self.to_string()
    }

    fn bandwidth(&self) -> &'static str {
        "band of the tapers, 2W"
    }
}
