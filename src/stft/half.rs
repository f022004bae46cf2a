//! The power spectrum of a real frame by a complex transform of half its length.

use std::f64::consts::TAU;
use std::sync::Arc;

use fearless_simd::{Level, dispatch};
use rustfft::num_complex::Complex;
use rustfft::{Fft, FftPlanner};

use crate::real::Real;

/// The power of a real DFT of even length N, with M = N/2:
///
/// z(n) = x(2n) + i·x(2n+1) has the DFT Z of length M, and
/// 2X(k) = A + T(k)·B, 2X(M−k)* = A − T(k)·B, where A = Z(k) + Z(M−k)*,
/// B = Z(k) − Z(M−k)* and T(k) = −i·exp(−2πik/N).
/// The spectrum itself is never stored: each pair of bins is written as power.
pub(super) struct HalfLength<T: Real> {
    fft: Arc<dyn Fft<T>>,
    /// T(k) for k = 1, 2, … below M/2.
    twiddles: Vec<Complex<T>>,
}

/// The buffers of one thread.
pub(super) struct HalfScratch<T: Real> {
    packed: Vec<Complex<T>>,
    fft: Vec<Complex<T>>,
    mirrored: Vec<T>,
}

impl<T: Real> HalfLength<T> {
    /// Plans a DFT of `nfft` samples; `None` for an odd length.
    pub(super) fn new(nfft: usize) -> Option<Self> {
        if !nfft.is_multiple_of(2) {
            return None;
        }
        let half = nfft / 2;
        let twiddle = |k: usize| {
            let (sin, cos) = (TAU * k as f64 / nfft as f64).sin_cos();
            Complex::new(T::of(-sin), T::of(-cos))
        };
        let twiddles = (1..half.div_ceil(2)).map(twiddle).collect();
        Some(Self { fft: FftPlanner::new().plan_fft_forward(half), twiddles })
    }

    /// Buffers for [`HalfLength::power`].
    pub(super) fn scratch(&self) -> HalfScratch<T> {
        let zeros = |count| vec![Complex::new(T::ZERO, T::ZERO); count];
        HalfScratch {
            packed: zeros(self.fft.len()),
            fft: zeros(self.fft.get_inplace_scratch_len()),
            mirrored: vec![T::ZERO; self.twiddles.len()],
        }
    }

    /// |X|² of the windowed frame, zero-padded to N; multiplied by `edge` at 0 Hz and Nyquist.
    ///
    /// # Panics
    /// Unless `frame` and `window` have the same length, at most N, and `power` has M + 1 values.
    pub(super) fn power(&self, frame: &[T], window: &[T], edge: T, scratch: &mut HalfScratch<T>, power: &mut [T]) {
        let HalfScratch { packed, fft, mirrored } = scratch;
        // Compiled for each available kind of vectors. The compiler neither reorders nor fuses arithmetic, so that
        // these loops give the same bits on all of them.
        dispatch!(Level::new(), _ => pack(packed, frame, window));
        self.fft.process_with_scratch(packed, fft);
        dispatch!(Level::new(), _ => unpack(packed, &self.twiddles, mirrored, power));
        let (re, im) = (packed[0].re, packed[0].im);
        power[0] = (re + im) * (re + im) * edge;
        power[packed.len()] = (re - im) * (re - im) * edge;
    }
}

/// Writes x(2n)·w(2n) + i·x(2n+1)·w(2n+1), zero-padded.
#[inline(always)]
fn pack<T: Real>(packed: &mut [Complex<T>], frame: &[T], window: &[T]) {
    assert_eq!(frame.len(), window.len(), "a frame is as long as its window");
    let ((frames, last), (windows, last_weight)) = (frame.as_chunks::<2>(), window.as_chunks::<2>());
    let (full, padding) = packed.split_at_mut(frames.len());
    for ((z, x), w) in full.iter_mut().zip(frames).zip(windows) {
        *z = Complex::new(x[0] * w[0], x[1] * w[1]);
    }
    padding.fill(Complex::new(T::ZERO, T::ZERO));
    if let ([x], [w]) = (last, last_weight) {
        padding[0].re = *x * *w;
    }
}

/// Writes the power of every bin except 0 Hz and Nyquist.
///
/// The upper half is computed in descending order and reversed at the end: a loop that writes in both directions is not
/// vectorized, and takes three times as long.
#[inline(always)]
fn unpack<T: Real>(z: &[Complex<T>], twiddles: &[Complex<T>], mirrored: &mut [T], power: &mut [T]) {
    let (half, pairs) = (z.len(), twiddles.len());
    assert!(power.len() == half + 1 && mirrored.len() == pairs, "one value per bin");
    let quarter = T::of(0.25);
    let inputs = z[1..].iter().zip(z[1..].iter().rev()).zip(twiddles);
    let outputs = power[1..].iter_mut().zip(mirrored.iter_mut());
    for (((z, image), t), (lower, upper)) in inputs.zip(outputs) {
        let (a_re, a_im) = (z.re + image.re, z.im - image.im);
        let (b_re, b_im) = (z.re - image.re, z.im + image.im);
        let (tb_re, tb_im) = (t.re * b_re - t.im * b_im, t.re * b_im + t.im * b_re);
        let (re, im) = (a_re + tb_re, a_im + tb_im);
        *lower = (re * re + im * im) * quarter;
        let (re, im) = (a_re - tb_re, a_im - tb_im);
        *upper = (re * re + im * im) * quarter;
    }
    for (power, mirrored) in power[half - pairs..half].iter_mut().zip(mirrored.iter().rev()) {
        *power = *mirrored;
    }
    if half.is_multiple_of(2) {
        let middle = z[half / 2];
        power[half / 2] = middle.re * middle.re + middle.im * middle.im;
    }
}
