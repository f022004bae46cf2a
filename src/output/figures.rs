//! The registry of formats for figures.

use super::figure::FigureFormat;
use super::format::Format;
use super::{jpeg, pdf, png, svg, tiff, webp};

impl Format for FigureFormat {
    const ALL: &'static [Self] = &[png::FORMAT, svg::FORMAT, pdf::FORMAT, jpeg::FORMAT, webp::FORMAT, tiff::FORMAT];

    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn other_extensions(&self) -> &'static [&'static str] {
        self.other_extensions
    }

    fn in_browsers(&self) -> bool {
        self.in_browsers
    }
}
