//! The data area: one cell, one pixel.

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use super::layout::Rect;
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

/// How many columns are turned into pixels at once: as many as share a few cache lines of a row.
const COLUMNS_AT_ONCE: usize = 32;

/// The colours of cells of linear power.
///
/// # Shape
/// Row by row, the highest row of `cells` first; three bytes a pixel: red, green, blue.
pub fn colors(cells: &Grid<f64>, scale: &ColorScale, table: &Table) -> Vec<u8> {
    let (width, height) = (cells.width(), cells.height());
    let mut rgb = vec![0; 3 * width * height];
    for left in (0..width).step_by(COLUMNS_AT_ONCE) {
        let right = width.min(left + COLUMNS_AT_ONCE);
        let columns: Vec<&[f64]> = (left..right).map(|column| cells.column(column)).collect();
        for (line, row) in rgb.chunks_exact_mut(3 * width).zip((0..height).rev()) {
            for (pixel, column) in line[3 * left..3 * right].chunks_exact_mut(3).zip(&columns) {
                pixel.copy_from_slice(&table[usize::from(scale.index(column[row]))]);
            }
        }
    }
    rgb
}
