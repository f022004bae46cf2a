//! The canvas: drawing operations become operators of a PDF page.

use std::collections::{BTreeMap, BTreeSet};

use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::{Content, Finish, Name, Str};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, FontTransform};
use subsetter::GlyphRemapper;

use super::super::block::{Block, middle_of_line};
use super::super::canvas::{Drawn, opacity};
use super::super::image::Image;
use super::super::text::{anchor_right, baseline_below, checked_size, estimated_size};
use super::names::{image_name, opacity_name};
use crate::error::Error;
use crate::font;

/// A circle is four Bézier curves: the distance of their inner control points, in radii.
const CIRCLE: f32 = 0.552_284_8;

/// A canvas that becomes a PDF document of one page. See the [module](super::super) for where things land.
///
/// Text stays text, in an embedded subset of the font; lines stay lines, and every bitmap is one image.
pub struct Pdf {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Points (1/72 inch) per pixel.
    pub(super) scale: f64,
    pub(super) content: Content,
    pub(super) images: Vec<Image>,
    /// The glyphs in use, with the characters they represent.
    pub(super) glyphs: GlyphRemapper,
    pub(super) characters: BTreeMap<u16, char>,
    /// The opacities in use.
    pub(super) opacities: BTreeSet<u8>,
}

impl Pdf {
    /// An empty canvas of `width` × `height` pixels at `dpi` pixels per inch.
    pub fn new(width: u32, height: u32, dpi: f64) -> Self {
        let scale = 72.0 / dpi;
        let mut content = Content::new();
        // From here on coordinates are pixels, y downward.
        content.transform([scale, 0.0, 0.0, -scale, 0.0, scale * f64::from(height)].map(|entry| entry as f32));
        Self {
            width,
            height,
            scale,
            content,
            images: Vec::new(),
            glyphs: GlyphRemapper::new(),
            characters: BTreeMap::new(),
            opacities: BTreeSet::new(),
        }
    }

    /// Runs `draw` with the fill colour, or the line colour and width, set.
    fn inked(&mut self, color: BackendColor, line: Option<u32>, draw: impl FnOnce(&mut Content)) {
        let alpha = opacity(color);
        self.content.save_state();
        if alpha < 255 {
            self.opacities.insert(alpha);
            self.content.set_parameters(Name(opacity_name(alpha).as_bytes()));
        }
        // Three decimals distinguish all 256 levels.
        let share = |level: u8| (f32::from(level) / 0.255).round() / 1000.0;
        let (red, green, blue) = (share(color.rgb.0), share(color.rgb.1), share(color.rgb.2));
        match line {
            None => self.content.set_fill_rgb(red, green, blue),
            Some(width) => self.content.set_stroke_rgb(red, green, blue).set_line_width(width as f32),
        };
        draw(&mut self.content);
        self.content.restore_state();
    }

    fn block(&mut self, block: Block, color: BackendColor) {
        let (width, height) = (block.right - block.left, block.bottom - block.top);
        if width > 0 && height > 0 && opacity(color) > 0 {
            self.inked(color, None, |content| {
                content.rect(block.left as f32, block.top as f32, width as f32, height as f32).fill_nonzero();
            });
        }
    }
}

/// Traces a path through points, `offset` from the corners of their pixels.
fn trace(content: &mut Content, points: &[BackendCoord], offset: f64) {
    let at = |(x, y): BackendCoord| ((f64::from(x) + offset) as f32, (f64::from(y) + offset) as f32);
    for (index, &point) in points.iter().enumerate() {
        let (x, y) = at(point);
        if index == 0 {
            content.move_to(x, y)
        } else {
            content.line_to(x, y)
        };
    }
}

impl DrawingBackend for &mut Pdf {
    type ErrorType = Error;

    fn get_size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.block(Block::spanning(point, point), color);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn {
        if fill {
            self.block(Block::spanning(a, b), style.color());
        } else {
            for side in Block::border(a, b, style.stroke_width()) {
                self.block(side, style.color());
            }
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (color, width) = (style.color(), style.stroke_width());
        let points: Vec<_> = path.into_iter().collect();
        if opacity(color) == 0 || width == 0 || points.len() < 2 {
            return Ok(());
        }
        if let [from, to] = points[..]
            && let Some(block) = Block::of_line(from, to, width)
        {
            self.block(block, color);
        } else {
            self.inked(color, Some(width), |content| {
                content.set_line_cap(LineCapStyle::RoundCap).set_line_join(LineJoinStyle::RoundJoin);
                trace(content, &points, middle_of_line(width));
                content.stroke();
            });
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        if opacity(style.color()) == 0 {
            return Ok(());
        }
        let (x, y) = (center.0 as f32 + 0.5, center.1 as f32 + 0.5);
        // A disc is as wide as the same circle drawn with a line of one pixel.
        let r = radius as f32 + if fill { 0.5 } else { 0.0 };
        let k = CIRCLE * r;
        let line = if fill { None } else { Some(style.stroke_width()) };
        self.inked(style.color(), line, |content| {
            content.move_to(x + r, y);
            content.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
            content.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
            content.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
            content.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
            content.close_path();
            if fill {
                content.fill_nonzero()
            } else {
                content.stroke()
            };
        });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        let points: Vec<_> = points.into_iter().collect();
        if opacity(style.color()) > 0 && points.len() > 2 {
            self.inked(style.color(), None, |content| {
                trace(content, &points, 0.5);
                content.close_path().fill_nonzero();
            });
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, pos: BackendCoord) -> Drawn {
        let (color, anchor) = (style.color(), style.anchor());
        let size = checked_size(style.size())?;
        if opacity(color) == 0 || !text.chars().any(font::is_drawn) {
            return Ok(());
        }
        let before = match anchor.h_pos {
            HPos::Left => 0.0,
            HPos::Center => font::text_width(text, size) / 2.0,
            HPos::Right => font::text_width(text, size),
        };
        let (right, below) = (anchor_right(anchor) - before, baseline_below(anchor, size));
        let (cos, sin) = match style.transform() {
            FontTransform::None => (1.0, 0.0),
            FontTransform::Rotate90 => (0.0, 1.0),
            FontTransform::Rotate180 => (-1.0, 0.0),
            FontTransform::Rotate270 => (0.0, -1.0),
        };
        let x = f64::from(pos.0) + 0.5 + right * cos - below * sin;
        let y = f64::from(pos.1) + 0.5 + right * sin + below * cos;
        // Glyphs are drawn upward; the page runs downward.
        let matrix = [cos, sin, sin, -cos, x, y].map(|entry| entry as f32);
        let glyphs = font::glyphs(text);
        let ids: Vec<u16> = glyphs.iter().map(|glyph| self.glyphs.remap(glyph.id)).collect();
        self.characters.extend(ids.iter().zip(&glyphs).map(|(id, glyph)| (*id, glyph.character)));
        self.inked(color, None, |content| {
            content.begin_text().set_font(Name(b"F"), size as f32).set_text_matrix(matrix);
            let mut line = content.show_positioned();
            let mut items = line.items();
            let mut pen = 0.0;
            for (id, glyph) in ids.iter().zip(&glyphs) {
                if glyph.at != pen {
                    items.adjust(((pen - glyph.at) * 1000.0) as f32);
                }
                items.show(Str(&id.to_be_bytes()));
                pen = glyph.at + font::advance(glyph.id);
            }
            items.finish();
            line.finish();
            content.end_text();
        });
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, text: &str, style: &T) -> Drawn<(u32, u32)> {
        checked_size(style.size()).map(|size| estimated_size(text, size))
    }

    /// # Panics
    /// Unless `rgb.len() == 3 * width * height`.
    fn blit_bitmap(&mut self, (x, y): BackendCoord, (width, height): (u32, u32), rgb: &[u8]) -> Drawn {
        let image = Image::from_rgb(width, height, rgb);
        if rgb.is_empty() {
            return Ok(());
        }
        let name = image_name(self.images.len());
        self.images.push(image);
        // Images are stored upright on a page whose y axis points up.
        let place = [width as f32, 0.0, 0.0, -(height as f32), x as f32, (i64::from(y) + i64::from(height)) as f32];
        self.content.save_state().transform(place).x_object(Name(name.as_bytes())).restore_state();
        Ok(())
    }
}
