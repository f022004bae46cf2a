//! Columns of uneven width to columns of even width, by exact overlap.

use super::kind::Pool;
use crate::grid::Grid;

/// Redistributes the columns of `source` over `columns` columns of equal width.
///
/// Source column c covers `borders[c]..borders[c + 1]`; the result covers the
/// same span. A new column is the mean of the old ones that it overlaps,
/// weighted by the overlap, or the strongest of them. Cells of NaN, no data, are
/// left out where there are others.
///
/// # Panics
/// Unless there are columns, the borders ascend and are one more than the source's columns.
pub(super) fn resample(source: &[&[f64]], borders: &[f64], columns: usize, pool: Pool) -> Grid<f64> {
    assert_eq!(borders.len(), source.len() + 1, "every column has two borders");
    let (start, end) = (borders[0], borders[source.len()]);
    let edge = |column: usize| start + (end - start) * column as f64 / columns as f64;
    let mut result = Grid::filled(columns, source[0].len(), 0.0);
    let mut first = 0;
    for column in 0..columns {
        let (left, right) = (edge(column), edge(column + 1));
        while first + 1 < source.len() && borders[first + 1] <= left {
            first += 1;
        }
        let cells = result.column_mut(column);
        for (old, powers) in source.iter().enumerate().skip(first) {
            let overlap = right.min(borders[old + 1]) - left.max(borders[old]);
            if overlap <= 0.0 {
                break;
            }
            let share = overlap / (right - left);
            for (cell, &power) in cells.iter_mut().zip(*powers) {
                match pool {
                    Pool::Mean => *cell += share * power,
                    Pool::Max => *cell = stronger(*cell, power),
                }
            }
        }
        for (row, cell) in cells.iter_mut().enumerate().filter(|(_, cell)| cell.is_nan()) {
            *cell = over_data(row, &source[first..], &borders[first..], (left, right), pool);
        }
    }
    result
}

/// The greater of two powers; NaN where one of them is.
fn stronger(a: f64, b: f64) -> f64 {
    if a.is_nan() || b <= a { a } else { b }
}

/// The cell of one row from `left` to `right`, over the columns that have data there; NaN where none has.
fn over_data(row: usize, source: &[&[f64]], borders: &[f64], (left, right): (f64, f64), pool: Pool) -> f64 {
    let (mut sum, mut covered, mut strongest) = (0.0, 0.0, f64::NAN);
    for (column, ends) in source.iter().zip(borders.windows(2)).take_while(|(_, ends)| ends[0] < right) {
        let (power, overlap) = (column[row], right.min(ends[1]) - left.max(ends[0]));
        if overlap > 0.0 && !power.is_nan() {
            (sum, covered) = (sum + overlap * power, covered + overlap);
            strongest = power.max(strongest);
        }
    }
    match pool {
        Pool::Mean => sum / covered,
        Pool::Max => strongest,
    }
}
