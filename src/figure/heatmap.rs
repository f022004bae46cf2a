//! The data area: one cell, one pixel.

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use super::entries::MapEntries;
use super::rect::Rect;
use crate::colormap::Table;
use crate::grid::Grid;
use crate::level::ColorScale;

/// A block of pixels that is drawn as it is.
pub(super) struct Bitmap {
    corner: BackendCoord,
    size: (u32, u32),
    rgb: Vec<u8>,
}

impl Bitmap {
    /// Pixels for a rectangle, row by row from the top.
    ///
    /// # Panics
    /// Unless there are three bytes for each pixel of `rect`.
    pub(super) fn new(rect: Rect, rgb: Vec<u8>) -> Self {
        let size = (rect.width.unsigned_abs(), rect.height.unsigned_abs());
        assert_eq!(rgb.len(), 3 * size.0 as usize * size.1 as usize, "three bytes for each of {size:?} pixels");
        Self { corner: (rect.x, rect.y), size, rgb }
    }
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Bitmap {
    type Point = &'a BackendCoord;
    type IntoIter = std::iter::Once<&'a BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.corner)
    }
}

impl<DB: DrawingBackend> Drawable<DB> for Bitmap {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        points.next().map_or(Ok(()), |corner| backend.blit_bitmap(corner, self.size, &self.rgb))
    }
}

/// Columns and rows that are turned from columns into rows at once: their indices fit the innermost cache.
const TILE: usize = 64;

/// The colours of cells: those of `table` for levels, `no_data` for cells that are NaN.
///
/// # Shape
/// Row by row, the highest row of `cells` first; three bytes a pixel: red, green, blue.
pub fn colors(cells: &Grid<f64>, scale: &ColorScale, table: &Table, no_data: [u8; 3]) -> Vec<u8> {
    let mut colors = [no_data; ColorScale::NO_DATA as usize + 1];
    colors[..table.len()].copy_from_slice(table);
    let mut rgb = vec![0; 3 * cells.width() * cells.height()];
    each_run(cells, scale, |start, run| {
        for (pixel, index) in rgb[3 * start..].chunks_exact_mut(3).zip(run.indices()) {
            pixel.copy_from_slice(&colors[usize::from(index)]);
        }
    });
    rgb
}

/// The numbers of the colours of cells, from 0 for the lowest to 255; `None` where a cell has no data.
///
/// # Shape
/// Row by row, the highest row of `cells` first; a byte a pixel.
pub(super) fn color_indices(cells: &Grid<f64>, scale: &ColorScale) -> Option<Vec<u8>> {
    let mut pixels = vec![0; cells.width() * cells.height()];
    let mut has_gaps = false;
    each_run(cells, scale, |start, run| {
        for (pixel, index) in pixels[start..].iter_mut().zip(run.indices()) {
            has_gaps |= index == ColorScale::NO_DATA;
            *pixel = index as u8;
        }
    });
    (!has_gaps).then_some(pixels)
}

/// The entries of cells in a map of fewer colours.
///
/// # Shape
/// Row by row, the highest row of `cells` first; a byte a pixel.
pub(super) fn entry_indices(cells: &Grid<f64>, scale: &ColorScale, entries: &MapEntries) -> Vec<u8> {
    let mut pixels = vec![0; cells.width() * cells.height()];
    each_run(cells, scale, |start, run| {
        for (pixel, index) in pixels[start..].iter_mut().zip(run.indices()) {
            *pixel = entries.of(index);
        }
    });
    pixels
}

/// Colour indices of pixels side by side: one row of some columns.
struct Run<'a> {
    columns: &'a [[u16; TILE]],
    row: usize,
}

impl Run<'_> {
    fn indices(&self) -> impl Iterator<Item = u16> {
        self.columns.iter().map(|indices| indices[self.row])
    }
}

/// Calls `put` with runs of colour indices that lie side by side, and the number of the pixel that each begins at.
fn each_run(cells: &Grid<f64>, scale: &ColorScale, mut put: impl FnMut(usize, Run<'_>)) {
    let (width, height) = (cells.width(), cells.height());
    let mut tile = [[0_u16; TILE]; TILE];
    for left in (0..width).step_by(TILE) {
        let columns = TILE.min(width - left);
        for low in (0..height).step_by(TILE) {
            let rows = TILE.min(height - low);
            for (column, indices) in tile[..columns].iter_mut().enumerate() {
                for (index, power) in indices.iter_mut().zip(&cells.column(left + column)[low..low + rows]) {
                    *index = scale.index(*power);
                }
            }
            for row in 0..rows {
                put((height - 1 - low - row) * width + left, Run { columns: &tile[..columns], row });
            }
        }
    }
}
