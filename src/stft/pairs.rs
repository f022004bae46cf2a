//! Two real frames in one complex transform.

use std::sync::Arc;

use rustfft::num_complex::Complex;
use rustfft::{Fft, FftPlanner};

use super::choices::Detrend;
use super::detrend;
use super::plan::StftPlan;
use crate::real::Real;

/// The transform of two frames at a time, for spectra that are pooled together.
///
/// One complex DFT of a + i·b holds both spectra: A = (Z(k) + Z*(N−k))/2 and
/// B = (Z(k) − Z*(N−k))/2i. It costs about half of two real transforms, but
/// rounding errors of the stronger frame reach the weaker one: a pair is
/// for frames whose powers end up in one sum or one maximum.
pub struct Pairs<T: Real> {
    fft: Arc<dyn Fft<T>>,
}

/// The buffers one thread needs to compute pairs of spectra.
pub struct PairScratch<T: Real> {
    spectrum: Vec<Complex<T>>,
    fft: Vec<Complex<T>>,
    detrended: [Vec<T>; 2],
}

impl<T: Real> Pairs<T> {
    /// Plans pairs of the frames of `plan`.
    pub fn of(plan: &StftPlan<T>) -> Self {
        Self { fft: FftPlanner::new().plan_fft_forward(plan.options().nfft) }
    }

    /// Buffers for [`Pairs::power`], one per thread.
    pub fn scratch(&self) -> PairScratch<T> {
        let zeros = |count| vec![Complex::new(T::ZERO, T::ZERO); count];
        PairScratch {
            spectrum: zeros(self.fft.len()),
            fft: zeros(self.fft.get_inplace_scratch_len()),
            detrended: [Vec::new(), Vec::new()],
        }
    }

    /// The scaled power of every bin of two frames, as [`StftPlan::power`] gives it of each.
    ///
    /// # Panics
    /// Unless `plan` is the one that was given to [`Pairs::of`], each of `frames` holds F samples, and each of `powers`
    /// as many values as there are bins.
    pub fn power(&self, plan: &StftPlan<T>, frames: [&[T]; 2], scratch: &mut PairScratch<T>, powers: [&mut [T]; 2]) {
        let PairScratch { spectrum, fft, detrended } = scratch;
        // Where in the N samples the window sits does not matter to power.
        let frames = frames.map(|frame| plan.under_window(frame));
        let [a, b] = match plan.options().detrend {
            Detrend::None => frames,
            kind => {
                for (copy, frame) in detrended.iter_mut().zip(frames) {
                    copy.clear();
                    copy.extend_from_slice(frame);
                    detrend::remove(kind, copy);
                }
                [&detrended[0][..], &detrended[1][..]]
            }
        };
        window_into(spectrum, a, b, &plan.window);
        self.fft.process_with_scratch(spectrum, fft);
        separate(spectrum, plan.edge, powers);
    }
}

/// Writes w·(a + i·b), padded with zeros.
fn window_into<T: Real>(out: &mut [Complex<T>], a: &[T], b: &[T], window: &[T]) {
    assert!(a.len() == window.len() && b.len() == window.len(), "a frame is as long as its window");
    let (windowed, padding) = out.split_at_mut(window.len());
    for (((out, a), b), w) in windowed.iter_mut().zip(a).zip(b).zip(window) {
        *out = Complex::new(*a * *w, *b * *w);
    }
    padding.fill(Complex::new(T::ZERO, T::ZERO));
}

/// Writes |A|² and |B|² of the transform Z of a + i·b, times `edge` at 0 Hz and Nyquist.
fn separate<T: Real>(z: &[Complex<T>], edge: T, [a, b]: [&mut [T]; 2]) {
    let bins = z.len() / 2 + 1;
    assert!(a.len() == bins && b.len() == bins, "one value per bin");
    // Bins that have a mirror image other than themselves.
    let mirrored = (z.len() - 1) / 2;
    let quarter = T::of(0.25);
    let images = z[1..=mirrored].iter().zip(z[z.len() - mirrored..].iter().rev());
    let powers = a[1..=mirrored].iter_mut().zip(&mut b[1..=mirrored]);
    for ((z, image), (a, b)) in images.zip(powers) {
        let (re, im) = (z.re + image.re, z.im - image.im);
        *a = (re * re + im * im) * quarter;
        let (re, im) = (z.re - image.re, z.im + image.im);
        *b = (re * re + im * im) * quarter;
    }
    let nyquist = if z.len().is_multiple_of(2) { Some(z.len() / 2) } else { None };
    for k in [Some(0), nyquist].into_iter().flatten() {
        a[k] = z[k].re * z[k].re * edge;
        b[k] = z[k].im * z[k].im * edge;
    }
}
