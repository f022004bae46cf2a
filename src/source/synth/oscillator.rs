//! Oscillators whose phase error does not grow with time.

use std::f64::consts::TAU;

use super::limits::BLOCK;
use crate::units::{Hertz, SampleRate};

/// A frequency, evaluated as the phase at each sample.
#[derive(Debug)]
pub(super) struct Oscillator {
    frequency: f64,
    rate: f64,
    step: f64,
}

impl Oscillator {
    pub(super) fn new(frequency: Hertz, rate: SampleRate) -> Self {
        let (frequency, rate) = (frequency.0, rate.get());
        Self { frequency, rate, step: frequency / rate }
    }

    /// The phases, in cycles, of the samples from `start` on, which is a whole number of blocks.
    ///
    /// Only the first is reduced exactly; within a block, the phase grows by at most 512 cycles, which costs 1e−13
    /// cycles of precision.
    pub(super) fn phases(&self, start: u64) -> impl Iterator<Item = f64> {
        let first = self.cycles_at(start);
        let step = self.step;
        (0..BLOCK).map(move |n| first + step * n as f64)
    }

    /// The fractional part of f·n/rate.
    ///
    /// f·n is represented as the sum of two doubles, and the remainder of a division of doubles is exact.
    fn cycles_at(&self, sample: u64) -> f64 {
        let n = sample as f64;
        let product = self.frequency * n;
        let lost = product_error(self.frequency, n, product);
        ((product % self.rate) + (lost % self.rate)) / self.rate
    }
}

/// The rounding error of the product of `a` and `b` (Dekker 1971).
fn product_error(a: f64, b: f64, product: f64) -> f64 {
    let split = |value: f64| {
        // 2^27 + 1 splits the 53 bits of a double into two halves.
        let scaled = 134_217_729.0 * value;
        let high = scaled - (scaled - value);
        (high, value - high)
    };
    let ((a_high, a_low), (b_high, b_low)) = (split(a), split(b));
    ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
}

/// The sine of a phase in cycles.
pub(super) fn sine(cycles: f64) -> f64 {
    libm::sin(TAU * (cycles - (cycles + 0.5).floor()))
}

/// The cosine of a phase in cycles.
pub(super) fn cosine(cycles: f64) -> f64 {
    libm::cos(TAU * (cycles - (cycles + 0.5).floor()))
}
