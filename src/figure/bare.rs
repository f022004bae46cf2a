//! Figures that consist of data only, for programs that read them back.

use super::heatmap::color_indices;
use super::options::FigureOptions;
use super::pictures::fitted;
use super::{Layout, Rect};
use crate::colormap::Table;
use crate::error::Result;
use crate::level::{ColorScale, Levels};
use crate::spectrogram::Picture;

/// A figure in which every pixel is a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Bare {
    /// The colour index of each pixel, row by row from the top: 0 is the lowest level, 255 the highest.
    pub indices: Vec<u8>,
    /// The colours in index order.
    pub table: Table,
}

/// A figure as colour indices, if it is a single heat map without decorations or grid lines and all its cells have
/// data; otherwise `None`.
///
/// # Errors
/// As [`draw`](super::draw).
pub fn bare(pictures: &[Picture], options: &FigureOptions, layout: &Layout, levels: Levels) -> Result<Option<Bare>> {
    let pictures = fitted(pictures, layout)?;
    let whole = Rect { x: 0, y: 0, width: layout.width.cast_signed(), height: layout.height.cast_signed() };
    let [picture] = &pictures[..] else { return Ok(None) };
    // Data that fill the figure have nothing around them. Grid lines need ticks, and ticks need an axis.
    if layout.plot != whole || layout.scene.is_some() || options.axes {
        return Ok(None);
    }
    let indices = color_indices(&picture.spectrogram.cells, &ColorScale::new(levels));
    Ok(indices.map(|indices| Bare { indices, table: options.colormap.table() }))
}
