//! Frames to columns: every frame counts exactly once.

mod columns;
mod halving;
mod map;
mod resample;
mod smooth;

use fearless_simd::{Level, dispatch};

use crate::choice::choices;
use crate::real::Real;

pub use columns::Columns;
pub use halving::Halving;
pub use map::{Centres, ColumnMap, Show};
pub use smooth::{Anchor, smooth};

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
    fn finish(self, gathered: f64, frames: f64) -> f64 {
        match self {
            Self::Mean => gathered / frames,
            Self::Max => gathered,
        }
    }
}

choices!(
    Pool, "pooling",
    Mean => "mean" "the mean of power",
    Max => "max" "the strongest power",
);

/// A run of consecutive frames that fall into one group, and the group's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The column, or where the length is unknown, the group of frames.
    pub group: u64,
    /// How many frames of the run.
    pub frames: u64,
}
