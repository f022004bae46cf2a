//! Pictures in the size of their places.

use std::borrow::Cow;

use super::layout::Layout;
use crate::error::{Error, OptionName, Result};
use crate::spectrogram::Picture;

/// The pictures with a cell for each pixel of their plots; they may be finer by whole factors.
pub(super) fn fitted<'a>(pictures: &'a [Picture], layout: &Layout) -> Result<Vec<Cow<'a, Picture>>> {
    if pictures.len() != layout.lanes.len() {
        let (pictures, lanes) = (pictures.len(), layout.lanes.len());
        let reason = format!("count is {pictures}, but the figure is laid out for {lanes}");
        return Err(Error::invalid(OptionName::Picture, reason));
    }
    let (columns, rows) = (layout.columns, layout.rows);
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
