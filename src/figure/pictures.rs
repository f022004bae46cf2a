//! Pictures in the size of their places.

use std::borrow::Cow;

use super::layout::Layout;
use crate::error::{Error, OptionName, Result};
use crate::spectrogram::Picture;

/// The pictures with a cell for each pixel of their plots; they may be finer by whole factors.
pub(super) fn fitted<'a>(pictures: &'a [Picture], layout: &Layout) -> Result<Vec<Cow<'a, Picture>>> {
    reduced_to(pictures, layout.lanes.len(), layout.columns, layout.rows)
}

/// The pictures with `columns` by `rows` cells, one for each of `lanes` plots; they may be finer by whole factors.
///
/// # Errors
/// [`Error::InvalidOption`] unless there is a picture for each plot, with a whole number of columns and rows for each cell.
pub fn reduced_to<'a>(
    pictures: &'a [Picture],
    lanes: usize,
    columns: usize,
    rows: usize,
) -> Result<Vec<Cow<'a, Picture>>> {
    if pictures.len() != lanes {
        let pictures = pictures.len();
        let reason = format!("count is {pictures}, but the figure is laid out for {lanes}");
        return Err(Error::invalid(OptionName::Picture, reason));
    }
    let is_whole = |cells: usize, pixels: usize| cells > 0 && cells.is_multiple_of(pixels);
    let fitted = |picture: &'a Picture| {
        let (width, height) = (picture.spectrogram.cells.width(), picture.spectrogram.cells.height());
        if is_whole(width, columns) && is_whole(height, rows) {
            return Ok(picture.reduced(columns, rows));
        }
        let reason = format!("cells, {width}x{height}, must be a whole multiple of the plot's {columns}x{rows} pixels");
        Err(Error::invalid(OptionName::Picture, reason))
    };
    pictures.iter().map(fitted).collect()
}
