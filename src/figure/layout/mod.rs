//! Where everything goes, in whole pixels, before there are data: pure arithmetic.

mod furniture;
mod horizontal;
mod missing;
mod scene;
mod strips;
mod title;
mod vertical;

use super::rect::Rect;
use super::ticks::Ticks;
use super::{FigureOptions, FigureSize, View, theme};
use crate::error::{Error, OptionName, Result};
use crate::scale::FrequencyAxis;
use crate::units::Short;
use crate::warning::Warning;
use missing::Missing;
use strips::Strips;

pub use scene::SceneLayout;

/// The longest side of a figure in pixels.
pub const LONGEST_SIDE: u32 = 32_767;

/// The most pixels of a figure.
pub const MOST_PIXELS: u64 = 100_000_000;

/// The share of a figure's width and height that the plot keeps; furniture that leaves less is left out.
const LEAST_PLOT: f64 = 0.4;

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

/// Room for a panel that shares an axis with the plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PanelLayout {
    /// Where its lines are drawn, without the frame around them.
    pub inner: Rect,
    /// The strips of the axis that it does not share; `None` where there is no room, or another panel has them.
    pub axis: Option<AxisLayout>,
}

/// Room for what is shown of one channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// The data area: a pixel for each cell of the spectrogram.
    pub plot: Rect,
    /// The channel's name as it fits, and its place above or, where many channels stand close, beside.
    pub name: Option<(String, Rect)>,
    /// Left of the plot; of many that stand close only some have one.
    pub frequency: Option<AxisLayout>,
    /// The signal, above the plot.
    pub waveform: Option<PanelLayout>,
    /// The mean spectrum, right of the plot.
    pub spectrum: Option<PanelLayout>,
}

/// Where the parts of a figure go.
///
/// # Guarantees
/// No two parts overlap, all lie within the figure, there is at least one lane, and all plots have the same size of
/// at least 1 × 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Width of the whole figure in pixels.
    pub width: u32,
    /// Height of the whole figure in pixels.
    pub height: u32,
    /// The first data area.
    pub plot: Rect,
    /// Columns that each spectrogram is to have: those of the plot, or fewer of a surface.
    pub columns: usize,
    /// Rows that each spectrogram is to have.
    pub rows: usize,
    /// One for each channel, from the top.
    pub lanes: Vec<Lane>,
    /// Thickness of the line around the plots, outside of them; 0 for none.
    pub frame: i32,
    /// The title as it fits, and its place.
    pub title: Option<(String, Rect)>,
    /// Below the last plot.
    pub time: Option<AxisLayout>,
    /// The ticks of the frequency axis, which decide how wide its labels are.
    pub frequency_ticks: Ticks,
    /// Right of the plots.
    pub colorbar: Option<ColorbarLayout>,
    /// How a surface stands in the first data area; `None` for a flat figure.
    pub scene: Option<SceneLayout>,
    /// What was asked for and has no room.
    pub no_room: Option<Warning>,
}

impl Layout {
    /// Lays out a figure.
    ///
    /// The plot's size depends on the options and the frequency axis alone, not on
    /// the data: it decides how many columns and rows are computed. Of a figure
    /// of given size the plot keeps two fifths of either side; where that
    /// leaves too little room, the title goes first, then the panels, the colorbar, the
    /// titles of the axes, the labels. Many channels move together instead, their
    /// names beside them and numbers on every few frequency axes.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless `1 <= width, height`, `0.1 <= zoom <= 100` and `4 <= font_size <= 200`, for a
    /// surface of several channels, with panels or without a ground, or seen from elsewhere than 0° to 90° above the floor;
    /// [`Error::Limit`] unless the zoomed figure's sides are at most [`LONGEST_SIDE`], its pixels at most
    /// [`MOST_PIXELS`], and there is a row of pixels for every channel.
    pub fn new(options: &FigureOptions, frequency: &FrequencyAxis) -> Result<Self> {
        if !(0.1..=100.0).contains(&options.zoom) {
            return Err(Error::invalid(
                OptionName::Zoom,
                format!("must be between 0.1 and 100, got {}", Short(options.zoom)),
            ));
        }
        if !(4.0..=200.0).contains(&options.font_size) {
            let reason = format!("must be between 4 and 200 pixels, got {}", Short(options.font_size));
            return Err(Error::invalid(OptionName::FontSize, reason));
        }
        if options.view == View::Surface {
            check_surface(options)?;
        }
        let layout = Self::of_room(options, frequency)?;
        let no_room = Missing::of(&layout, options).warning(&layout, options, frequency);
        Ok(Self { no_room, ..layout })
    }

    /// Lays out what there is room for.
    fn of_room(options: &FigureOptions, frequency: &FrequencyAxis) -> Result<Self> {
        let strips = Strips::new(options, frequency)?;
        let (columns, rows) = strips.cells();
        Ok(Self {
            width: strips.width.unsigned_abs(),
            height: strips.height.unsigned_abs(),
            plot: strips.plot(0),
            columns,
            rows,
            lanes: strips.lanes(),
            frame: strips.frame(),
            title: strips.title(),
            time: strips.time(),
            colorbar: strips.colorbar(),
            scene: strips.scene(),
            no_room: None,
            frequency_ticks: strips.into_ticks(),
        })
    }
}

/// Checks what a surface needs.
fn check_surface(options: &FigureOptions) -> Result<()> {
    let (azimuth, elevation) = (options.azimuth, options.elevation);
    if azimuth.is_nan() || azimuth.abs() > 360.0 {
        let reason = format!("must be between -360 and 360 degrees, got {}", Short(azimuth));
        return Err(Error::invalid(OptionName::Azimuth, reason));
    }
    if !(0.0..=90.0).contains(&elevation) {
        let reason = format!("must be between 0 and 90 degrees, got {}", Short(elevation));
        return Err(Error::invalid(OptionName::Elevation, reason));
    }
    if options.theme.palette().background.is_none() {
        return Err(theme::no_ground());
    }
    if options.waveform || options.spectrum || options.channels.len() > 1 {
        return Err(Error::invalid(OptionName::View, "surface shows one channel and has no panels"));
    }
    Ok(())
}

/// Whether the data of a figure have enough of its pixels.
fn least_share(data: i32, whole: i32) -> bool {
    f64::from(data) >= LEAST_PLOT * f64::from(whole)
}

/// A size times the zoom.
fn zoomed(size: FigureSize, zoom: f64) -> Result<(i32, i32)> {
    let (option, width, height) = match size {
        FigureSize::Whole(width, height) => (OptionName::Size, width, height),
        FigureSize::Plot(width, height) => (OptionName::PlotSize, width, height),
    };
    if width == 0 || height == 0 {
        return Err(Error::invalid(option, format!("must be at least 1x1 pixels, got {width}x{height}")));
    }
    let zoomed = |side: u32| (f64::from(side) * zoom).round().max(1.0);
    checked(zoomed(width), zoomed(height))
}

/// A size within the limits.
fn checked(width: impl Into<f64>, height: impl Into<f64>) -> Result<(i32, i32)> {
    let (width, height): (f64, f64) = (width.into(), height.into());
    let too_much = |what: &str, found, most| {
        let what = format!("{what} of a figure of {width}x{height} pixels");
        Err(Error::limit_of(what, Some(found), most, "pixels"))
    };
    if width.max(height) > f64::from(LONGEST_SIDE) {
        return too_much("longest side", width.max(height), f64::from(LONGEST_SIDE));
    }
    if width * height > MOST_PIXELS as f64 {
        return too_much("area", width * height, MOST_PIXELS as f64);
    }
    Ok((width as i32, height as i32))
}
