//! A planned transform: shapes, axes and spectra.

use std::sync::{Arc, OnceLock};

use realfft::num_complex::Complex;
use realfft::{RealFftPlanner, RealToComplex};

use super::choices::{Detrend, Mode, Scaling, Sides, SignalKind};
use super::factors::BinFactors;
use super::half::{HalfLength, HalfScratch};
use super::options::StftOptions;
use super::signal::Signal;
use super::{detrend, polar};
use crate::error::{Error, OptionName, Result};
use crate::memory;
use crate::real::Real;
use crate::units::SampleRate;
use crate::window::{Window, WindowGain, half_power_bandwidth};

/// The transform for one kind of signal, planned once and shared by all threads.
///
/// Without a boundary frame m covers the samples [m·hop, m·hop + F), where F is the [frame's
/// length](StftOptions::frame_length); with one it is centred on sample m·hop. Bin k of a one-sided spectrum lies at
/// k·fs/N, that of a two-sided one at (k − ⌊N/2⌋)·fs/N.
pub struct StftPlan<T: Real> {
    pub(super) options: StftOptions,
    rate: SampleRate,
    pub(super) kind: SignalKind,
    pub(super) sides: Sides,
    /// The window times √factor, so that |X|² is already scaled.
    pub(super) window: Vec<T>,
    /// The factor of the power of all bins relative to 0 Hz and Nyquist.
    doubled: f64,
    /// The additional factors of the power of single bins.
    factors: BinFactors<T>,
    gain: WindowGain,
    /// Present if only one-sided power of a real signal is needed and N is even.
    half: Option<HalfLength<T>>,
    /// Planned when it is first needed.
    fft: OnceLock<Arc<dyn RealToComplex<T>>>,
}

/// The buffers of one thread.
pub struct Scratch<T: Real> {
    half: Option<HalfScratch<T>>,
    pub(super) input: Vec<T>,
    /// The transform of the real part, from 0 Hz up.
    pub(super) spectrum: Vec<Complex<T>>,
    /// The transform of the imaginary part.
    pub(super) imaginary: Vec<Complex<T>>,
    /// Both sides, ascending.
    pub(super) both: Vec<Complex<T>>,
    pub(super) fft: Vec<Complex<T>>,
    /// The power under one of several windows.
    pub(super) taper: Vec<T>,
}

impl<T: Real> StftPlan<T> {
    /// Plans the transform of a real signal sampled at `rate`.
    ///
    /// # Errors
    /// As [`StftOptions::check`], and if the window refuses its length or parameter; [`Error::Limit`] if the limits of
    /// the process leave no memory for it.
    pub fn new(options: &StftOptions, rate: SampleRate) -> Result<Self> {
        Self::of_kind(options, rate, SignalKind::Real)
    }

    /// Plans the transform of a real or a complex signal.
    ///
    /// # Errors
    /// As [`StftPlan::new`], and [`Error::InvalidOption`] for one side of a complex signal.
    pub fn of_kind(options: &StftOptions, rate: SampleRate, kind: SignalKind) -> Result<Self> {
        options.check()?;
        check_sides(options, kind)?;
        let mut options = options.clone();
        options.window = options.window.or_std(Window::default_std(options.window_length));
        memory::check(
            || format!("the plan of a DFT of {} samples", options.nfft),
            options.bytes_of_tables(size_of::<T>()),
        )?;
        let window = options.window.coefficients(options.window_length, options.form)?;
        Self::of_window(&options, rate, kind, &window)
    }

    /// Plans the transform under a window of L values instead of the options' own; the options have been checked.
    ///
    /// # Errors
    /// Those of [`WindowGain::of`].
    pub(super) fn of_window(options: &StftOptions, rate: SampleRate, kind: SignalKind, window: &[f64]) -> Result<Self> {
        let sides = options.sides_of(kind);
        let gain = WindowGain::of(window)?;
        let squared_sum = gain.sum() * gain.sum();
        let factor = match options.scaling {
            Scaling::Density => 1.0 / (rate.get() * gain.sum_of_squares()),
            Scaling::Spectrum | Scaling::Dbfs => 1.0 / squared_sum,
            Scaling::None => 1.0,
        };
        let doubled = match (options.scaling, options.mode, sides) {
            (Scaling::Dbfs, ..) if kind == SignalKind::Real => 4.0,
            (Scaling::Density | Scaling::Spectrum, Mode::Psd, Sides::One) => 2.0,
            _ => 1.0,
        };
        Ok(Self {
            rate,
            kind,
            sides,
            window: window.iter().map(|w| T::of(w * (factor * doubled).sqrt())).collect(),
            doubled,
            factors: BinFactors::Edges(T::of(1.0 / doubled)),
            gain,
            half: if kind == SignalKind::Real && sides == Sides::One && options.mode == Mode::Psd {
                HalfLength::new(options.nfft)
            } else {
                None
            },
            fft: OnceLock::new(),
            options: options.clone(),
        })
    }

    /// The same plan with a power factor for each bin, as a function of its frequency in hertz: a response to undo, or
    /// a weighting.
    ///
    /// Amplitudes are multiplied by the root. [`StftPlan::full_scale_tone`] remains that for a factor of 1.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] for a factor that is negative or not finite.
    pub fn with_factors(mut self, factor_at: impl Fn(f64) -> f64) -> Result<Self> {
        let factors: Vec<f64> = (0..self.bins()).map(|bin| factor_at(self.frequency_of(bin))).collect();
        if let Some(bin) = factors.iter().position(|factor| !(factor.is_finite() && *factor >= 0.0)) {
            let (factor, frequency) = (factors[bin], self.frequency_of(bin));
            return Err(Error::invalid(
                OptionName::Factors,
                format!("must be finite and at least 0, got {factor} at {frequency} Hz"),
            ));
        }
        self.factors = BinFactors::each(self.factors.edge(), self.edges(), factors.into_iter());
        Ok(self)
    }

    /// The planned options, including a Gaussian's default standard deviation.
    pub fn options(&self) -> &StftOptions {
        &self.options
    }

    /// Samples per second of the signal.
    pub fn sample_rate(&self) -> SampleRate {
        self.rate
    }

    /// The sides of the spectrum.
    pub fn sides(&self) -> Sides {
        self.sides
    }

    /// The kind of samples.
    pub fn kind(&self) -> SignalKind {
        self.kind
    }

    /// The factor of the power of all bins relative to 0 Hz and Nyquist.
    pub(super) fn doubled(&self) -> f64 {
        self.doubled
    }

    /// The power of a full-scale tone on a bin: sin(2πft), or e^(2πift) for complex samples.
    pub fn full_scale_tone(&self) -> f64 {
        let sum: f64 = self.window.iter().map(|&w| w.into()).sum();
        let amplitude = match self.kind {
            SignalKind::Real => sum / 2.0,
            SignalKind::Complex => sum,
        };
        amplitude * amplitude
    }

    /// The part of a frame that the window covers.
    pub(super) fn under_window<'a>(&self, frame: &'a [T]) -> &'a [T] {
        assert_eq!(frame.len(), self.options.frame_length(), "a frame has its length");
        &frame[self.options.window_offset()..][..self.window.len()]
    }

    /// The sums of the window.
    pub fn gain(&self) -> WindowGain {
        self.gain
    }

    /// The width of the main lobe at −3 dB, in hertz.
    pub fn half_power_bandwidth(&self) -> f64 {
        let window: Vec<f64> = self.window.iter().map(|&w| w.into()).collect();
        half_power_bandwidth(&window) * self.rate.get() / self.options.window_length as f64
    }

    /// The equivalent noise bandwidth in hertz.
    pub fn noise_bandwidth(&self) -> f64 {
        self.gain.enbw() * self.rate.get() / self.options.window_length as f64
    }

    /// Bins of a spectrum: N/2 + 1 for one side of even N, (N + 1)/2 for one side of odd N, N for two sides.
    pub fn bins(&self) -> usize {
        match self.sides {
            Sides::One => self.options.nfft / 2 + 1,
            Sides::Two => self.options.nfft,
        }
    }

    /// Numbers per bin that [`StftPlan::values`] writes: 2 for complex ones, otherwise 1.
    pub fn numbers_per_bin(&self) -> usize {
        if self.options.mode == Mode::Complex { 2 } else { 1 }
    }

    /// Hertz from one bin to the next, fs/N.
    pub fn bin_width(&self) -> f64 {
        self.rate.get() / self.options.nfft as f64
    }

    /// The index of the bin at 0 Hz of the input.
    pub(super) fn zero(&self) -> usize {
        match self.sides {
            Sides::One => 0,
            Sides::Two => self.options.nfft / 2,
        }
    }

    /// The frequency of bin `k` in hertz.
    pub fn frequency_of(&self, k: usize) -> f64 {
        let cycles = k as f64 - self.zero() as f64;
        cycles * self.rate.get() / self.options.nfft as f64 + self.options.center
    }

    /// The number of frames in `samples` samples, including those at the boundary.
    pub fn frames_in(&self, samples: u64) -> u64 {
        self.options.layout().frames_in(samples)
    }

    /// The centre of frame `m` in seconds from the first sample: (m·hop + F/2)/fs, or m·hop/fs with a boundary.
    pub fn time_of(&self, m: u64) -> f64 {
        self.options.layout().times(self.rate).of(m)
    }

    /// Bytes of one thread's buffers.
    pub(super) fn bytes_of_scratch(&self) -> u64 {
        let per_sample = if self.half.is_some() { 4 } else { 8 };
        (self.options.nfft * size_of::<T>() * per_sample * self.options.memory_factor()) as u64
    }

    /// Buffers for [`StftPlan::power`] and [`StftPlan::values`], one per thread.
    pub fn scratch(&self) -> Scratch<T> {
        let (none, two_sided) = (Vec::new, self.sides == Sides::Two);
        if let Some(half) = &self.half {
            let detrended = if self.options.detrend == Detrend::None { 0 } else { self.window.len() };
            return Scratch {
                half: Some(half.scratch()),
                input: vec![T::ZERO; detrended],
                spectrum: none(),
                imaginary: none(),
                both: none(),
                fft: none(),
                taper: Vec::new(),
            };
        }
        let fft = self.fft();
        Scratch {
            half: None,
            input: fft.make_input_vec(),
            spectrum: fft.make_output_vec(),
            imaginary: if self.kind == SignalKind::Complex { fft.make_output_vec() } else { none() },
            both: if two_sided { vec![Complex::new(T::ZERO, T::ZERO); self.options.nfft] } else { none() },
            fft: fft.make_scratch_vec(),
            taper: Vec::new(),
        }
    }

    pub(super) fn fft(&self) -> &dyn RealToComplex<T> {
        self.fft.get_or_init(|| RealFftPlanner::new().plan_fft_forward(self.options.nfft)).as_ref()
    }

    /// The scaled power of every bin of one frame: [`Mode::Psd`] under this mode's scaling.
    ///
    /// # Panics
    /// Unless `frame` is of the planned kind and holds F samples, and `power` has a value per bin.
    pub fn power<'a>(&self, frame: impl Into<Signal<'a, T>>, scratch: &mut Scratch<T>, power: &mut [T]) {
        self.power_under(&self.window, frame.into(), scratch, power);
    }

    /// The same under another window of the same length.
    pub(super) fn power_under(&self, window: &[T], frame: Signal<'_, T>, scratch: &mut Scratch<T>, power: &mut [T]) {
        assert_eq!(power.len(), self.bins(), "one value per bin");
        if let (Signal::Real(samples), Some(half), Some(buffers)) = (&frame, &self.half, &mut scratch.half) {
            // The position of the window in the DFT changes phases, not power.
            let samples = self.under_window(samples);
            let samples = match self.options.detrend {
                Detrend::None => samples,
                kind => {
                    scratch.input.copy_from_slice(samples);
                    detrend::remove(kind, &mut scratch.input);
                    &scratch.input
                }
            };
            half.power(samples, window, self.factors.edge(), buffers, power);
            return self.factors.scale_each(power);
        }
        let spectrum = self.transform(window, frame, scratch);
        for (power, x) in power.iter_mut().zip(spectrum) {
            *power = x.re * x.re + x.im * x.im;
        }
        for bin in self.edges() {
            power[bin] *= self.factors.edge();
        }
        self.factors.scale_each(power);
    }

    /// The quantity that the [`Mode`] selects, for every bin of one frame; for complex values the real part, then the
    /// imaginary part.
    ///
    /// # Panics
    /// As [`StftPlan::power`], with [`StftPlan::numbers_per_bin`] values per bin.
    pub fn values<'a>(&self, frame: impl Into<Signal<'a, T>>, scratch: &mut Scratch<T>, values: &mut [T]) {
        let mode = self.options.mode;
        if mode == Mode::Psd {
            return self.power(frame, scratch, values);
        }
        assert_eq!(values.len(), self.bins() * self.numbers_per_bin(), "as many values as bins call for");
        let spectrum = self.transform(&self.window, frame.into(), scratch);
        self.factors.scale(self.edges(), spectrum);
        match mode {
            Mode::Psd | Mode::Magnitude => {
                for (value, x) in values.iter_mut().zip(&*spectrum) {
                    *value = polar::magnitude(*x);
                }
            }
            Mode::Complex => {
                for (value, x) in values.chunks_exact_mut(2).zip(&*spectrum) {
                    value.copy_from_slice(&[x.re, x.im]);
                }
            }
            Mode::Angle => {
                for (value, x) in values.iter_mut().zip(&*spectrum) {
                    *value = T::of(polar::angle(*x));
                }
            }
            Mode::Phase => {
                let angles = spectrum.iter().map(|x| polar::angle(*x));
                for (value, phase) in values.iter_mut().zip(polar::unwrap(angles)) {
                    *value = T::of(phase);
                }
            }
        }
    }
}

/// Rejects one side of a complex signal.
pub(super) fn check_sides(options: &StftOptions, kind: SignalKind) -> Result<()> {
    if kind == SignalKind::Complex && options.sides_of(kind) == Sides::One {
        let reason = "must be two for complex input: one would drop its negative frequencies";
        return Err(Error::invalid(OptionName::Sides, reason));
    }
    Ok(())
}
