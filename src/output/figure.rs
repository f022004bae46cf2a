//! Figures as files.

use plotters::drawing::IntoDrawingArea;
use plotters_backend::DrawingBackend;

use super::format::Format;
use super::{pixels, png, record, svg};
use crate::backend::{Image, Pdf, Raster};
use crate::error::{Error, Result};
use crate::figure::{self, Bare, FigureOptions, Layout};
use crate::level::Levels;
use crate::memory;
use crate::spectrogram::Picture;

/// A figure that is ready to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct FigureContent<'a> {
    /// The pictures, one per lane of the layout, with one cell per pixel of its plot.
    pub pictures: &'a [Picture],
    /// The look.
    pub options: &'a FigureOptions,
    /// The places of its parts.
    pub layout: &'a Layout,
    /// The levels of its colours.
    pub levels: Levels,
    /// Pixels per inch, which set the printed size. `None` leaves it unstated; a PDF then has 96.
    pub dpi: Option<f64>,
    /// The record of how it was made, in JSON, stored in PNG, SVG and PDF files; empty for none.
    pub record: &'a str,
}

/// A format for figures.
pub struct FigureFormat {
    /// The name users type, which is also the file extension.
    pub name: &'static str,
    /// Other extensions of this format.
    pub other_extensions: &'static [&'static str],
    /// One line for the help text.
    pub about: &'static str,
    /// Whether text stays text, which a viewer draws with its own fonts.
    pub keeps_text: bool,
    /// Whether the file states a printed size.
    pub keeps_dpi: bool,
    /// Draws and encodes a figure.
    ///
    /// # Errors
    /// [`Error::Encode`]; [`Error::Limit`] if the figure exceeds the format's limits, [`Error::Memory`] if it needs too
    /// much memory.
    pub draw: fn(&FigureContent<'_>) -> Result<Vec<u8>>,
}

/// The defaults of most formats.
const PIXELS: FigureFormat =
    FigureFormat { name: "", other_extensions: &[], about: "", keeps_text: false, keeps_dpi: true, draw: draw_png };

/// Bytes per pixel of an image, of its copy without alpha, and of the file as it grows.
const BYTES_PER_PIXEL: u64 = 4 + 4 + 12;

/// The most bytes of memory for drawing and encoding a figure, in any format.
pub fn bytes_to_draw(layout: &Layout) -> u64 {
    BYTES_PER_PIXEL * u64::from(layout.width) * u64::from(layout.height)
}

impl Format for FigureFormat {
    const ALL: &'static [Self] = &[
        Self { name: "png", about: "pixels, lossless", draw: draw_png, ..PIXELS },
        Self {
            name: "svg",
            about: "text and lines as vectors, one embedded image",
            keeps_text: true,
            keeps_dpi: false,
            draw: draw_svg,
            ..PIXELS
        },
        Self { name: "pdf", about: "vector text and lines for print, font embedded", draw: draw_pdf, ..PIXELS },
        Self { name: "jpg", other_extensions: &["jpeg"], about: "pixels, lossy", draw: draw_jpeg, ..PIXELS },
        Self { name: "webp", about: "pixels, lossless and small", keeps_dpi: false, draw: draw_webp, ..PIXELS },
        Self { name: "tif", other_extensions: &["tiff"], about: "pixels, lossless", draw: draw_tiff, ..PIXELS },
    ];

    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn other_extensions(&self) -> &'static [&'static str] {
        self.other_extensions
    }
}

impl<'a> FigureContent<'a> {
    /// A figure with the levels that its options request, no stated printed size and no record.
    pub fn new(pictures: &'a [Picture], options: &'a FigureOptions, layout: &'a Layout) -> Self {
        let levels = Levels::of_pictures(options.levels, pictures);
        Self { pictures, options, layout, levels, dpi: None, record: "" }
    }

    /// The file's metadata: keywords and texts.
    fn notes(&self, [title, software, record]: [&'static str; 3]) -> Vec<(&'static str, String)> {
        let titled = self.options.title.iter().map(|text| (title, text.clone()));
        let signed = (!software.is_empty()).then(|| (software, record::SOFTWARE.to_owned()));
        let recorded = (!self.record.is_empty()).then(|| (record, record::in_ascii(self.record)));
        titled.chain(signed).chain(recorded).collect()
    }

    /// Refuses a figure that needs more memory than available.
    fn check_memory(&self) -> Result<()> {
        let Layout { width, height, .. } = self.layout;
        memory::check(|| format!("drawing {width}x{height} pixels"), bytes_to_draw(self.layout))
    }

    fn draw_on<DB: DrawingBackend<ErrorType = Error>>(&self, canvas: DB) -> Result<()> {
        figure::draw(&canvas.into_drawing_area(), self.pictures, self.options, self.layout, self.levels)
    }

    fn pixels(&self) -> Result<Image> {
        self.check_memory()?;
        let mut canvas = Raster::new(self.layout.width, self.layout.height, None)?;
        self.draw_on(&mut canvas)?;
        Ok(canvas.into_image())
    }
}

fn draw_png(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    let texts = figure.notes(["Title", "Software", record::KEYWORD]);
    let extras = png::Extras {
        pixels_per_metre: figure.dpi.map(|dpi| (dpi / 0.0254).round() as u32),
        texts: texts.into_iter().map(|(keyword, text)| (keyword.to_owned(), text)).collect(),
    };
    // In a bare raster, the palette indices represent the level, so that programs need no colours to read it.
    let size = (figure.layout.width, figure.layout.height);
    if let Some(Bare { indices, table }) = figure::bare(figure.pictures, figure.options, figure.layout, figure.levels)?
    {
        return png::encode_indices(size, &indices, &table, &extras);
    }
    png::encode(&figure.pixels()?, &extras)
}

fn draw_svg(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    figure.check_memory()?;
    let mut canvas = svg::canvas(figure.layout.width, figure.layout.height, None);
    if !figure.record.is_empty() {
        canvas.add_metadata(record::KEYWORD, &record::in_ascii(figure.record));
    }
    figure.draw_on(&mut canvas)?;
    Ok(canvas.into_document().into_bytes())
}

fn draw_pdf(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    figure.check_memory()?;
    let mut canvas = Pdf::new(figure.layout.width, figure.layout.height, figure.dpi.unwrap_or(96.0));
    figure.draw_on(&mut canvas)?;
    let notes = figure.notes(["Title", "Producer", record::ENTRY]);
    let notes: Vec<(&str, &str)> = notes.iter().map(|(key, text)| (*key, text.as_str())).collect();
    canvas.into_document(&notes)
}

fn draw_jpeg(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    pixels::jpeg(&figure.pixels()?, figure.dpi)
}

fn draw_webp(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    pixels::webp(&figure.pixels()?)
}

fn draw_tiff(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    pixels::tiff(&figure.pixels()?, figure.dpi)
}
