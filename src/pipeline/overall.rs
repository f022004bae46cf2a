//! The mean and the strongest power of every bin over all frames.

use crate::pool::Pool;
use crate::real::Real;
use crate::scale::RowMap;
use crate::spectrogram::OverallSpectrum;

/// Frames gathered in the precision of the transform, until they are added in double precision.
pub(super) struct Run<T> {
    sum: Vec<T>,
    strongest: Vec<T>,
    frames: u64,
}

impl<T: Real> Run<T> {
    /// For spectra of so many bins.
    pub(super) fn new(bins: usize) -> Self {
        Self { sum: vec![T::ZERO; bins], strongest: vec![T::ZERO; bins], frames: 0 }
    }

    /// Adds one spectrum.
    pub(super) fn add(&mut self, power: &[T]) {
        Pool::Mean.gather(&mut self.sum, power);
        Pool::Max.gather(&mut self.strongest, power);
        self.frames += 1;
    }

    /// Moves what was gathered to a sum in double precision.
    pub(super) fn empty_into(&mut self, overall: &mut Overall) {
        overall.resize(self.sum.len());
        for ((sum, strongest), (&x, &most)) in
            overall.sum.iter_mut().zip(&mut overall.strongest).zip(self.sum.iter().zip(&self.strongest))
        {
            let most: f64 = most.into();
            *sum += x.into();
            *strongest = strongest.max(most);
        }
        overall.frames += self.frames;
        self.sum.fill(T::ZERO);
        self.strongest.fill(T::ZERO);
        self.frames = 0;
    }
}

/// Sums and maxima of every bin; empty before the first frame.
#[derive(Default)]
pub(super) struct Overall {
    sum: Vec<f64>,
    strongest: Vec<f64>,
    frames: u64,
}

impl Overall {
    fn resize(&mut self, bins: usize) {
        self.sum.resize(bins, 0.0);
        self.strongest.resize(bins, 0.0);
    }

    /// Forgets every frame.
    pub(super) fn clear(&mut self) {
        self.sum.fill(0.0);
        self.strongest.fill(0.0);
        self.frames = 0;
    }

    /// Adds the frames that follow.
    pub(super) fn merge(&mut self, next: &Self) {
        self.resize(next.sum.len());
        Pool::Mean.gather(&mut self.sum, &next.sum);
        Pool::Max.gather(&mut self.strongest, &next.strongest);
        self.frames += next.frames;
    }

    /// The rows of a picture.
    pub(super) fn finish(&self, rows: &RowMap) -> OverallSpectrum {
        let frames = self.frames.max(1) as f64;
        let bins: Vec<f64> = self.sum.iter().map(|sum| sum / frames).collect();
        let (mut mean, mut strongest) = (vec![0.0; rows.rows()], vec![0.0; rows.rows()]);
        rows.apply(&bins, &mut mean);
        rows.apply(&self.strongest, &mut strongest);
        OverallSpectrum { mean, strongest }
    }
}
