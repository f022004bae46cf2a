//! Figures that are nothing but their data, for programs that read them back.

use super::heatmap::color_indices;
use super::options::FigureOptions;
use super::pictures::fitted;
use super::{Layout, Rect};
use crate::colormap::Table;
use crate::error::Result;
use crate::level::{ColorScale, Levels};
use crate::spectrogram::Picture;

/// A figure of which every pixel is a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Bare {
    /// The number of each pixel's colour, row by row from the top: 0 is the lowest level, 255 the highest.
    pub indices: Vec<u8>,
    /// The colours by their numbers.
    pub table: Table,
}

/// A figure by the numbers of its colours, where it is one heatmap without anything around or upon it, all of whose cells
/// have data; else `None`.
///
/// # Errors
/// As [`draw`](super::draw).
pub fn bare(pictures: &[Picture], options: &FigureOptions, layout: &Layout, levels: Levels) -> Result<Option<Bare>> {
    let pictures = fitted(pictures, layout)?;
    let whole = Rect { x: 0, y: 0, width: layout.width.cast_signed(), height: layout.height.cast_signed() };
    let [picture] = &pictures[..] else { return Ok(None) };
    // What fills the figure has nothing around it; on it there may be lines, from ticks, which need an axis.
    if layout.plot != whole || layout.scene.is_some() || options.axes {
        return Ok(None);
    }
    let indices = color_indices(&picture.spectrogram.cells, &ColorScale::new(levels));
    Ok(indices.map(|indices| Bare { indices, table: options.colormap.table() }))
}
