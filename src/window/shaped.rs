//! Windows with closed formulas.

use std::f64::consts::PI;

use super::cosines;
use super::symmetry::mirrored;

/// 2n/(M − 1).
pub(super) fn bartlett(span: usize) -> Vec<f64> {
    let last = (span - 1) as f64;
    mirrored(span, |n| 2.0 * n as f64 / last)
}

/// sin(π(n + ½)/M).
pub(super) fn cosine(span: usize) -> Vec<f64> {
    mirrored(span, |n| (PI * (n as f64 + 0.5) / span as f64).sin())
}

/// (1 − |r|)·cos π|r| + sin(π|r|)/π.
pub(super) fn bohman(span: usize) -> Vec<f64> {
    let last = (span - 1) as f64;
    mirrored(span, |n| {
        if n == 0 {
            return 0.0;
        }
        let r = 1.0 - 2.0 * n as f64 / last;
        (1.0 - r) * (PI * r).cos() + (PI * r).sin() / PI
    })
}

/// Two cubics joined at a quarter of the length.
pub(super) fn parzen(span: usize) -> Vec<f64> {
    let middle = (span - 1) as f64 / 2.0;
    mirrored(span, |n| {
        let distance = middle - n as f64;
        let a = distance / (span as f64 / 2.0);
        if distance <= middle / 2.0 { 1.0 - 6.0 * a * a * (1.0 - a) } else { 2.0 * (1.0 - a).powi(3) }
    })
}

/// exp(−½((n − (M−1)/2)/std)²).
pub(super) fn gaussian(span: usize, std: f64) -> Vec<f64> {
    let middle = (span - 1) as f64 / 2.0;
    mirrored(span, |n| {
        let deviation = (middle - n as f64) / std;
        (-0.5 * deviation * deviation).exp()
    })
}

/// A cosine taper of α(M − 1)/2 samples at each end of a boxcar.
pub(super) fn tukey(span: usize, alpha: f64) -> Vec<f64> {
    if alpha == 0.0 {
        return vec![1.0; span];
    }
    if alpha == 1.0 {
        return cosines::hann(span);
    }
    let taper = alpha * (span - 1) as f64 / 2.0;
    let end = taper.floor() as usize;
    mirrored(span, |n| if n > end { 1.0 } else { 0.5 * (1.0 - (PI * n as f64 / taper).cos()) })
}

/// I₀(β√(1 − r²))/I₀(β), as a quotient of scaled functions so that no β overflows.
pub(super) fn kaiser(span: usize, beta: f64) -> Vec<f64> {
    let last = (span - 1) as f64;
    let bottom = bessel_i0_scaled(beta);
    mirrored(span, |n| {
        let r = 1.0 - 2.0 * n as f64 / last;
        let root = ((1.0 - r) * (1.0 + r)).sqrt();
        // β(√(1 − r²) − 1), without the cancellation near the middle.
        let exponent = -beta * r * r / (1.0 + root);
        bessel_i0_scaled(beta * root) / bottom * exponent.exp()
    })
}

/// From here on the asymptotic series of I₀ is exact to the last bit: its smallest term is about e^(−2x).
const ASYMPTOTIC_FROM: f64 = 20.0;

/// e^(−x)·I₀(x) for x ≥ 0, the modified Bessel function of order 0.
///
/// # Source
/// Abramowitz & Stegun 9.6.12 (the power series, all of whose terms are positive) and 9.7.1.
fn bessel_i0_scaled(x: f64) -> f64 {
    let mut sum = 1.0;
    let mut term = 1.0;
    let mut k = 1.0;
    if x < ASYMPTOTIC_FROM {
        let quarter = x * x / 4.0;
        while term > sum * f64::EPSILON / 4.0 {
            term *= quarter / (k * k);
            sum += term;
            k += 1.0;
        }
        return sum * (-x).exp();
    }
    while term > f64::EPSILON / 4.0 {
        let odd = 2.0 * k - 1.0;
        term *= odd * odd / (8.0 * k * x);
        sum += term;
        k += 1.0;
    }
    sum / (2.0 * PI * x).sqrt()
}
