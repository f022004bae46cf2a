//! Where everything goes, in whole pixels, before there are data: pure arithmetic.

mod strips;

use super::FigureOptions;
use super::ticks::Ticks;
use crate::error::{Error, Result};
use crate::font;
use crate::scale::FrequencyAxis;
use strips::Strips;

/// The longest side of a figure in pixels.
pub const LONGEST_SIDE: u32 = 32_767;

/// The most pixels of a figure.
pub const MOST_PIXELS: u64 = 100_000_000;

/// The share of a figure's width and height that the plot keeps; furniture that leaves less is left out.
const LEAST_PLOT: f64 = 0.4;

/// A rectangle of whole pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rect {
    /// The leftmost column.
    pub x: i32,
    /// The topmost row.
    pub y: i32,
    /// Columns.
    pub width: i32,
    /// Rows.
    pub height: i32,
}

impl Rect {
    /// The first column beyond the right side.
    pub fn right(&self) -> i32 {
        self.x + self.width
    }

    /// The first row below the bottom.
    pub fn bottom(&self) -> i32 {
        self.y + self.height
    }

    /// The rectangle with `border` more on every side.
    pub fn grown(&self, border: i32) -> Self {
        Self {
            x: self.x - border,
            y: self.y - border,
            width: self.width + 2 * border,
            height: self.height + 2 * border,
        }
    }
}

/// Room for an axis' labels and its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AxisLayout {
    /// The strip of the labels.
    pub labels: Rect,
    /// The strip of the title; `None` where the figure is too small for one.
    pub title: Option<Rect>,
}

/// Room for the colorbar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColorbarLayout {
    /// The colours, without the frame around them.
    pub bar: Rect,
    /// The strips beside them.
    pub axis: AxisLayout,
}

/// Where the parts of a figure go.
///
/// # Guarantees
/// No two parts overlap, all lie within the figure, and the plot is at least 1 × 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Width of the whole figure in pixels.
    pub width: u32,
    /// Height of the whole figure in pixels.
    pub height: u32,
    /// The data area: as many columns and rows as the spectrogram is to have.
    pub plot: Rect,
    /// Thickness of the line around the plot, outside of it; 0 for none.
    pub frame: i32,
    /// The title as it fits, and its place.
    pub title: Option<(String, Rect)>,
    /// Below the plot.
    pub time: Option<AxisLayout>,
    /// Left of the plot.
    pub frequency: Option<AxisLayout>,
    /// The ticks of the frequency axis, which decide how wide its labels are.
    pub frequency_ticks: Ticks,
    /// Right of the plot.
    pub colorbar: Option<ColorbarLayout>,
}

/// What stands around the plot, besides the plot's frame.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Furniture {
    title: bool,
    colorbar: bool,
    axis_titles: bool,
    labels: bool,
}

impl Furniture {
    /// What is asked for, then ever less of it.
    fn ladder(options: &FigureOptions) -> [Self; 5] {
        let legible = |letter: char| font::is_drawn(letter) && !letter.is_whitespace();
        let title = options.title.as_deref().is_some_and(|title| title.contains(legible));
        let all = Self { title, colorbar: options.colorbar, axis_titles: options.axes, labels: options.axes };
        let untitled = Self { title: false, ..all };
        let barless = Self { colorbar: false, ..untitled };
        let labels = Self { axis_titles: false, ..barless };
        [all, untitled, barless, labels, Self { labels: false, ..labels }]
    }
}

impl Layout {
    /// Lays out a figure.
    ///
    /// The plot's size depends on the options and the frequency axis alone, not on
    /// the data: it decides how many columns and rows are computed. Of a figure
    /// of given size the plot keeps two fifths of either side; where that
    /// leaves too little room, the title goes first, then the colorbar, the
    /// titles of the axes, the labels.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless `1 <= width, height` and `0.1 <= zoom <= 100`; [`Error::Limit`] unless
    /// the zoomed figure's sides are at most [`LONGEST_SIDE`] and its pixels at most [`MOST_PIXELS`].
    pub fn new(options: &FigureOptions, frequency: &FrequencyAxis) -> Result<Self> {
        if !(0.1..=100.0).contains(&options.zoom) {
            return Err(Error::InvalidOption(format!("a zoom of {} is not between 0.1 and 100", options.zoom)));
        }
        let strips = Strips::new(options, frequency)?;
        Ok(Self {
            width: strips.width.unsigned_abs(),
            height: strips.height.unsigned_abs(),
            plot: strips.plot(),
            frame: if options.axes { strips.frame() } else { 0 },
            title: options.title.as_deref().and_then(|title| strips.title(title)),
            time: strips.time(),
            frequency: strips.frequency(),
            colorbar: strips.colorbar(),
            frequency_ticks: strips.into_ticks(),
        })
    }
}

/// A size times the zoom.
fn zoomed(width: u32, height: u32, zoom: f64) -> Result<(i32, i32)> {
    if width == 0 || height == 0 {
        return Err(Error::InvalidOption(format!("a size of {width}x{height} pixels is not at least 1x1")));
    }
    let zoomed = |side: u32| (f64::from(side) * zoom).round().max(1.0);
    checked(zoomed(width), zoomed(height))
}

/// A size within the limits.
fn checked(width: impl Into<f64>, height: impl Into<f64>) -> Result<(i32, i32)> {
    let (width, height): (f64, f64) = (width.into(), height.into());
    if width.max(height) > f64::from(LONGEST_SIDE) || width * height > MOST_PIXELS as f64 {
        return Err(Error::Limit(format!(
            "a figure of {width}x{height} pixels is too large: at most {LONGEST_SIDE} a side and {MOST_PIXELS} in all"
        )));
    }
    Ok((width as i32, height as i32))
}
