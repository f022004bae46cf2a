//! What the power of single bins is multiplied by, beside the scale that the window carries.

use realfft::num_complex::Complex;

use crate::real::Real;

/// Factors of power by bin.
pub(super) enum BinFactors<T> {
    /// One for the bins that no doubling reaches: 0 Hz and, for even N, Nyquist. The others stay as they are.
    Edges(T),
    /// One for each bin, those of the edges included, and their roots.
    Each {
        /// Of power.
        power: Vec<T>,
        /// Of amplitude.
        amplitude: Vec<T>,
    },
}

impl<T: Real> BinFactors<T> {
    /// The factors of the edges and one more for each bin.
    pub(super) fn each(edge: T, edges: impl Iterator<Item = usize>, factors: impl Iterator<Item = f64>) -> Self {
        let mut factors: Vec<f64> = factors.collect();
        edges.for_each(|bin| factors[bin] *= edge.into());
        Self::Each {
            power: factors.iter().map(|&factor| T::of(factor)).collect(),
            amplitude: factors.iter().map(|factor| T::of(factor.sqrt())).collect(),
        }
    }

    /// The factor of the edges where it is the only one; else 1.
    pub(super) fn edge(&self) -> T {
        if let Self::Edges(edge) = self { *edge } else { T::of(1.0) }
    }

    /// Multiplies the power of every bin that has a factor of its own.
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
