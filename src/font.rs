//! The one font of every figure, DejaVu Sans, embedded: widths, heights and outlines.
//!
//! Sizes are pixels per em, the `font-size` of CSS. Text is laid out on one
//! line from left to right by advance widths and pair kerning. Characters the
//! font lacks are drawn as its replacement box; control characters and
//! invisible formatting characters take no room and leave no mark.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, GlyphId, OutlineCurve, Point};

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

/// One step of an outline, in pixels from the start of the baseline, y downward.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Starts a contour.
    Move([f32; 2]),
    /// A straight line to a point.
    Line([f32; 2]),
    /// A quadratic curve: control point, end.
    Quad([f32; 2], [f32; 2]),
    /// A cubic curve: two control points, end.
    Cubic([f32; 2], [f32; 2], [f32; 2]),
    /// Ends a contour where it began.
    Close,
}

/// The parsed face with the heights that need a look at an outline, in font units.
struct Face {
    font: FontRef<'static>,
    units_per_em: f64,
    cap_height: f64,
    x_height: f64,
}

static FACE: LazyLock<Face> = LazyLock::new(|| {
    let font = FontRef::try_from_slice(dejavu::sans::regular()).expect("the embedded font is valid");
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

/// The width of `text` at `size` pixels per em: the sum of advance widths and kerning, in pixels.
///
/// Proportional to `size`, so a label measured once may be scaled.
pub fn text_width(text: &str, size: f64) -> f64 {
    let mut glyphs = layout(text);
    glyphs.by_ref().for_each(drop);
    glyphs.pen * size / FACE.units_per_em
}

/// The outline of `text` at `size` pixels per em, its baseline starting at (0, 0).
///
/// Contours are to be filled by the non-zero winding rule.
pub fn outline(text: &str, size: f64) -> impl Iterator<Item = Segment> {
    let scale = size / FACE.units_per_em;
    layout(text).flat_map(move |(glyph, pen)| {
        let curves = FACE.font.outline(glyph).map_or_else(Vec::new, |outline| outline.curves);
        let place =
            move |point: Point| [((f64::from(point.x) + pen) * scale) as f32, (-f64::from(point.y) * scale) as f32];
        segments(&curves, place)
    })
}

/// Whether a character is to be seen at all, be it as an empty space.
pub fn is_drawn(character: char) -> bool {
    let invisible = matches!(character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
    !character.is_control() && !invisible
}

/// Glyphs with the position of each on the baseline, in font units.
fn layout<'a>(text: &'a str) -> Layout<impl Iterator<Item = GlyphId> + use<'a>> {
    let glyphs = text.chars().filter(|&c| is_drawn(c)).map(|c| FACE.font.glyph_id(c));
    Layout { glyphs, previous: None, pen: 0.0 }
}

struct Layout<I> {
    glyphs: I,
    previous: Option<GlyphId>,
    /// Where the next glyph goes, but for its kerning.
    pen: f64,
}

impl<I: Iterator<Item = GlyphId>> Iterator for Layout<I> {
    type Item = (GlyphId, f64);

    fn next(&mut self) -> Option<Self::Item> {
        let glyph = self.glyphs.next()?;
        if let Some(previous) = self.previous.replace(glyph) {
            self.pen += f64::from(FACE.font.kern_unscaled(previous, glyph));
        }
        let at = self.pen;
        self.pen += f64::from(FACE.font.h_advance_unscaled(glyph));
        Some((glyph, at))
    }
}

/// Joins a glyph's loose curves to closed contours of placed points.
fn segments(curves: &[OutlineCurve], place: impl Fn(Point) -> [f32; 2]) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(curves.len() + 8);
    let mut last = None;
    for curve in curves {
        let (from, to, segment) = match *curve {
            OutlineCurve::Line(a, b) => (a, b, Segment::Line(place(b))),
            OutlineCurve::Quad(a, b, c) => (a, c, Segment::Quad(place(b), place(c))),
            OutlineCurve::Cubic(a, b, c, d) => (a, d, Segment::Cubic(place(b), place(c), place(d))),
        };
        if last != Some(from) {
            if last.is_some() {
                segments.push(Segment::Close);
            }
            segments.push(Segment::Move(place(from)));
        }
        segments.push(segment);
        last = Some(to);
    }
    if last.is_some() {
        segments.push(Segment::Close);
    }
    segments
}
