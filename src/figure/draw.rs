//! Drawing a whole figure.

use std::borrow::Cow;

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters_backend::DrawingBackend;

use super::axes::{Axis, Side, titles};
use super::colorbar::Colorbar;
use super::entries::MapEntries;
use super::grid;
use super::heatmap::{Bitmap, colors, entry_indices};
use super::layout::{Lane, Layout};
use super::options::FigureOptions;
use super::paint::{Canvas, Look};
use super::pictures::fitted;
use super::rect::Rect;
use super::scale::{Scale, bytes};
use super::spectrum::SpectrumPanel;
use super::surface::Surface;
use super::ticks::{self, Ticks};
use super::waveform::{Amplitudes, Waveform};
use crate::error::Result;
use crate::level::{ColorScale, Levels};
use crate::spectrogram::{Picture, Spectrogram};

/// Draws a figure on a surface of the layout's size.
///
/// The colours stand for `levels` in all `pictures`, one for each lane of the layout: those of
/// [`Levels::of_pictures`] are what the options ask for.
///
/// # Errors
/// [`Error::InvalidOption`](crate::Error::InvalidOption) unless there is a picture for each lane, with a whole number of columns and rows for
/// each pixel of its plot; else
/// the backend's.
pub fn draw<DB: DrawingBackend<ErrorType: 'static>>(
    root: &DrawingArea<DB, Shift>,
    pictures: &[Picture],
    options: &FigureOptions,
    layout: &Layout,
    levels: Levels,
) -> Result<()> {
    let scale = Scale {
        levels,
        colors: ColorScale::new(levels),
        table: options.colormap.table(),
        no_data: bytes(options.theme.palette().no_data),
    };
    draw_parts(root, &fitted(pictures, layout)?, options, layout, &scale, true)
}

/// Draws everything of a figure but the data of its heat maps, in the colours of `entries` where [`draw`] would take
/// those of the map: for a canvas of palette indices, onto which the data are put as [`data_indices`].
///
/// # Errors
/// As [`draw`].
pub fn draw_around<DB: DrawingBackend<ErrorType: 'static>>(
    root: &DrawingArea<DB, Shift>,
    pictures: &[Picture],
    options: &FigureOptions,
    layout: &Layout,
    levels: Levels,
    entries: &MapEntries,
) -> Result<()> {
    let (colors, no_data) = (ColorScale::new(levels), bytes(options.theme.palette().no_data));
    let scale = Scale { levels, colors, table: entries.table(), no_data };
    draw_parts(root, &fitted(pictures, layout)?, options, layout, &scale, false)
}

/// The data of each lane's heat map as entries of a map with fewer colours, and the place where they belong.
///
/// # Shape
/// Row by row from the top; a byte a pixel.
///
/// # Errors
/// As [`draw`].
pub fn data_indices(
    pictures: &[Picture],
    layout: &Layout,
    levels: Levels,
    entries: &MapEntries,
) -> Result<Vec<(Rect, Vec<u8>)>> {
    let (pictures, colors) = (fitted(pictures, layout)?, ColorScale::new(levels));
    let indices = |picture: &Picture| entry_indices(&picture.spectrogram.cells, &colors, entries);
    Ok(layout.lanes.iter().zip(&pictures).map(|(lane, picture)| (lane.plot, indices(picture))).collect())
}

/// Draws a figure, with the data of heat maps or without.
fn draw_parts<DB: DrawingBackend<ErrorType: 'static>>(
    root: &DrawingArea<DB, Shift>,
    pictures: &[Cow<'_, Picture>],
    options: &FigureOptions,
    layout: &Layout,
    scale: &Scale,
    with_data: bool,
) -> Result<()> {
    let (canvas, look) = (Canvas(root), Look::new(options));
    let amplitudes = Amplitudes::of(pictures.iter().map(Cow::as_ref));
    if let Some(background) = look.palette.background {
        canvas.background(background)?;
    }
    if let Some((title, space)) = &layout.title {
        canvas.text(title, (space.x, space.y), look.title())?;
    }
    if let Some(in_scene) = &layout.scene {
        let (scene, axes, spectrogram) = (layout.plot, options.axes, &pictures[0].spectrogram);
        Surface { scene, layout: in_scene, axes, spectrogram, scale }.draw(&canvas, &look)?;
    }
    for (lane, picture) in layout.lanes.iter().zip(pictures).filter(|_| layout.scene.is_none()) {
        if with_data {
            let colors = colors(&picture.spectrogram.cells, &scale.colors, &scale.table, scale.no_data);
            canvas.draw(&Bitmap::new(lane.plot, colors))?;
        }
        draw_lane(&canvas, &look, (lane, layout), picture, scale, amplitudes)?;
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

/// Draws everything of one channel but its data.
fn draw_lane<DB: DrawingBackend<ErrorType: 'static>>(
    canvas: &Canvas<'_, DB>,
    look: &Look,
    (lane, layout): (&Lane, &Layout),
    picture: &Picture,
    scale: &Scale,
    amplitudes: Amplitudes,
) -> Result<()> {
    let (plot, frame, spectrogram) = (lane.plot, layout.frame, &picture.spectrogram);
    if let Some((name, space)) = &lane.name {
        canvas.text(name, (space.x, space.y), look.name())?;
    }
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
    ticks::time(spectrogram.time, &look.dimensions.space_across(plot.width, beyond, &measure))
}
