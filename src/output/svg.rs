//! SVG documents.

use plotters::style::RGBColor;

use crate::backend::Svg;
use crate::output::png;

/// A canvas for a document whose bitmaps are PNG, with a palette if possible.
pub fn canvas(width: u32, height: u32, background: Option<RGBColor>) -> Svg {
    Svg::new(width, height, background, |image| png::encode(image, &png::Extras::default()))
}
