//! The figure: a spectrogram with its axes, drawn with plotters on any backend.
//!
//! [`Layout::new`] says beforehand how many columns and rows the data area has;
//! once the spectrogram is computed at that size, [`draw`] puts it in its place.

mod axes;
mod colorbar;
mod dimensions;
mod heatmap;
mod layout;
mod paint;
mod theme;
pub mod ticks;

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters_backend::DrawingBackend;

use crate::colormap::Colormap;
use crate::error::{Error, Result};
use crate::level::{ColorScale, LevelOption, Levels};
use crate::spectrogram::Spectrogram;
use axes::{Axis, Side};
use colorbar::Colorbar;
use heatmap::Bitmap;
use paint::{Canvas, Look};

pub use heatmap::colors;
pub use layout::{AxisLayout, ColorbarLayout, LONGEST_SIDE, Layout, MOST_PIXELS, Rect};
pub use theme::{Palette, Theme};

/// What a size in pixels is the size of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureSize {
    /// Width and height of the whole figure.
    Whole(u32, u32),
    /// Width and height of the data area; the figure grows around it.
    Plot(u32, u32),
}

/// How a figure is to look.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureOptions {
    /// Pixels at zoom 1. Default: 1200 × 600, the whole figure.
    pub size: FigureSize,
    /// The line above the plot. Default: none.
    pub title: Option<String>,
    /// Whether the plot has a frame, ticks, labels and titles of axes. Default: true.
    pub axes: bool,
    /// Whether there is a colorbar. Default: true.
    pub colorbar: bool,
    /// Background and ink. Default: light.
    pub theme: Theme,
    /// The colours of the data. Default: viridis.
    pub colormap: Colormap,
    /// What the colours stand for. Default: decibels over the automatic range.
    pub levels: LevelOption,
    /// Multiplies every length, those of `size` included. Default: 1.
    pub zoom: f64,
}

impl Default for FigureOptions {
    fn default() -> Self {
        Self {
            size: FigureSize::Whole(1200, 600),
            title: None,
            axes: true,
            colorbar: true,
            theme: Theme::default(),
            colormap: Colormap::default(),
            levels: LevelOption::default(),
            zoom: 1.0,
        }
    }
}

/// Draws a figure on a surface of the layout's size and returns what its colours stand for.
///
/// # Errors
/// [`Error::InvalidOption`] unless the spectrogram has a cell for each pixel of the layout's plot; else the backend's.
pub fn draw<DB: DrawingBackend<ErrorType: 'static>>(
    root: &DrawingArea<DB, Shift>,
    spectrogram: &Spectrogram,
    options: &FigureOptions,
    layout: &Layout,
) -> Result<Levels> {
    let (cells, plot) = (&spectrogram.cells, layout.plot);
    if (cells.width(), cells.height()) != (plot.width as usize, plot.height as usize) {
        return Err(Error::InvalidOption(format!(
            "{}x{} cells do not fill a plot of {}x{} pixels",
            cells.width(),
            cells.height(),
            plot.width,
            plot.height
        )));
    }
    let (canvas, look) = (Canvas(root), Look::new(options));
    let (table, levels) = (options.colormap.table(), Levels::of(options.levels, cells.values()));
    canvas.background(look.palette.background)?;
    canvas.draw(&Bitmap::new(plot, colors(cells, &ColorScale::new(levels), &table)))?;
    if layout.frame > 0 {
        canvas.frame(plot, layout.frame, look.palette.line)?;
    }
    if let Some((title, room)) = &layout.title {
        canvas.text(title, (room.x, room.y), look.title())?;
    }
    if let Some(time) = &layout.time {
        let measure = |label: &str| look.dimensions.label_width(label);
        let beyond = (plot.x - time.labels.x, time.labels.right() - plot.right());
        let ticks = ticks::time(spectrogram.time, &look.dimensions.room_across(plot.width, beyond, &measure));
        let titles = titles("Time", &ticks.unit);
        Axis { side: Side::Below, inner: plot, layout: time, ticks: &ticks, titles: &titles }.draw(&canvas, &look)?;
    }
    if let Some(frequency) = &layout.frequency {
        let ticks = &layout.frequency_ticks;
        let titles = titles("Frequency", &ticks.unit);
        Axis { side: Side::Left, inner: plot, layout: frequency, ticks, titles: &titles }.draw(&canvas, &look)?;
    }
    if let Some(layout) = &layout.colorbar {
        Colorbar { layout, levels, quantity: spectrogram.quantity, table: &table }.draw(&canvas, &look)?;
    }
    Ok(levels)
}

/// The title of an axis, and what is left of it where room is short.
fn titles(quantity: &str, unit: &str) -> [String; 2] {
    [format!("{quantity} ({unit})"), unit.to_owned()]
}
