//! Which bins make which row of the picture.

use super::FrequencyAxis;
use crate::real::Real;

/// How several bins become one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combine {
    /// The strongest bin, so that a tone keeps its level.
    Strongest,
    /// The mean of the bins, so that noise keeps its density.
    Mean,
}

/// How far, relatively, an edge may miss the bin it was meant to be: a few roundings.
const TOUCHING: f64 = 4.0 * f64::EPSILON;

/// The bins of every row of a picture, lowest row first.
///
/// A bin belongs to the row that its centre frequency falls into, so every bin
/// between the edges of the axis counts in exactly one row that is wide enough
/// to hold bins; a row too narrow to hold any shows the bin nearest to its
/// middle (a cell is a rectangle).
#[derive(Debug, Clone, PartialEq)]
pub struct RowMap {
    rows: Vec<BinRange>,
    combine: Combine,
    one_to_one: bool,
}

/// Bins `first..end` of a spectrum, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct BinRange {
    first: usize,
    end: usize,
}

impl RowMap {
    /// Lays `bins` bins, `bin_width` hertz apart from 0 Hz up, onto `rows` rows of `axis`.
    ///
    /// # Panics
    /// Unless `rows`, `bins` and `bin_width` are above 0.
    pub fn new(axis: &FrequencyAxis, rows: usize, bins: usize, bin_width: f64, combine: Combine) -> Self {
        assert!(rows > 0 && bins > 0 && bin_width > 0.0, "a picture has rows and a spectrum bins");
        // The first bin at or above the lower edge of a row. One function for both
        // edges: whatever its rounding, no bin falls between two rows.
        let first_bin = |row: usize| match row {
            // The axis' own edges are exact, and the upper one belongs to the picture.
            0 => ceil_bin(axis.low() / bin_width * (1.0 - TOUCHING), bins),
            row if row == rows => ((axis.high() / bin_width * (1.0 + TOUCHING)) as usize + 1).min(bins),
            row => ceil_bin(axis.hertz_at(row as f64 / rows as f64) / bin_width, bins),
        };
        let ranges: Vec<BinRange> = (0..rows)
            .map(|row| {
                let (first, end) = (first_bin(row), first_bin(row + 1));
                if first < end {
                    BinRange { first, end }
                } else {
                    let middle = axis.hertz_at((row as f64 + 0.5) / rows as f64);
                    let nearest = ((middle / bin_width).round() as usize).min(bins - 1);
                    BinRange { first: nearest, end: nearest + 1 }
                }
            })
            .collect();
        let one_to_one = ranges.iter().all(|range| range.end - range.first == 1);
        Self { rows: ranges, combine, one_to_one }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// How several bins become one row.
    pub fn combine(&self) -> Combine {
        self.combine
    }

    /// Whether every row shows a single bin, so that nothing is combined.
    pub fn is_one_to_one(&self) -> bool {
        self.one_to_one
    }

    /// The rows that show something of their own, each with its place in rows from the lower edge.
    ///
    /// Several bins are in the middle of their row; a bin that is shown by itself is at its own frequency.
    pub fn own_rows(&self, axis: &FrequencyAxis, bin_width: f64) -> Vec<(usize, f64)> {
        let rows = self.rows.len() as f64;
        let begins = (0..self.rows.len()).filter(|&row| row == 0 || self.rows[row] != self.rows[row - 1]);
        begins
            .map(|row| {
                let BinRange { first, end } = self.rows[row];
                let at = rows * axis.fraction_of(first as f64 * bin_width);
                let repeats = self.rows[row..].iter().take_while(|range| **range == self.rows[row]).count();
                if end - first == 1 && at.is_finite() {
                    (row, at.clamp(row as f64, (row + repeats) as f64))
                } else {
                    (row, row as f64 + 0.5)
                }
            })
            .collect()
    }

    /// Writes the rows of one spectrum.
    ///
    /// # Panics
    /// Unless `rows` holds as many values as there are rows, and `bins` all bins.
    pub fn apply<T: Real>(&self, bins: &[T], rows: &mut [T]) {
        assert_eq!(rows.len(), self.rows.len(), "one value per row");
        for (row, range) in rows.iter_mut().zip(&self.rows) {
            let bins = &bins[range.first..range.end];
            *row = match (bins, self.combine) {
                ([only], _) => *only,
                (bins, Combine::Strongest) => bins.iter().fold(T::ZERO, |strongest, &bin| strongest.greater(bin)),
                (bins, Combine::Mean) => bins.iter().copied().sum::<T>() / T::of(bins.len() as f64),
            };
        }
    }
}

/// The first whole bin at or above a position, at most `bins`.
fn ceil_bin(position: f64, bins: usize) -> usize {
    (position.ceil() as usize).min(bins)
}
