//! How frames are pooled.

use fearless_simd::{Level, dispatch};

use crate::choice::choices;
use crate::real::Real;

/// How several frames become one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pool {
    /// The mean of power (a mean of decibels would read 2.51 dB low on noise).
    #[default]
    Mean,
    /// The strongest power.
    Max,
}

impl Pool {
    /// Adds one spectrum, or a sum or maximum of several, to what has been gathered.
    ///
    /// # Panics
    /// Unless both have the same length.
    pub fn gather<T: Real + Into<U>, U: Real>(self, gathered: &mut [U], power: &[T]) {
        assert_eq!(gathered.len(), power.len(), "what is pooled has one shape");
        dispatch!(Level::new(), _ => self.gather_all(gathered, power));
    }

    #[inline(always)]
    fn gather_all<T: Real + Into<U>, U: Real>(self, gathered: &mut [U], power: &[T]) {
        match self {
            Self::Mean => gathered.iter_mut().zip(power).for_each(|(sum, &x)| *sum += x.into()),
            Self::Max => gathered.iter_mut().zip(power).for_each(|(most, &x)| *most = most.greater(x.into())),
        }
    }

    /// What was gathered over `frames` frames, as power.
    pub(super) fn finish(self, gathered: f64, frames: f64) -> f64 {
        match self {
            Self::Mean => gathered / frames,
            Self::Max => gathered,
        }
    }
}

choices!(
    Pool, "pooling method",
    Mean => "mean" "the mean of power",
    Max => "max" "the strongest power",
);
