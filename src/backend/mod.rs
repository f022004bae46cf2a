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

mod coverage;
mod palette;
mod pdf;
mod raster;
mod svg;

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, BackendCoord, DrawingErrorKind};

use crate::error::{Error, Result};
use crate::font;

pub use palette::Indexed;
pub use pdf::Pdf;
pub use raster::Raster;
pub use svg::{ImageEncoder, Svg};

/// What drawing on a canvas of this crate returns.
type Drawn<T = ()> = Result<T, DrawingErrorKind<Error>>;

/// The largest text in pixels per em; one glyph of it takes 16 MiB for a moment.
const LARGEST_TEXT: f64 = 2048.0;

/// A finished picture.
///
/// # Shape
/// Rows from the top, `width` pixels each, four bytes a pixel: red, green,
/// blue, alpha, not premultiplied.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    width: u32,
    height: u32,
    rgba: Vec<u8>,
}

impl Image {
    /// Wraps pixels in the order of rows.
    ///
    /// # Panics
    /// Unless `rgba.len() == 4 * width * height`.
    pub fn from_rgba(width: u32, height: u32, rgba: Vec<u8>) -> Self {
        assert_eq!(
            rgba.len(),
            4 * width as usize * height as usize,
            "a {width} x {height} picture needs 4 bytes a pixel"
        );
        Self { width, height, rgba }
    }

    /// Copies opaque pixels of three bytes.
    ///
    /// # Panics
    /// Unless `rgb.len() == 3 * width * height`.
    pub fn from_rgb(width: u32, height: u32, rgb: &[u8]) -> Self {
        assert_eq!(
            rgb.len(),
            3 * width as usize * height as usize,
            "a {width} x {height} bitmap needs 3 bytes a pixel"
        );
        let mut rgba = vec![255; rgb.len() / 3 * 4];
        copy_rgb(rgb, &mut rgba);
        Self { width, height, rgba }
    }

    /// Pixels in a row.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The bytes, four a pixel.
    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }
}

/// Copies pixels of three bytes onto pixels of four, as opaque ones.
fn copy_rgb(rgb: &[u8], rgba: &mut [u8]) {
    for (to, from) in rgba.chunks_exact_mut(4).zip(rgb.chunks_exact(3)) {
        to.copy_from_slice(&[from[0], from[1], from[2], 255]);
    }
}

/// A block of whole pixels; `right` and `bottom` are the first beyond it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Block {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

impl Block {
    /// All pixels between two corners, both included.
    fn spanning(a: BackendCoord, b: BackendCoord) -> Self {
        Self {
            left: a.0.min(b.0).into(),
            top: a.1.min(b.1).into(),
            right: i64::from(a.0.max(b.0)) + 1,
            bottom: i64::from(a.1.max(b.1)) + 1,
        }
    }

    /// All pixels within `reach` of the rectangle that points span; empty for no points.
    fn around(points: &[[f64; 2]], reach: f64) -> Self {
        let mut block = Self { left: i64::MAX, top: i64::MAX, right: i64::MIN, bottom: i64::MIN };
        for &[x, y] in points {
            block.left = block.left.min((x - reach).floor() as i64);
            block.top = block.top.min((y - reach).floor() as i64);
            block.right = block.right.max((x + reach).ceil() as i64);
            block.bottom = block.bottom.max((y + reach).ceil() as i64);
        }
        block
    }

    /// The part of it that lies in another block; of no pixels where they do not meet.
    fn within(self, other: Self) -> Self {
        let (left, top) = (self.left.clamp(other.left, other.right), self.top.clamp(other.top, other.bottom));
        Self { left, top, right: self.right.clamp(left, other.right), bottom: self.bottom.clamp(top, other.bottom) }
    }

    fn width(self) -> usize {
        (self.right - self.left) as usize
    }

    fn height(self) -> usize {
        (self.bottom - self.top) as usize
    }

    /// The pixels of an upright or level line; `None` for a slanted one.
    fn of_line(a: BackendCoord, b: BackendCoord, width: u32) -> Option<Self> {
        let (low, width) = (i64::from(width / 2), i64::from(width));
        let line = Self::spanning(a, b);
        if a.1 == b.1 {
            Some(Self { top: line.top - low, bottom: line.top - low + width, ..line })
        } else if a.0 == b.0 {
            Some(Self { left: line.left - low, right: line.left - low + width, ..line })
        } else {
            None
        }
    }

    /// The four sides of the border that runs along the outermost pixels; none overlap.
    fn border(a: BackendCoord, b: BackendCoord, width: u32) -> [Self; 4] {
        let (low, high) = (i64::from(width / 2), i64::from(width) - i64::from(width / 2));
        let edge = Self::spanning(a, b);
        let outer = Self {
            left: edge.left - low,
            top: edge.top - low,
            right: edge.right - 1 + high,
            bottom: edge.bottom - 1 + high,
        };
        // Where the line is thicker than the hole, the upper and left sides take it all.
        let top = (edge.top + high).min(outer.bottom);
        let bottom = (edge.bottom - 1 - low).max(top);
        let left = (edge.left + high).min(outer.right);
        let right = (edge.right - 1 - low).max(left);
        [
            Self { bottom: top, ..outer },
            Self { top: bottom, ..outer },
            Self { top, bottom, right: left, ..outer },
            Self { top, bottom, left: right, ..outer },
        ]
    }
}

/// How far the middle of a line of this width lies from the left or upper edge of the pixel it is drawn at.
fn middle_of_line(width: u32) -> f64 {
    if width.is_multiple_of(2) { 0.0 } else { 0.5 }
}

/// The opacity of a colour, from 0 to 255; 0 for NaN.
fn opacity(color: BackendColor) -> u8 {
    (color.alpha * 255.0).round() as u8
}

/// Checks a text size in pixels per em.
fn checked_size(size: f64) -> Drawn<f64> {
    if size > 0.0 && size <= LARGEST_TEXT {
        Ok(size)
    } else {
        let (what, found) = ("text size".to_owned(), Some(size));
        Err(DrawingErrorKind::DrawingError(Error::limit_of(what, found, LARGEST_TEXT, "pixels")))
    }
}

/// Rows from the centre of the anchor's pixel down to the baseline: a whole number and a half.
fn baseline_below(anchor: Pos, size: f64) -> f64 {
    let cap_height = font::metrics(size).cap_height;
    let below = match anchor.v_pos {
        VPos::Top => cap_height - 0.5,
        VPos::Center => cap_height / 2.0,
        VPos::Bottom => 0.5,
    };
    (below - 0.5).round() + 0.5
}

/// Columns from the centre of the anchor's pixel to the point that the text starts at, ends at or has in its middle.
fn anchor_right(anchor: Pos) -> f64 {
    match anchor.h_pos {
        HPos::Left => -0.5,
        HPos::Center => 0.0,
        HPos::Right => 0.5,
    }
}

/// The size that layouts may reckon with: advance width, and ascent plus descent, rounded up.
fn estimated_size(text: &str, size: f64) -> (u32, u32) {
    let metrics = font::metrics(size);
    (font::text_width(text, size).ceil() as u32, (metrics.ascent + metrics.descent).ceil() as u32)
}
