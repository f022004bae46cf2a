//! The assignment of bins to rows of the picture.

use std::ops::Range;

use super::Bins;
use super::axis::FrequencyAxis;
use crate::real::Real;

/// The combination of several bins in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combine {
    /// The strongest bin, so that a tone keeps its level.
    Strongest,
    /// The mean of the bins, so that noise keeps its density.
    Mean,
    /// The bin nearest to the middle of the row, for values that cannot be combined, such as phases.
    Nearest,
}

/// The number of bins that are added in the precision of the transform before double precision takes over.
const BINS_PER_PART: usize = 256;

/// The bins of every row of a picture, lowest row first.
///
/// A bin belongs to the row that contains its centre frequency, so every bin between the edges of the axis counts in
/// exactly one row. A row without a bin shows the bin nearest to its middle; at equal distances the higher one.
#[derive(Debug, Clone, PartialEq)]
pub struct RowMap {
    rows: usize,
    pieces: Vec<Piece>,
    combine: Combine,
}

/// Consecutive rows, from the lowest up, with the same kind of content.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    /// One bin per row: their powers are copied.
    Bins(Range<usize>),
    /// One row of several bins.
    Several(Range<usize>),
}

impl RowMap {
    /// Assigns bins to `rows` rows of `axis`.
    ///
    /// # Panics
    /// Unless there are rows and bins, and the bins ascend.
    pub fn new(axis: &FrequencyAxis, rows: usize, bins: &Bins, combine: Combine) -> Self {
        assert!(rows > 0 && bins.are_valid(), "a picture has rows and a spectrum bins");
        // The first bin at or above the lower edge of a row. Both edges use this function, so that no bin falls between
        // two rows, whatever the rounding.
        let first_bin = |row: usize| match row {
            // The axis' own edges are exact, and the picture includes the upper one.
            0 => bins.first_from(axis.low()),
            row if row == rows => bins.first_beyond(axis.high()),
            row => bins.first_from(axis.hertz_at(row as f64 / rows as f64)),
        };
        let mut pieces: Vec<Piece> = Vec::new();
        for row in 0..rows {
            let (first, end) = (first_bin(row), first_bin(row + 1));
            if first + 1 < end && combine != Combine::Nearest {
                pieces.push(Piece::Several(first..end));
                continue;
            }
            let bin = if first + 1 == end {
                first
            } else {
                let nearest = bins.nearest(axis.hertz_at((row as f64 + 0.5) / rows as f64));
                // The middle of a wide row may be nearer to a bin of the next row.
                if first < end { nearest.clamp(first, end - 1) } else { nearest }
            };
            match pieces.last_mut() {
                Some(Piece::Bins(run)) if run.end == bin => run.end += 1,
                _ => pieces.push(Piece::Bins(bin..bin + 1)),
            }
        }
        Self { rows, pieces, combine }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The combination of several bins in one row.
    pub fn combine(&self) -> Combine {
        self.combine
    }

    /// Whether every row shows a single bin, so that no bins are combined.
    pub fn is_one_to_one(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Bins(_)))
    }

    /// The rows with bins of their own, each with its position in rows from the lower edge.
    ///
    /// Several bins are placed in the middle of their row; a single bin at its own frequency.
    pub fn own_rows(&self, axis: &FrequencyAxis, bins: &Bins) -> Vec<(usize, f64)> {
        let place = |bin: usize| self.rows as f64 * axis.fraction_of(bins.frequency_of(bin));
        let mut own: Vec<(usize, f64)> = Vec::new();
        let (mut row, mut last) = (0, None);
        for piece in &self.pieces {
            match piece {
                Piece::Several(_) => {
                    own.push((row, row as f64 + 0.5));
                    (row, last) = (row + 1, None);
                }
                Piece::Bins(run) => {
                    for bin in run.clone() {
                        if last != Some(bin) {
                            own.push((row, if place(bin).is_finite() { place(bin) } else { row as f64 }));
                        }
                        (row, last) = (row + 1, Some(bin));
                    }
                }
            }
        }
        own
    }

    /// Writes the rows of one spectrum.
    ///
    /// # Panics
    /// Unless `rows` holds as many values as there are rows, and `bins` all bins.
    pub fn apply<T: Real>(&self, bins: &[T], rows: &mut [T]) {
        assert_eq!(rows.len(), self.rows, "one value per row");
        let mut rest = rows;
        for piece in &self.pieces {
            match piece {
                Piece::Bins(run) => {
                    let (rows, above) = rest.split_at_mut(run.len());
                    rows.copy_from_slice(&bins[run.clone()]);
                    rest = above;
                }
                Piece::Several(run) => {
                    let Some((row, above)) = rest.split_first_mut() else { return };
                    *row = self.combine.of(&bins[run.clone()]);
                    rest = above;
                }
            }
        }
    }
}

impl Combine {
    /// The value of at least one bin.
    fn of<T: Real>(self, bins: &[T]) -> T {
        match self {
            Self::Strongest => bins.iter().fold(T::ZERO, |strongest, &bin| strongest.greater(bin)),
            Self::Mean | Self::Nearest => {
                // In parts, so that rounding does not grow with the number of bins.
                let sum: f64 = bins.chunks(BINS_PER_PART).map(|part| part.iter().copied().sum::<T>().into()).sum();
                T::of(sum / bins.len() as f64)
            }
        }
    }
}
