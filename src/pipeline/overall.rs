//! The mean and the strongest power over all frames.

use crate::pool::Pool;
use crate::real::Real;
use crate::scale::{Combine, RowMap};
use crate::spectrogram::OverallSpectrum;

/// Whether maxima are taken of rows: a mean over bins is to be the greatest that a frame had.
pub(super) fn is_by_rows(rows: &RowMap) -> bool {
    rows.combine() == Combine::Mean && !rows.is_one_to_one()
}

/// Frames gathered in the precision of the transform, until they are added in double precision.
#[derive(Default)]
pub(super) struct Run<T> {
    sum: Vec<T>,
    strongest: Vec<T>,
    frames: u64,
}

impl<T: Real> Run<T> {
    /// For spectra of so many bins.
    pub(super) fn new(bins: usize, rows: &RowMap) -> Self {
        let maxima = if is_by_rows(rows) { rows.rows() } else { bins };
        Self { sum: vec![T::ZERO; bins], strongest: vec![T::ZERO; maxima], frames: 0 }
    }

    /// Adds one spectrum, and what its maxima are taken of: its rows, or the spectrum itself.
    pub(super) fn add(&mut self, power: &[T], for_maxima: &[T]) {
        Pool::Mean.gather(&mut self.sum, power);
        Pool::Max.gather(&mut self.strongest, for_maxima);
        self.frames += 1;
    }

    /// Moves what was gathered to a sum in double precision.
    pub(super) fn empty_into(&mut self, overall: &mut Overall) {
        overall.resize(self.sum.len(), self.strongest.len());
        Pool::Mean.gather(&mut overall.sum, &self.sum);
        Pool::Max.gather(&mut overall.strongest, &self.strongest);
        overall.frames += self.frames;
        self.sum.fill(T::ZERO);
        self.strongest.fill(T::ZERO);
        self.frames = 0;
    }
}

/// Sums of every bin, and maxima of every bin or row; empty before the first frame.
#[derive(Default)]
pub(super) struct Overall {
    sum: Vec<f64>,
    strongest: Vec<f64>,
    frames: u64,
}

impl Overall {
    fn resize(&mut self, bins: usize, maxima: usize) {
        self.sum.resize(bins, 0.0);
        self.strongest.resize(maxima, 0.0);
    }

    /// Forgets every frame.
    pub(super) fn clear(&mut self) {
        self.sum.fill(0.0);
        self.strongest.fill(0.0);
        self.frames = 0;
    }

    /// Adds the frames that follow.
    pub(super) fn merge(&mut self, next: &Self) {
        self.resize(next.sum.len(), next.strongest.len());
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
        if is_by_rows(rows) {
            strongest.copy_from_slice(&self.strongest);
        } else {
            rows.apply(&self.strongest, &mut strongest);
        }
        OverallSpectrum { mean, strongest }
    }
}
