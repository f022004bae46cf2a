//! Whether pictures have the size of their places.

use super::layout::Layout;
use crate::error::{Error, OptionName, Result};
use crate::spectrogram::{Picture, Spectrogram};

pub(super) fn check(pictures: &[Picture], layout: &Layout) -> Result<()> {
    if pictures.len() != layout.lanes.len() {
        let (pictures, lanes) = (pictures.len(), layout.lanes.len());
        let reason = format!("count is {pictures}, but the figure is laid out for {lanes}");
        return Err(Error::invalid(OptionName::Picture, reason));
    }
    for Picture { spectrogram: Spectrogram { cells, .. }, .. } in pictures {
        let (width, height) = (cells.width(), cells.height());
        let (columns, rows) = (layout.columns, layout.rows);
        if (width, height) != (columns, rows) {
            let reason = format!("has {width}x{height} cells, but the plot has {columns}x{rows} pixels");
            return Err(Error::invalid(OptionName::Picture, reason));
        }
    }
    Ok(())
}
