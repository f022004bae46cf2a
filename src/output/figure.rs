//! Figures as files.

use plotters::drawing::IntoDrawingArea;
use plotters::style::RGBColor;
use plotters_backend::DrawingBackend;

use super::record;
use crate::backend::{Image, Indexed, Raster};
use crate::error::{Error, Result};
use crate::figure::{self, Bare, FigureOptions, Layout, MapEntries};
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
    /// The record of how it was made, in JSON, stored in the file; empty for none.
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
    /// Whether browsers show the file as an image in a page.
    pub in_browsers: bool,
    /// Draws and encodes a figure.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] for a look that the format has no place for; [`Error::Encode`]; [`Error::Limit`] if the figure exceeds the format's limits, [`Error::Memory`] if it needs too
    /// much memory.
    pub draw: fn(&FigureContent<'_>) -> Result<Vec<u8>>,
}

/// Colours of the map in an indexed figure; panels need more of the palette's 256 for themselves.
const ENTRIES: usize = 192;
const ENTRIES_BESIDE_PANELS: usize = 128;

/// Bytes per pixel of an image, of its copy without alpha, and of the file as it grows.
const BYTES_PER_PIXEL: u64 = 4 + 4 + 12;

/// The most bytes of memory for drawing and encoding a figure, in any format.
pub fn bytes_to_draw(layout: &Layout) -> u64 {
    BYTES_PER_PIXEL * u64::from(layout.width) * u64::from(layout.height)
}

impl<'a> FigureContent<'a> {
    /// A figure with the levels that its options request, no stated printed size and no record.
    pub fn new(pictures: &'a [Picture], options: &'a FigureOptions, layout: &'a Layout) -> Self {
        let levels = Levels::of_pictures(options.levels, pictures);
        Self { pictures, options, layout, levels, dpi: None, record: "" }
    }

    /// The file's metadata: keywords and texts.
    pub(super) fn notes(&self, [title, software, record]: [&'static str; 3]) -> Vec<(&'static str, String)> {
        let titled = self.options.title.iter().map(|text| (title, text.clone()));
        let signed = (!software.is_empty()).then(|| (software, record::SOFTWARE.to_owned()));
        let recorded = (!self.record.is_empty()).then(|| (record, record::in_ascii(self.record)));
        titled.chain(signed).chain(recorded).collect()
    }

    /// Refuses a figure that needs more memory than available.
    pub(super) fn check_memory(&self) -> Result<()> {
        let Layout { width, height, .. } = self.layout;
        memory::check(|| format!("drawing {width}x{height} pixels"), bytes_to_draw(self.layout))
    }

    pub(super) fn draw_on<DB: DrawingBackend<ErrorType = Error>>(&self, canvas: DB) -> Result<()> {
        figure::draw(&canvas.into_drawing_area(), self.pictures, self.options, self.layout, self.levels)
    }

    /// The figure as indices into a palette: first the colours of the map in ascending order of level, 192 or beside
    /// panels 128 of them, then that of cells without data, then those of the parts around.
    ///
    /// `None` for figures that need other colours: with a transparent background, as a surface, with grid lines on the
    /// data, or with too many colours around it.
    pub(super) fn indexed(&self) -> Result<Option<Indexed>> {
        let Self { pictures, options, layout, levels, .. } = *self;
        let theme = options.theme.palette();
        if theme.background.is_none() || layout.scene.is_some() || options.grid {
            return Ok(None);
        }
        self.check_memory()?;
        let RGBColor(red, green, blue) = theme.no_data;
        let count = if options.waveform || options.spectrum { ENTRIES_BESIDE_PANELS } else { ENTRIES };
        let entries = MapEntries::new(&options.colormap.table(), count, [red, green, blue]);
        let mut canvas = Raster::indexed(layout.width, layout.height, entries.colors())?;
        figure::draw_around(&(&mut canvas).into_drawing_area(), pictures, options, layout, levels, &entries)?;
        for (plot, indices) in figure::data_indices(pictures, layout, levels, &entries)? {
            canvas.put_indices((plot.x, plot.y), plot.width.unsigned_abs(), &indices);
        }
        Ok(canvas.into_indexed())
    }

    /// The figure as colours, the same in every format of pixels.
    ///
    /// # Errors
    /// As the formats' `draw`.
    pub fn pixels(&self) -> Result<Image> {
        let Layout { width, height, .. } = *self.layout;
        if let Some(Bare { indices, table }) = figure::bare(self.pictures, self.options, self.layout, self.levels)? {
            let rgb: Vec<u8> = indices.iter().flat_map(|index| table[usize::from(*index)]).collect();
            return Ok(Image::from_rgb(width, height, &rgb));
        }
        if let Some(indexed) = self.indexed()? {
            return Ok(indexed.into_image(width, height));
        }
        self.colors()
    }

    pub(super) fn colors(&self) -> Result<Image> {
        self.check_memory()?;
        let mut canvas = Raster::new(self.layout.width, self.layout.height, None)?;
        self.draw_on(&mut canvas)?;
        Ok(canvas.into_image())
    }
}
