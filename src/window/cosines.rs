//! Windows that are short sums of cosines.

use std::f64::consts::TAU;

use super::symmetry::mirrored;

pub(super) const HAMMING: [f64; 2] = [0.54, 0.46];
pub(super) const BLACKMAN: [f64; 3] = [0.42, 0.5, 0.08];
pub(super) const BLACKMAN_HARRIS: [f64; 4] = [0.35875, 0.48829, 0.14128, 0.01168];
pub(super) const NUTTALL: [f64; 4] = [0.3635819, 0.4891775, 0.1365995, 0.0106411];
pub(super) const FLATTOP: [f64; 5] = [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368];

/// ½(1 − cos θ).
pub(super) fn hann(span: usize) -> Vec<f64> {
    sum(span, &[0.5, 0.5])
}

/// Σ (−1)^k·a_k·cos kθ with θ = 2πn/(M − 1).
pub(super) fn sum(span: usize, terms: &[f64]) -> Vec<f64> {
    let step = TAU / (span - 1) as f64;
    mirrored(span, |n| {
        let angle = step * n as f64;
        let mut value = terms[0];
        let mut sign = -1.0;
        for (k, term) in terms.iter().enumerate().skip(1) {
            value += sign * term * (k as f64 * angle).cos();
            sign = -sign;
        }
        value
    })
}
