//! Figures as files.

use plotters::drawing::IntoDrawingArea;

use super::{Format, png, svg};
use crate::backend::Raster;
use crate::error::Result;
use crate::figure::{self, FigureOptions, Layout};
use crate::level::Levels;
use crate::spectrogram::Picture;

/// A figure that is ready to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Figure<'a> {
    /// What it shows, one for each lane of the layout; a cell for every pixel of its plot.
    pub pictures: &'a [Picture],
    /// How it looks.
    pub options: &'a FigureOptions,
    /// Where its parts are.
    pub layout: &'a Layout,
}

/// A figure as the bytes of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// The file.
    pub bytes: Vec<u8>,
    /// What its colours stand for.
    pub levels: Levels,
}

/// A format for figures.
pub struct FigureFormat {
    /// The name a user types, which is also the extension of its files.
    pub name: &'static str,
    /// One line for the help text.
    pub about: &'static str,
    /// Draws and encodes a figure.
    pub draw: fn(&Figure<'_>) -> Result<Drawn>,
}

impl Format for FigureFormat {
    const ALL: &'static [Self] = &[
        Self { name: "png", about: "pixels, lossless", draw: draw_png },
        Self { name: "svg", about: "text and lines as vectors, one embedded image", draw: draw_svg },
    ];

    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }
}

fn draw_png(figure: &Figure<'_>) -> Result<Drawn> {
    let mut canvas = Raster::new(figure.layout.width, figure.layout.height, None)?;
    let levels = figure::draw(&(&mut canvas).into_drawing_area(), figure.pictures, figure.options, figure.layout)?;
    Ok(Drawn { bytes: png::encode(&canvas.into_image(), &png::Extras::default())?, levels })
}

fn draw_svg(figure: &Figure<'_>) -> Result<Drawn> {
    let mut canvas = svg::canvas(figure.layout.width, figure.layout.height, None);
    let levels = figure::draw(&(&mut canvas).into_drawing_area(), figure.pictures, figure.options, figure.layout)?;
    Ok(Drawn { bytes: canvas.into_document().into_bytes(), levels })
}
