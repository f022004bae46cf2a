//! A grid with fewer cells: what is finer than the pixels that show it.

use super::kind::Pool;
use crate::grid::Grid;

/// The cells of `columns` by `rows` blocks, each the pool of its block. Cells without data do not count; a block of
/// nothing else has none.
///
/// # Panics
/// Unless `cells` has a whole number of columns and of rows for each block.
pub fn reduce(cells: &Grid<f64>, columns: usize, rows: usize, pool: Pool) -> Grid<f64> {
    let (wide, high) = block_of(cells, columns, rows);
    let mut reduced = Grid::filled(columns, rows, 0.0);
    let mut counts = vec![0_u64; rows];
    for column in 0..columns {
        let pooled = reduced.column_mut(column);
        counts.fill(0);
        for fine in column * wide..(column + 1) * wide {
            let blocks = cells.column(fine).chunks_exact(high);
            for ((pooled, count), block) in pooled.iter_mut().zip(&mut counts).zip(blocks) {
                for &cell in block.iter().filter(|cell| !cell.is_nan()) {
                    pool.gather(std::slice::from_mut(pooled), &[cell]);
                    *count += 1;
                }
            }
        }
        for (pooled, &count) in pooled.iter_mut().zip(&counts) {
            *pooled = if count == 0 { f64::NAN } else { pool.finish(*pooled, count as f64) };
        }
    }
    reduced
}

/// The middle cell of each of `columns` by `rows` blocks, for what cannot be pooled.
///
/// # Panics
/// As [`reduce`].
pub fn nearest(cells: &Grid<f64>, columns: usize, rows: usize) -> Grid<f64> {
    let (wide, high) = block_of(cells, columns, rows);
    let middle = |column: usize| cells.column(column * wide + wide / 2).iter().skip(high / 2).step_by(high).copied();
    Grid::from_columns(columns, rows, (0..columns).flat_map(middle).collect())
}

/// Columns and rows of a block.
fn block_of(cells: &Grid<f64>, columns: usize, rows: usize) -> (usize, usize) {
    assert!(
        columns > 0 && rows > 0 && cells.width().is_multiple_of(columns) && cells.height().is_multiple_of(rows),
        "{}x{} cells make whole blocks for {columns}x{rows}",
        cells.width(),
        cells.height()
    );
    (cells.width() / columns, cells.height() / rows)
}
