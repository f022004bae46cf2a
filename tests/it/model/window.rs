//! The windows, by the formulas of `scipy.signal.windows`.

use std::f64::consts::{PI, TAU};

/// The shape of a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    Boxcar,
    Bartlett,
    Cosine,
    Hann,
    Hamming,
    Blackman,
    /// Its standard deviation in samples.
    Gaussian(f64),
    /// The share of its length that is tapered.
    Tukey(f64),
}

impl Shape {
    /// Its samples, in the symmetric or the periodic form.
    pub(super) fn samples(self, length: usize, symmetric: bool) -> Vec<f64> {
        if length == 1 {
            return vec![1.0];
        }
        // The last sample of a symmetric window, which a periodic one drops.
        let last = (if symmetric { length - 1 } else { length }) as f64;
        (0..length).map(|index| self.at(index as f64, last)).collect()
    }

    fn at(self, index: f64, last: f64) -> f64 {
        let turn = TAU * index / last;
        match self {
            Self::Boxcar => 1.0,
            Self::Bartlett => 1.0 - (2.0 * index / last - 1.0).abs(),
            Self::Cosine => (PI * (index + 0.5) / (last + 1.0)).sin(),
            Self::Hann => 0.5 - 0.5 * turn.cos(),
            Self::Hamming => 0.54 - 0.46 * turn.cos(),
            Self::Blackman => 0.42 - 0.5 * turn.cos() + 0.08 * (2.0 * turn).cos(),
            Self::Gaussian(std) => (-0.5 * ((index - last / 2.0) / std).powi(2)).exp(),
            Self::Tukey(taper) => {
                let edge = index.min(last - index);
                let width = taper * last / 2.0;
                if edge < width { 0.5 - 0.5 * (PI * edge / width).cos() } else { 1.0 }
            }
        }
    }
}
