//! Columns of uneven width to columns of even width, by exact overlap.

use super::Pool;
use crate::grid::Grid;

/// Redistributes the columns of `source` over `columns` columns of equal width.
///
/// Source column c covers `borders[c]..borders[c + 1]`; the result covers the
/// same span. A new column is the mean of the old ones that it overlaps,
/// weighted by the overlap, or the strongest of them.
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
                    Pool::Max => *cell = cell.max(power),
                }
            }
        }
    }
    result
}
