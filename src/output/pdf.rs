//! PDF documents.

use super::figure::{FigureContent, FigureFormat};
use super::record;
use crate::backend::Pdf;
use crate::error::Result;

/// The format.
pub(super) const FORMAT: FigureFormat = FigureFormat {
    name: "pdf",
    other_extensions: &[],
    about: "vector text and lines for print, font embedded",
    keeps_text: false,
    keeps_dpi: true,
    in_browsers: false,
    draw,
};

fn draw(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    figure.check_memory()?;
    let mut canvas = Pdf::new(figure.layout.width, figure.layout.height, figure.dpi.unwrap_or(96.0));
    figure.draw_on(&mut canvas)?;
    let notes = figure.notes(["Title", "Producer", record::ENTRY]);
    let notes: Vec<(&str, &str)> = notes.iter().map(|(key, text)| (*key, text.as_str())).collect();
    canvas.into_document(&notes)
}
