//! The appearance of a figure.

use std::str::FromStr;

use super::theme::Theme;
use crate::choice::choices;
use crate::colormap::Colormap;
use crate::error::{Error, OptionName, Result};
use crate::level::LevelOption;

/// The default size of the labels, in pixels per em.
pub(super) const LABEL_SIZE: f64 = 12.0;

/// A width and a height in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PixelSize(pub u32, pub u32);

impl FromStr for PixelSize {
    type Err = Error;

    /// Reads `1200x600`.
    fn from_str(text: &str) -> Result<Self> {
        let sides = text.split_once(['x', 'X', '×']);
        let size =
            sides.and_then(|(width, height)| Some(Self(width.trim().parse().ok()?, height.trim().parse().ok()?)));
        size.ok_or_else(|| Error::invalid_text(text, "is not a size in pixels such as 1200x600"))
    }
}

/// Pixels per inch, from 1 to 10000.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dpi(pub f64);

impl FromStr for Dpi {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let number = text.parse().ok().filter(|dpi| (1.0..=10_000.0).contains(dpi));
        number.map(Self).ok_or_else(|| {
            Error::invalid(OptionName::Dpi, format!("must be between 1 and 10000 pixels per inch, got '{text}'"))
        })
    }
}

/// The part of a figure that a size in pixels refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureSize {
    /// Width and height of the whole figure.
    Whole(u32, u32),
    /// Width and height of the data area; the figure grows around it.
    Plot(u32, u32),
}

/// Optional parts besides the spectrogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// The waveform above its spectrogram, on the same time axis.
    Waveform,
    /// The mean and the maximum spectrum beside the spectrogram, on the same frequency axis.
    Spectrum,
}

choices!(
    Panel, "panel",
    Waveform => "waveform" "above the spectrogram; I for complex input",
    Spectrum => "spectrum" "right of it: mean and maximum",
);

/// The projection of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Flat: one colour per cell.
    #[default]
    Heatmap,
    /// A surface over time and frequency; height and colour represent the level.
    Surface,
}

choices!(
    View, "view",
    Heatmap => "heatmap" "a colour for each cell",
    Surface => "surface" "three-dimensional, level upward",
);

/// The appearance of a figure.
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
    /// The projection of the data; a surface has no panels and shows one channel. Default: flat.
    pub view: View,
    /// The azimuth of a surface's viewer, in degrees from the end of the time axis toward that of the frequency axis.
    /// Default: −60.
    pub azimuth: f64,
    /// The elevation of a surface's viewer, in degrees above the floor, 0 to 90. Default: 35.
    pub elevation: f64,
    /// Whether the waveform is shown above its spectrogram. Default: false.
    pub waveform: bool,
    /// Whether the mean and the maximum spectrum are shown beside the spectrogram. Default: false.
    pub spectrum: bool,
    /// Whether grid lines continue the labelled ticks across the data. Default: false.
    pub grid: bool,
    /// The names of channels that are stacked, one per lane. Default: none, a single picture without a name.
    pub channels: Vec<String>,
    /// Background and ink. Default: light.
    pub theme: Theme,
    /// The colours of the data. Default: viridis.
    pub colormap: Colormap,
    /// The quantity and range of the colours. Default: decibels over the automatic range.
    pub levels: LevelOption,
    /// Size of the labels in pixels per em at zoom 1; titles are larger in proportion. Default: 12.
    pub font_size: f64,
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
            view: View::default(),
            azimuth: -60.0,
            elevation: 35.0,
            waveform: false,
            spectrum: false,
            grid: false,
            channels: Vec::new(),
            theme: Theme::default(),
            colormap: Colormap::default(),
            levels: LevelOption::default(),
            font_size: LABEL_SIZE,
            zoom: 1.0,
        }
    }
}

impl FigureOptions {
    /// Refuses lines of a grid where there are no ticks, or others already.
    ///
    /// # Errors
    /// [`Error::InvalidOption`].
    pub(super) fn check_grid(&self) -> Result<()> {
        let reason = match (self.grid, self.axes, self.view) {
            (true, false, _) => "cannot be drawn without axes: its lines start at axis ticks",
            (true, true, View::Surface) => "requires the heatmap view: a surface always has lines on its walls",
            _ => return Ok(()),
        };
        Err(Error::invalid(OptionName::Grid, reason))
    }
}
