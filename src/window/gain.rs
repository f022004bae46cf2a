//! The sums of a window that calibrate a spectrum, and its resolution.

use std::f64::consts::TAU;

use super::limits::LEAST_MEAN;
use crate::error::{Error, OptionName, Result};
use crate::units::Short;

/// The gain of a window for tones and for noise.
///
/// # Guarantees
/// `length > 0`, both sums finite, `sum` not 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WindowGain {
    length: usize,
    sum: f64,
    sum_of_squares: f64,
}

impl WindowGain {
    /// Adds up a window's values.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless there are values, both sums are finite, and |S1| > 1e−15·L.
    pub fn of(coefficients: &[f64]) -> Result<Self> {
        let length = coefficients.len();
        let sum = compensated_sum(coefficients.iter().copied());
        let sum_of_squares = compensated_sum(coefficients.iter().map(|w| w * w));
        let usable = sum.abs() > LEAST_MEAN * length as f64 && sum.is_finite() && sum_of_squares.is_finite();
        if usable {
            Ok(Self { length, sum, sum_of_squares })
        } else {
            Err(Error::invalid(OptionName::Window, format!("has a sum of {} and cannot scale spectra", Short(sum))))
        }
    }

    /// L, the number of values.
    pub fn length(&self) -> usize {
        self.length
    }

    /// S1 = Σw, the divisor of a tone's spectrum.
    pub fn sum(&self) -> f64 {
        self.sum
    }

    /// S2 = Σw², the divisor of noise power.
    pub fn sum_of_squares(&self) -> f64 {
        self.sum_of_squares
    }

    /// The equivalent noise bandwidth, L·S2/S1².
    ///
    /// # Units
    /// Bins of rate/L hertz. 1 for a boxcar, 1.5 for a periodic Hann window.
    ///
    /// # Source
    /// Harris 1978, equation 11.
    pub fn enbw(&self) -> f64 {
        self.length as f64 * self.sum_of_squares / (self.sum * self.sum)
    }
}

/// The width of a window's main lobe at half its power (−3.01 dB).
///
/// # Units
/// Bins of rate/L hertz, for L ≥ 1 values. 0.886 for a long boxcar, 1.441 for a long Hann window; L if the power never
/// falls by half.
///
/// # Source
/// Harris 1978, table 1, "3.0-dB BW".
pub fn half_power_bandwidth(coefficients: &[f64]) -> f64 {
    let length = coefficients.len() as f64;
    let peak = power_at(coefficients, 0.0);
    let above_half = |frequency: f64| power_at(coefficients, frequency) / peak - 0.5;
    let (mut inner, mut outer) = (0.0, 0.25);
    let (mut at_inner, mut at_outer) = (0.5, above_half(outer));
    while at_outer > 0.0 {
        if outer >= length / 2.0 {
            return length;
        }
        (inner, at_inner) = (outer, at_outer);
        outer = (2.0 * outer).min(length / 2.0);
        at_outer = above_half(outer);
    }
    // Regula falsi with the Illinois rule: the bracket shrinks faster than by bisection.
    for _ in 0..100 {
        let middle = (inner * at_outer - outer * at_inner) / (at_outer - at_inner);
        let at_middle = above_half(middle);
        if (outer - inner) < BRACKET * outer || at_middle.abs() < BRACKET {
            return 2.0 * middle;
        }
        if at_middle > 0.0 {
            (inner, at_inner) = (middle, at_middle);
            at_outer /= 2.0;
        } else {
            (outer, at_outer) = (middle, at_middle);
            at_inner /= 2.0;
        }
    }
    inner + outer
}

/// The precision of a half-power point: 10 digits of a number that is printed with 4.
const BRACKET: f64 = 1e-11;

/// |Σ w[n]·e^(−2πi·f·n/L)|² at a frequency `bins` between bins.
fn power_at(coefficients: &[f64], bins: f64) -> f64 {
    // A rotating phasor replaces the sine of every sample; it is reset before its rounding accumulates.
    const RUN: usize = 64;
    let turn = bins / coefficients.len() as f64;
    let (step_im, step_re) = (TAU * turn).sin_cos();
    let (mut re, mut im) = (0.0, 0.0);
    for (run, values) in coefficients.chunks(RUN).enumerate() {
        let cycles = turn * (run * RUN) as f64;
        let (mut pointer_im, mut pointer_re) = (TAU * cycles.fract()).sin_cos();
        for value in values {
            re += value * pointer_re;
            im += value * pointer_im;
            (pointer_re, pointer_im) =
                (pointer_re * step_re - pointer_im * step_im, pointer_re * step_im + pointer_im * step_re);
        }
    }
    re * re + im * im
}

/// A sum whose error does not grow with the number of its terms (Neumaier 1974).
fn compensated_sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0);
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    sum + lost
}
