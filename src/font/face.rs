//! The embedded face and its metrics.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, GlyphId};

/// The family name, as style sheets and plotters' text styles know it.
pub const FAMILY: &str = "DejaVu Sans";

/// Heights of the font at one size, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FontMetrics {
    /// From the baseline up to the top of the line's box.
    pub ascent: f64,
    /// From the baseline down to the bottom of the line's box; positive.
    pub descent: f64,
    /// Height of `H`.
    pub cap_height: f64,
    /// Height of `x`.
    pub x_height: f64,
}

/// The parsed face, with the heights that must be measured from an outline, in font units.
pub(super) struct Face {
    pub(super) font: FontRef<'static>,
    pub(super) units_per_em: f64,
    cap_height: f64,
    x_height: f64,
}

pub(super) static FACE: LazyLock<Face> = LazyLock::new(|| {
    let font = FontRef::try_from_slice(data()).expect("the embedded font is valid");
    let height_of = |letter| {
        let outline = font.outline(font.glyph_id(letter)).expect("the embedded font has Latin letters");
        f64::from(outline.bounds.min.y)
    };
    let (cap_height, x_height) = (height_of('H'), height_of('x'));
    let units_per_em = font.units_per_em().expect("the embedded font states its em").into();
    Face { font, units_per_em, cap_height, x_height }
});

/// The font's heights at `size` pixels per em.
pub fn metrics(size: f64) -> FontMetrics {
    let scale = size / FACE.units_per_em;
    FontMetrics {
        ascent: f64::from(FACE.font.ascent_unscaled()) * scale,
        descent: -f64::from(FACE.font.descent_unscaled()) * scale,
        cap_height: FACE.cap_height * scale,
        x_height: FACE.x_height * scale,
    }
}

/// The embedded font file.
pub fn data() -> &'static [u8] {
    dejavu::sans::regular()
}

/// The advance width of a glyph, in ems.
pub fn advance(id: u16) -> f64 {
    f64::from(FACE.font.h_advance_unscaled(GlyphId(id))) / FACE.units_per_em
}
