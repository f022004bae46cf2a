//! SVG documents.

use plotters::style::RGBColor;

use super::figure::{FigureContent, FigureFormat};
use super::{png, record};
use crate::backend::Svg;
use crate::error::Result;

/// A canvas for a document whose bitmaps are PNG, with a palette if possible.
pub fn canvas(width: u32, height: u32, background: Option<RGBColor>) -> Svg {
    Svg::new(width, height, background, |image| png::encode(image, &png::Extras::default()))
}

/// The format.
pub(super) const FORMAT: FigureFormat = FigureFormat {
    name: "svg",
    other_extensions: &[],
    about: "text and lines as vectors, one embedded image",
    keeps_text: true,
    keeps_dpi: false,
    in_browsers: true,
    draw,
};

fn draw(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    figure.check_memory()?;
    let mut canvas = canvas(figure.layout.width, figure.layout.height, None);
    if !figure.record.is_empty() {
        canvas.add_metadata(record::KEYWORD, &record::in_ascii(figure.record));
    }
    figure.draw_on(&mut canvas)?;
    Ok(canvas.into_document().into_bytes())
}
