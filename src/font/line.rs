//! A line of text: its glyphs, its width, its pixels.

use ab_glyph::{Font, GlyphId, OutlinedGlyph, PxScaleFactor};

use super::face::FACE;
use super::visible::is_drawn;
use super::{align, order};

/// The width of `text` at `size` pixels per em: the sum of advance widths and kerning, in pixels.
///
/// Proportional to `size`, so a label can be measured once and scaled.
pub fn text_width(text: &str, size: f64) -> f64 {
    let text = order::visual(text);
    let mut glyphs = layout(&text);
    glyphs.by_ref().for_each(drop);
    glyphs.pen * size / FACE.units_per_em
}

/// A glyph of a line of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u16,
    /// The character it represents; for an Arabic letter, its contextual form.
    pub character: char,
    /// Its start, in ems from the start of the line.
    pub at: f64,
}

/// The glyphs of a line of text from left to right.
pub fn glyphs(text: &str) -> Vec<Glyph> {
    let text = order::visual(text);
    let characters = text.chars().filter(|&character| is_drawn(character));
    let placed = characters.zip(layout(&text));
    placed.map(|(character, (id, pen))| Glyph { id: id.0, character, at: pen / FACE.units_per_em }).collect()
}

/// The characters of a text for which the font has only its replacement box, each once.
pub fn missing(text: &str) -> Vec<char> {
    let mut missing = Vec::new();
    for character in text.chars().filter(|&character| is_drawn(character)) {
        if FACE.font.glyph_id(character).0 == 0 && !missing.contains(&character) {
            missing.push(character);
        }
    }
    missing
}

/// Draws `text` at `size` pixels per em as grey levels, its baseline starting at (`start`, 0).
///
/// Calls `plot` with the column, the row (downward; −1 is the row just above the baseline) and the coverage of that
/// pixel by the glyph, above 0 and at most 1. Coverage is the exact area, after horizontal stems have been moved to
/// whole pixels; horizontally, glyphs keep their fractional positions. Glyphs that overlap call `plot` once each.
pub fn rasterize(text: &str, size: f64, start: f64, mut plot: impl FnMut(i32, i32, f32)) {
    let scale = size / FACE.units_per_em;
    for (id, pen) in layout(&order::visual(text)) {
        let Some(outline) = FACE.font.outline(id) else { continue };
        let outline = align::to_rows(&outline, scale);
        let origin = ab_glyph::point((start + pen * scale) as f32, 0.0);
        let glyph = id.with_scale_and_position(1.0, origin);
        let glyph = OutlinedGlyph::new(glyph, outline, PxScaleFactor { horizontal: 1.0, vertical: 1.0 });
        let (left, top) = (glyph.px_bounds().min.x as i32, glyph.px_bounds().min.y as i32);
        glyph.draw(|x, y, coverage| {
            if coverage > 0.0 {
                plot(left + x as i32, top + y as i32, coverage.min(1.0));
            }
        });
    }
}

/// Glyphs of a text in visual order, with the position of each on the baseline, in font units.
fn layout<'a>(text: &'a str) -> Layout<impl Iterator<Item = GlyphId> + use<'a>> {
    let glyphs = text.chars().filter(|&c| is_drawn(c)).map(|c| FACE.font.glyph_id(c));
    Layout { glyphs, previous: None, pen: 0.0 }
}

struct Layout<I> {
    glyphs: I,
    previous: Option<GlyphId>,
    /// The position of the next glyph, before kerning.
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
