//! Phases, and their unwrapping.

use std::f64::consts::{PI, TAU};

use realfft::num_complex::Complex;

use crate::real::Real;

/// The phase of a number in (−π, π]; 0 for 0.
pub(super) fn angle<T: Real>(x: Complex<T>) -> f64 {
    let (re, im): (f64, f64) = (x.re.into(), x.im.into());
    im.atan2(re)
}

/// Takes from every step between neighbours the multiple of 2π that leaves it within ±π.
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
