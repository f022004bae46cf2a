//! The single font of all figures, DejaVu Sans, embedded: widths, heights and grey levels.
//!
//! Sizes are pixels per em, the `font-size` of CSS. Text is laid out on one line by advance widths and pair kerning;
//! Hebrew and Arabic run from right to left within it. Characters that the font lacks are drawn as its replacement box;
//! control characters and invisible formatting characters have no width and are not drawn.

mod align;
mod arabic;
mod face;
mod line;
mod order;
mod visible;

pub use face::{FAMILY, FontMetrics, advance, data, metrics};
pub use line::{Glyph, glyphs, missing, rasterize, text_width};
pub use visible::{is_drawn, is_significant};
