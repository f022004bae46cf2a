//! Text placement on a canvas.

use plotters_backend::DrawingErrorKind;
use plotters_backend::text_anchor::{HPos, Pos, VPos};

use super::canvas::Drawn;
use crate::error::Error;
use crate::font;

/// The largest text in pixels per em; one glyph of it takes 16 MiB for a moment.
const LARGEST_TEXT: f64 = 2048.0;

/// Checks a text size in pixels per em.
pub(super) fn checked_size(size: f64) -> Drawn<f64> {
    if size > 0.0 && size <= LARGEST_TEXT {
        Ok(size)
    } else {
        let (what, found) = ("text size".to_owned(), Some(size));
        Err(DrawingErrorKind::DrawingError(Error::limit_of(what, found, LARGEST_TEXT, "pixels")))
    }
}

/// Rows from the centre of the anchor's pixel down to the baseline: a whole number and a half.
pub(super) fn baseline_below(anchor: Pos, size: f64) -> f64 {
    let cap_height = font::metrics(size).cap_height;
    let below = match anchor.v_pos {
        VPos::Top => cap_height - 0.5,
        VPos::Center => cap_height / 2.0,
        VPos::Bottom => 0.5,
    };
    (below - 0.5).round() + 0.5
}

/// Columns from the centre of the anchor's pixel to the start, the middle or the end of the text.
pub(super) fn anchor_right(anchor: Pos) -> f64 {
    match anchor.h_pos {
        HPos::Left => -0.5,
        HPos::Center => 0.0,
        HPos::Right => 0.5,
    }
}

/// The size that layouts may rely on: advance width, and ascent plus descent, rounded up.
pub(super) fn estimated_size(text: &str, size: f64) -> (u32, u32) {
    let metrics = font::metrics(size);
    (font::text_width(text, size).ceil() as u32, (metrics.ascent + metrics.descent).ceil() as u32)
}
