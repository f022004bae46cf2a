//! Factors of the power of single bins, in addition to the scale of the window.

use realfft::num_complex::Complex;

use crate::real::Real;

/// Factors of power by bin.
pub(super) enum BinFactors<T> {
    /// A factor for the bins that are never doubled: 0 Hz and, for even N, Nyquist. The others stay unchanged.
    Edges(T),
    /// A factor for each bin, including 0 Hz and Nyquist, and its root.
    Each {
        /// For power.
        power: Vec<T>,
        /// For amplitude.
        amplitude: Vec<T>,
    },
}

impl<T: Real> BinFactors<T> {
    /// Combines the factor of 0 Hz and Nyquist with one more for each bin.
    pub(super) fn each(edge: T, edges: impl Iterator<Item = usize>, factors: impl Iterator<Item = f64>) -> Self {
        let mut factors: Vec<f64> = factors.collect();
        edges.for_each(|bin| factors[bin] *= edge.into());
        Self::Each {
            power: factors.iter().map(|&factor| T::of(factor)).collect(),
            amplitude: factors.iter().map(|factor| T::of(factor.sqrt())).collect(),
        }
    }

    /// The factor of 0 Hz and Nyquist if it is the only one; otherwise 1.
    pub(super) fn edge(&self) -> T {
        if let Self::Edges(edge) = self { *edge } else { T::of(1.0) }
    }

    /// Multiplies the power of every bin that has its own factor.
    pub(super) fn scale_each(&self, power: &mut [T]) {
        if let Self::Each { power: factors, .. } = self {
            power.iter_mut().zip(factors).for_each(|(power, &factor)| *power *= factor);
        }
    }

    /// Multiplies the amplitude of every bin.
    pub(super) fn scale(&self, edges: impl Iterator<Item = usize>, spectrum: &mut [Complex<T>]) {
        let scaled = |x: Complex<T>, factor: T| Complex::new(x.re * factor, x.im * factor);
        match self {
            Self::Edges(edge) => {
                let edge = T::of((*edge).into().sqrt());
                edges.for_each(|bin| spectrum[bin] = scaled(spectrum[bin], edge));
            }
            Self::Each { amplitude, .. } => {
                spectrum.iter_mut().zip(amplitude).for_each(|(x, &factor)| *x = scaled(*x, factor));
            }
        }
    }
}
