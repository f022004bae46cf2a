//! The figure: a spectrogram with its axes, drawn with plotters on any backend.
//!
//! [`Layout::new`] says beforehand how many columns and rows the data area has;
//! once the spectrogram is computed at that size, [`draw`] puts it in its place.

mod axes;
mod bare;
mod colorbar;
mod dimensions;
mod grid;
mod heatmap;
mod layout;
mod level_axis;
mod paint;
mod rect;
mod spectrum;
mod surface;
mod theme;
pub mod ticks;
mod waveform;

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::RGBColor;
use plotters_backend::DrawingBackend;

use crate::choice::choices;
use crate::colormap::{Colormap, Table};
use crate::error::{Error, OptionName, Result};
use crate::level::{ColorScale, LevelOption, Levels};
use crate::quantity::Quantity;
use crate::spectrogram::{Picture, Spectrogram};
use axes::{Axis, Side};
use colorbar::Colorbar;
use heatmap::Bitmap;
use level_axis::LevelAxis;
use paint::{Canvas, Look};
use spectrum::SpectrumPanel;
use surface::Surface;
use ticks::Ticks;
use waveform::{Amplitudes, Waveform};

pub use bare::{Bare, bare};
pub use heatmap::colors;
pub use layout::{AxisLayout, ColorbarLayout, LONGEST_SIDE, Lane, Layout, MOST_PIXELS, PanelLayout, SceneLayout};
pub use rect::Rect;
pub use surface::Camera;
pub use theme::{Palette, Theme};
pub use waveform::amplitude_range;

/// What a size in pixels is the size of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureSize {
    /// Width and height of the whole figure.
    Whole(u32, u32),
    /// Width and height of the data area; the figure grows around it.
    Plot(u32, u32),
}

/// What may be drawn besides the spectrogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// The signal above its spectrogram, on the same time axis.
    Waveform,
    /// The mean and the strongest spectrum beside, on the same frequency axis.
    Spectrum,
}

choices!(
    Panel, "panel",
    Waveform => "waveform" "above; of complex samples, I",
    Spectrum => "spectrum" "mean and maximum, on the right",
);

/// How the data are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Flat: a colour for each cell.
    #[default]
    Heatmap,
    /// A surface over time and frequency, its height and colour the level.
    Surface,
}

choices!(
    View, "view",
    Heatmap => "heatmap" "a colour for each cell",
    Surface => "surface" "three-dimensional, level upward",
);

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
    /// How the data are shown; a surface has no panels and shows one channel. Default: flat.
    pub view: View,
    /// Where the viewer of a surface is, in degrees from the end of the time axis toward that of the frequency axis.
    /// Default: −60.
    pub azimuth: f64,
    /// How high the viewer of a surface is, in degrees above the floor, 0 to 90. Default: 35.
    pub elevation: f64,
    /// Whether the signal is shown above its spectrogram. Default: false.
    pub waveform: bool,
    /// Whether the mean and the strongest spectrum are shown beside the spectrogram. Default: false.
    pub spectrum: bool,
    /// Whether lines go on from the labelled ticks across the data. Default: false.
    pub grid: bool,
    /// The names of channels that are shown one above another. Default: none, for one picture without a name.
    pub channels: Vec<String>,
    /// Background and ink. Default: light.
    pub theme: Theme,
    /// The colours of the data. Default: viridis.
    pub colormap: Colormap,
    /// What the colours stand for. Default: decibels over the automatic range.
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
            font_size: dimensions::LABEL_SIZE,
            zoom: 1.0,
        }
    }
}

/// Draws a figure on a surface of the layout's size.
///
/// The colours stand for `levels` in all `pictures`, one for each lane of the layout: those of
/// [`Levels::of_pictures`] are what the options ask for.
///
/// # Errors
/// [`Error::InvalidOption`] unless there is a picture for each lane, of as many cells as its plot has pixels; else
/// the backend's.
pub fn draw<DB: DrawingBackend<ErrorType: 'static>>(
    root: &DrawingArea<DB, Shift>,
    pictures: &[Picture],
    options: &FigureOptions,
    layout: &Layout,
    levels: Levels,
) -> Result<()> {
    check(pictures, layout)?;
    let (canvas, look) = (Canvas(root), Look::new(options));
    let scale = Scale {
        levels,
        colors: ColorScale::new(levels),
        table: options.colormap.table(),
        no_data: bytes(look.palette.no_data),
    };
    let amplitudes = Amplitudes::of(pictures);
    if let Some(background) = look.palette.background {
        canvas.background(background)?;
    }
    if let Some((title, room)) = &layout.title {
        canvas.text(title, (room.x, room.y), look.title())?;
    }
    if let Some(in_scene) = &layout.scene {
        let (scene, axes, spectrogram) = (layout.plot, options.axes, &pictures[0].spectrogram);
        Surface { scene, layout: in_scene, axes, spectrogram, scale: &scale }.draw(&canvas, &look)?;
    }
    for (lane, picture) in layout.lanes.iter().zip(pictures).filter(|_| layout.scene.is_none()) {
        draw_lane(&canvas, &look, (lane, layout), picture, &scale, amplitudes)?;
    }
    let spectrogram = &pictures[0].spectrogram;
    if let (Some(time), Some(last)) = (&layout.time, layout.lanes.last()) {
        let ticks = time_ticks(layout, spectrogram, &look);
        let titles = titles("Time", &ticks.unit);
        Axis { side: Side::Below, inner: last.plot, layout: time, ticks: &ticks, titles: &titles }
            .draw(&canvas, &look)?;
    }
    if let Some(layout) = &layout.colorbar {
        Colorbar { layout, axis: scale.axis(&spectrogram.quantity), table: &scale.table }.draw(&canvas, &look)?;
    }
    Ok(())
}

/// How levels become colours.
struct Scale {
    levels: Levels,
    colors: ColorScale,
    table: Table,
    no_data: [u8; 3],
}

impl Scale {
    fn axis<'a>(&self, quantity: &'a Quantity) -> LevelAxis<'a> {
        LevelAxis { levels: self.levels, quantity }
    }
}

fn bytes(color: RGBColor) -> [u8; 3] {
    [color.0, color.1, color.2]
}

/// Draws what there is of one channel.
fn draw_lane<DB: DrawingBackend<ErrorType: 'static>>(
    canvas: &Canvas<'_, DB>,
    look: &Look,
    (lane, layout): (&Lane, &Layout),
    picture: &Picture,
    scale: &Scale,
    amplitudes: Amplitudes,
) -> Result<()> {
    let (plot, frame, spectrogram) = (lane.plot, layout.frame, &picture.spectrogram);
    if let Some((name, room)) = &lane.name {
        canvas.text(name, (room.x, room.y), look.name())?;
    }
    canvas.draw(&Bitmap::new(plot, colors(&spectrogram.cells, &scale.colors, &scale.table, scale.no_data)))?;
    if look.grid {
        grid::draw(canvas, plot, &time_ticks(layout, spectrogram, look), &layout.frequency_ticks, look)?;
    }
    if let (Some(layout), Some(envelope)) = (&lane.waveform, &picture.envelope) {
        Waveform { layout, amplitudes, envelope, unit: &spectrogram.quantity.unit }.draw(canvas, look)?;
    }
    if let (Some(panel), Some(spectrum)) = (&lane.spectrum, &picture.spectrum) {
        let levels = scale.axis(&spectrogram.quantity);
        SpectrumPanel { layout: panel, levels, spectrum, frequency_ticks: &layout.frequency_ticks }
            .draw(canvas, look)?;
    }
    if frame > 0 {
        for inner in [Some(plot), lane.waveform.map(|panel| panel.inner), lane.spectrum.map(|panel| panel.inner)] {
            inner.map_or(Ok(()), |inner| canvas.frame(inner, frame, look.palette.line))?;
        }
    }
    let Some(frequency) = &lane.frequency else { return Ok(()) };
    let ticks = &layout.frequency_ticks;
    let titles = titles("Frequency", &ticks.unit);
    Axis { side: Side::Left, inner: plot, layout: frequency, ticks, titles: &titles }.draw(canvas, look)
}

/// The ticks of the time axis; none where it has no room.
fn time_ticks(layout: &Layout, spectrogram: &Spectrogram, look: &Look) -> Ticks {
    let (plot, Some(time)) = (layout.plot, layout.time) else { return Ticks::default() };
    let measure = |label: &str| look.dimensions.label_width(label);
    let beyond = (plot.x - time.labels.x, time.labels.right() - plot.right());
    ticks::time(spectrogram.time, &look.dimensions.room_across(plot.width, beyond, &measure))
}

fn check(pictures: &[Picture], layout: &Layout) -> Result<()> {
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

/// The title of an axis, and what is left of it where room is short.
fn titles(quantity: &str, unit: &str) -> [String; 2] {
    [format!("{quantity} ({unit})"), unit.to_owned()]
}
