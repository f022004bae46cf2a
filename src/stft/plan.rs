//! A planned transform: every question of shape and axis, and the spectra themselves.

use std::sync::{Arc, OnceLock};

use realfft::num_complex::Complex;
use realfft::{RealFftPlanner, RealToComplex};

use super::detrend;
use super::half::{HalfLength, HalfScratch};
use super::options::{Detrend, Scaling, StftOptions};
use crate::error::Result;
use crate::real::Real;
use crate::units::SampleRate;
use crate::window::WindowGain;

/// The transform of one signal kind, planned once and shared by all threads.
///
/// Frame m covers the samples [m·hop, m·hop + L); bin k lies at k·fs/N.
pub struct StftPlan<T: Real> {
    options: StftOptions,
    rate: SampleRate,
    /// The window times √factor, so that |X|² comes out scaled.
    window: Vec<T>,
    /// What the power at 0 Hz, and at Nyquist for even N, is multiplied by beyond the other bins.
    edge: T,
    /// Present where power is all that is asked for and N is even.
    half: Option<HalfLength<T>>,
    /// Planned when it is first needed.
    fft: OnceLock<Arc<dyn RealToComplex<T>>>,
}

/// The buffers one thread needs to compute spectra.
pub struct Scratch<T: Real> {
    half: Option<HalfScratch<T>>,
    input: Vec<T>,
    spectrum: Vec<Complex<T>>,
    fft: Vec<Complex<T>>,
}

impl<T: Real> StftPlan<T> {
    /// Plans the transform of a real signal sampled at `rate`.
    ///
    /// # Errors
    /// As [`StftOptions::check`], and where the window refuses its length or parameter.
    pub fn new(options: &StftOptions, rate: SampleRate) -> Result<Self> {
        options.check()?;
        let window = options.window.coefficients(options.window_length, options.form)?;
        let gain = WindowGain::of(&window)?;
        // The factor of every bin that one-sidedness doubles, and what remains of it at the edges.
        let (factor, edge) = match options.scaling {
            Scaling::Density => (2.0 / (rate.get() * gain.sum_of_squares()), 0.5),
            Scaling::Spectrum => (2.0 / (gain.sum() * gain.sum()), 0.5),
            Scaling::Dbfs => (4.0 / (gain.sum() * gain.sum()), 0.25),
        };
        Ok(Self {
            options: options.clone(),
            rate,
            window: window.iter().map(|w| T::of(w * factor.sqrt())).collect(),
            edge: T::of(edge),
            half: HalfLength::new(options.nfft),
            fft: OnceLock::new(),
        })
    }

    /// The options that were planned.
    pub fn options(&self) -> &StftOptions {
        &self.options
    }

    /// Samples per second of the signal.
    pub fn sample_rate(&self) -> SampleRate {
        self.rate
    }

    /// Bins of a one-sided spectrum: N/2 + 1 for even N, (N + 1)/2 for odd.
    pub fn bins(&self) -> usize {
        self.options.nfft / 2 + 1
    }

    /// Hertz from one bin to the next, fs/N.
    pub fn bin_width(&self) -> f64 {
        self.rate.get() / self.options.nfft as f64
    }

    /// The frequency of bin `k` in hertz.
    pub fn frequency_of(&self, k: usize) -> f64 {
        k as f64 * self.rate.get() / self.options.nfft as f64
    }

    /// How many frames fit wholly into `samples` samples.
    pub fn frames_in(&self, samples: u64) -> u64 {
        match samples.checked_sub(self.options.window_length as u64) {
            Some(room) => room / self.options.hop as u64 + 1,
            None => 0,
        }
    }

    /// The centre of frame `m` in seconds from the first sample, (m·hop + L/2)/fs.
    pub fn time_of(&self, m: u64) -> f64 {
        let centre = m as f64 * self.options.hop as f64 + self.options.window_length as f64 / 2.0;
        centre / self.rate.get()
    }

    /// Buffers for [`StftPlan::power`], one per thread.
    pub fn scratch(&self) -> Scratch<T> {
        if let Some(half) = &self.half {
            let detrended = if self.options.detrend == Detrend::None { 0 } else { self.window.len() };
            let input = vec![T::ZERO; detrended];
            return Scratch { half: Some(half.scratch()), input, spectrum: Vec::new(), fft: Vec::new() };
        }
        let fft = self.fft();
        Scratch {
            half: None,
            input: fft.make_input_vec(),
            spectrum: fft.make_output_vec(),
            fft: fft.make_scratch_vec(),
        }
    }

    fn fft(&self) -> &dyn RealToComplex<T> {
        self.fft.get_or_init(|| RealFftPlanner::new().plan_fft_forward(self.options.nfft)).as_ref()
    }

    /// The scaled power of every bin of one frame.
    ///
    /// # Panics
    /// Unless `frame` holds L samples and `power` as many values as there are bins.
    pub fn power(&self, frame: &[T], scratch: &mut Scratch<T>, power: &mut [T]) {
        assert_eq!(power.len(), self.bins(), "one value per bin");
        if let (Some(half), Some(buffers)) = (&self.half, &mut scratch.half) {
            let frame = match self.options.detrend {
                Detrend::None => frame,
                kind => {
                    scratch.input.copy_from_slice(frame);
                    detrend::remove(kind, &mut scratch.input);
                    &scratch.input
                }
            };
            return half.power(frame, &self.window, self.edge, buffers, power);
        }
        self.transform(frame, scratch);
        for (power, x) in power.iter_mut().zip(&scratch.spectrum) {
            *power = x.re * x.re + x.im * x.im;
        }
        power[0] *= self.edge;
    }

    /// Detrends, windows, zero-pads and transforms one frame into `scratch.spectrum`.
    fn transform(&self, frame: &[T], scratch: &mut Scratch<T>) {
        assert_eq!(frame.len(), self.window.len(), "a frame is as long as its window");
        let (windowed, padding) = scratch.input.split_at_mut(frame.len());
        match self.options.detrend {
            Detrend::None => {
                for ((out, x), w) in windowed.iter_mut().zip(frame).zip(&self.window) {
                    *out = *x * *w;
                }
            }
            kind => {
                windowed.copy_from_slice(frame);
                detrend::remove(kind, windowed);
                for (x, w) in windowed.iter_mut().zip(&self.window) {
                    *x *= *w;
                }
            }
        }
        padding.fill(T::ZERO);
        self.fft()
            .process_with_scratch(&mut scratch.input, &mut scratch.spectrum, &mut scratch.fft)
            .expect("the buffers were made by this plan");
    }
}
