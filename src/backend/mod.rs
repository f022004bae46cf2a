//! The surfaces that figures are drawn on: implementations of plotters' `DrawingBackend`.
//!
//! They agree to the pixel about where things land:
//!
//! * A coordinate (x, y) names a pixel, not a corner; its centre is (x + ½, y + ½).
//! * Lines and rectangles include the pixels at both ends, as in plotters' own
//!   rasterizer: a filled rectangle from (1, 1) to (3, 2) is 3 × 2 pixels.
//! * A horizontal line of width w covers rows y − ⌊w/2⌋ … y − ⌊w/2⌋ + w − 1, and
//!   upright ones likewise, wholly and nothing else. Slanted lines, circles and
//!   polygons run through the centres of pixels and are anti-aliased; lines of
//!   more than two points, and slanted ones, have round ends and corners.
//! * Text stands in a box as wide as its advances and as high as its capitals,
//!   from the baseline up; descenders hang below. The anchor names the pixel of
//!   that box that lies on (x, y): its first, middle or last column, its first,
//!   middle or last row. Digits centred on a tick are thus centred to the eye.
//!   The baseline is a border between pixel rows. Rotation turns the text
//!   clockwise about the centre of the anchor's pixel.
//!
//! Canvases are drawn on by `&mut` reference, so that they outlive the drawing
//! area that plotters makes of them.

mod block;
mod canvas;
mod coverage;
mod image;
mod palette;
mod pdf;
mod pixels;
mod raster;
mod svg;
mod text;

pub use image::Image;
pub use palette::Indexed;
pub use pdf::Pdf;
pub use pixels::{Indices, Pixels, Rgba};
pub use raster::Raster;
pub use svg::{ImageEncoder, Svg};
