//! Grid lines, which continue the labelled ticks across the data.

use plotters_backend::DrawingBackend;

use super::paint::{Canvas, Look};
use super::rect::Rect;
use super::ticks::Ticks;
use crate::error::Result;

/// Draws the grid lines of both axes over a plot.
pub(super) fn draw<DB>(canvas: &Canvas<'_, DB>, plot: Rect, across: &Ticks, upward: &Ticks, look: &Look) -> Result<()>
where
    DB: DrawingBackend<ErrorType: 'static>,
{
    let line = look.dimensions.line;
    let from = |start: i32, extent: i32, at: f64| start - line + (at * f64::from(extent + line)).round() as i32;
    // The ends of the axes already have the frame.
    for tick in across.major.iter().filter(|tick| 0.0 < tick.at && tick.at < 1.0) {
        let stroke = Rect { x: from(plot.x, plot.width, tick.at), width: line, ..plot };
        canvas.block(stroke.within(plot), look.grid_on_data)?;
    }
    for tick in upward.major.iter().filter(|tick| 0.0 < tick.at && tick.at < 1.0) {
        let stroke = Rect { y: from(plot.y, plot.height, 1.0 - tick.at), height: line, ..plot };
        canvas.block(stroke.within(plot), look.grid_on_data)?;
    }
    Ok(())
}
