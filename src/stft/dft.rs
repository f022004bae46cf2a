//! From the samples of a frame to its bins.

use realfft::num_complex::Complex;

use super::choices::{Detrend, Sides, SignalKind};
use super::detrend;
use super::plan::{Scratch, StftPlan};
use super::signal::Signal;
use crate::real::Real;

impl<T: Real> StftPlan<T> {
    /// The bins that are never doubled: 0 Hz and, for even N, Nyquist.
    pub(super) fn edges(&self) -> impl Iterator<Item = usize> + use<T> {
        let half = self.options.nfft / 2;
        let nyquist = self.options.nfft.is_multiple_of(2).then_some(half - self.zero());
        std::iter::once(self.zero()).chain(nyquist)
    }

    /// Transforms one frame; the spectrum has as many bins as this plan.
    pub(super) fn transform<'s>(
        &self,
        window: &[T],
        frame: Signal<'_, T>,
        scratch: &'s mut Scratch<T>,
    ) -> &'s mut [Complex<T>] {
        let Scratch { input, spectrum, imaginary, both, fft, .. } = scratch;
        match frame {
            Signal::Real(samples) => {
                assert!(self.kind == SignalKind::Real, "complex samples were planned");
                self.transform_real(window, samples, input, spectrum, fft);
                if self.sides == Sides::One {
                    return spectrum;
                }
                // X(−k) is the conjugate of X(k).
                self.fill(both, spectrum.iter().map(|x| (*x, x.conj())));
            }
            Signal::Complex(re, im) => {
                assert!(self.kind == SignalKind::Complex, "real samples were planned");
                self.transform_real(window, re, input, spectrum, fft);
                self.transform_real(window, im, input, imaginary, fft);
                // By linearity X(k) = A(k) + iB(k), with A and B as above.
                let i_times = |b: Complex<T>| Complex::new(-b.im, b.re);
                let pairs = spectrum.iter().zip(&*imaginary);
                self.fill(both, pairs.map(|(a, b)| (*a + i_times(*b), a.conj() + i_times(b.conj()))));
            }
        }
        both
    }

    /// Arranges the bins k = 0, 1, … and their mirror images −k in ascending order.
    fn fill(&self, both: &mut [Complex<T>], pairs: impl Iterator<Item = (Complex<T>, Complex<T>)>) {
        let zero = self.zero();
        for (k, (above, below)) in pairs.enumerate() {
            if let Some(bin) = both.get_mut(zero + k) {
                *bin = above;
            }
            // Bin 0 is its own image; for even N, Nyquist appears only once, as its image.
            if k > 0 {
                both[zero - k] = if zero + k < self.options.nfft { below } else { above };
            }
        }
    }

    /// Detrends, windows, zero-pads and transforms the samples of one frame.
    fn transform_real(
        &self,
        window: &[T],
        frame: &[T],
        input: &mut [T],
        spectrum: &mut [Complex<T>],
        fft: &mut [Complex<T>],
    ) {
        let frame = self.under_window(frame);
        let offset = self.options.window_offset();
        let under_window = offset..offset + window.len();
        input[..under_window.start].fill(T::ZERO);
        input[under_window.end..].fill(T::ZERO);
        let windowed = &mut input[under_window];
        match self.options.detrend {
            Detrend::None => {
                for ((out, x), w) in windowed.iter_mut().zip(frame).zip(window) {
                    *out = *x * *w;
                }
            }
            kind => {
                windowed.copy_from_slice(frame);
                detrend::remove(kind, windowed);
                for (x, w) in windowed.iter_mut().zip(window) {
                    *x *= *w;
                }
            }
        }
        self.fft().process_with_scratch(input, spectrum, fft).expect("the buffers were made by this plan");
        // Real values get an imaginary part of +0, so that a phase is 0 or π and never −π.
        spectrum[0].im = T::ZERO;
        if self.options.nfft.is_multiple_of(2) {
            spectrum[self.options.nfft / 2].im = T::ZERO;
        }
    }
}
