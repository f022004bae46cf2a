//! Magnitudes and phases of complex numbers, and the unwrapping of phases.

use std::f64::consts::{PI, TAU};

use realfft::num_complex::Complex;

use crate::real::Real;

/// |x|, even if |x|² overflows or underflows.
pub(super) fn magnitude<T: Real>(x: Complex<T>) -> T {
    let (re, im): (f64, f64) = (x.re.into(), x.im.into());
    let square = re * re + im * im;
    // The square root is several times as fast.
    T::of(if square.is_normal() { square.sqrt() } else { re.hypot(im) })
}

/// The phase of a number in (−π, π]; 0 for 0, whatever the signs of its zeros.
pub(super) fn angle<T: Real>(x: Complex<T>) -> f64 {
    let (re, im): (f64, f64) = (x.re.into(), x.im.into());
    if re == 0.0 && im == 0.0 {
        return 0.0;
    }
    match im.atan2(re) {
        // For −1 − 0i, and numbers so close to it that the angle rounds to −π.
        least if least == -PI => PI,
        angle => angle,
    }
}

/// Subtracts from every step between neighbours the multiple of 2π that brings it within ±π.
///
/// A step of exactly π keeps its sign.
///
/// # Source
/// `numpy.unwrap`.
pub(super) fn unwrap(phases: impl Iterator<Item = f64>) -> impl Iterator<Item = f64> {
    let mut last: Option<f64> = None;
    let mut correction = 0.0;
    phases.map(move |phase| {
        let step = phase - last.unwrap_or(phase);
        last = Some(phase);
        if step.abs() >= PI {
            let wrapped = (step + PI).rem_euclid(TAU) - PI;
            let wrapped = if wrapped == -PI && step > 0.0 { PI } else { wrapped };
            correction += wrapped - step;
        }
        phase + correction
    })
}
