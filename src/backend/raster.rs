//! Pixels: a canvas on which lines and glyphs are drawn at once.

use plotters::style::RGBColor;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend};
use tiny_skia::{Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Shader, Stroke, Transform};

use super::{Block, Drawn, Image, anchor_right, baseline_below, checked_size, copy_rgb, estimated_size};
use super::{middle_of_line, opacity};
use crate::error::{Error, Result};
use crate::font;

/// The most pixels a canvas may have: 1 GiB of them.
const MOST_PIXELS: u64 = 1 << 28;

/// A canvas of pixels. See the [module](super) for where things land.
///
/// Colours are mixed in sRGB as they are, as browsers and matplotlib do.
pub struct Raster {
    pixmap: Pixmap,
    /// Whether every pixel was opaque at the start, and so is for ever.
    opaque: bool,
}

impl Raster {
    /// A canvas filled with `background`, or transparent.
    ///
    /// # Errors
    /// [`Error::Limit`] unless `width` and `height` are at least 1 and their product at most 2²⁸.
    pub fn new(width: u32, height: u32, background: Option<RGBColor>) -> Result<Self> {
        let within = u64::from(width) * u64::from(height) <= MOST_PIXELS;
        let pixmap = if within { Pixmap::new(width, height) } else { None };
        let mut pixmap = pixmap.ok_or_else(|| {
            Error::Limit(format!("a picture of {width} x {height} pixels: there must be 1 to {MOST_PIXELS} pixels"))
        })?;
        if let Some(RGBColor(red, green, blue)) = background {
            pixmap.fill(Color::from_rgba8(red, green, blue, 255));
        }
        Ok(Self { pixmap, opaque: background.is_some() })
    }

    /// The picture drawn so far.
    pub fn into_image(self) -> Image {
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        let rgba = if self.opaque { self.pixmap.take() } else { self.pixmap.take_demultiplied() };
        Image { width, height, rgba }
    }

    /// The bytes of a row's pixels from `left` up to `right`, as far as they are on the canvas.
    fn row_mut(&mut self, y: i64, left: i64, right: i64) -> &mut [u8] {
        let (width, height) = (i64::from(self.pixmap.width()), i64::from(self.pixmap.height()));
        let (left, right) = (left.clamp(0, width), right.clamp(0, width));
        if y < 0 || y >= height || left >= right {
            return &mut [];
        }
        let (from, to) = (y * width + left, y * width + right);
        &mut self.pixmap.data_mut()[4 * from as usize..4 * to as usize]
    }

    fn fill_block(&mut self, block: Block, color: BackendColor) {
        let alpha = opacity(color);
        let last = block.bottom.min(self.pixmap.height().into());
        for y in block.top.max(0)..last {
            for pixel in self.row_mut(y, block.left, block.right).chunks_exact_mut(4) {
                mix(pixel, color, alpha);
            }
        }
    }

    fn stroke(&mut self, path: &Path, color: BackendColor, width: u32) {
        let stroke =
            Stroke { width: width as f32, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        self.pixmap.stroke_path(path, &paint(color), &stroke, Transform::identity(), None);
    }

    fn fill(&mut self, path: &Path, color: BackendColor) {
        self.pixmap.fill_path(path, &paint(color), FillRule::Winding, Transform::identity(), None);
    }
}

fn paint(color: BackendColor) -> Paint<'static> {
    let (red, green, blue) = color.rgb;
    Paint {
        shader: Shader::SolidColor(Color::from_rgba8(red, green, blue, opacity(color))),
        anti_alias: true,
        ..Paint::default()
    }
}

/// Lays `alpha`/255 of a colour over one premultiplied pixel.
fn mix(pixel: &mut [u8], color: BackendColor, alpha: u8) {
    let (red, green, blue) = color.rgb;
    let alpha = u32::from(alpha);
    for (below, above) in pixel.iter_mut().zip([red, green, blue, 255]) {
        *below = ((u32::from(above) * alpha + u32::from(*below) * (255 - alpha) + 127) / 255) as u8;
    }
}

/// A path through pixels, each point `offset` from its pixel's left and upper edge.
fn path_through(points: impl IntoIterator<Item = BackendCoord>, offset: f32, close: bool) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for (x, y) in points {
        let (x, y) = (x as f32 + offset, y as f32 + offset);
        if builder.is_empty() {
            builder.move_to(x, y);
        } else {
            builder.line_to(x, y);
        }
    }
    if close {
        builder.close();
    }
    builder.finish()
}

impl DrawingBackend for &mut Raster {
    type ErrorType = Error;

    fn get_size(&self) -> (u32, u32) {
        (self.pixmap.width(), self.pixmap.height())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.fill_block(Block::spanning(point, point), color);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn {
        if fill {
            self.fill_block(Block::spanning(a, b), style.color());
        } else {
            for side in Block::border(a, b, style.stroke_width()) {
                self.fill_block(side, style.color());
            }
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (color, width) = (style.color(), style.stroke_width());
        if opacity(color) == 0 || width == 0 {
            return Ok(());
        }
        let points: Vec<_> = path.into_iter().collect();
        if let [from, to] = points[..]
            && let Some(block) = Block::of_line(from, to, width)
        {
            self.fill_block(block, color);
        } else if let Some(path) = path_through(points, middle_of_line(width), false) {
            self.stroke(&path, color, width);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let (x, y) = (center.0 as f32 + 0.5, center.1 as f32 + 0.5);
        let radius = radius as f32;
        if fill {
            // As wide as the same circle drawn with a line of one pixel.
            if let Some(path) = PathBuilder::from_circle(x, y, radius + 0.5) {
                self.fill(&path, style.color());
            }
        } else if let Some(path) = PathBuilder::from_circle(x, y, radius) {
            self.stroke(&path, style.color(), style.stroke_width());
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        if let Some(path) = path_through(points, 0.5, true) {
            self.fill(&path, style.color());
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, pos: BackendCoord) -> Drawn {
        let (color, anchor, turn) = (style.color(), style.anchor(), style.transform());
        let size = checked_size(style.size())?;
        let before = match anchor.h_pos {
            HPos::Left => 0.0,
            HPos::Center => font::text_width(text, size) / 2.0,
            HPos::Right => font::text_width(text, size),
        };
        // From here on (0, 0) is the left upper corner of the anchor's pixel.
        let start = 0.5 + anchor_right(anchor) - before;
        let baseline = (0.5 + baseline_below(anchor, size)) as i32;
        font::rasterize(text, size, start, |x, y, coverage| {
            let (x, y) = turn.transform(x, y + baseline);
            let (x, y) = (i64::from(pos.0) + i64::from(x), i64::from(pos.1) + i64::from(y));
            let alpha = (color.alpha * 255.0 * f64::from(coverage)).round() as u8;
            if let pixel @ [_, ..] = self.row_mut(y, x, x + 1) {
                mix(pixel, color, alpha);
            }
        });
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, text: &str, style: &T) -> Drawn<(u32, u32)> {
        checked_size(style.size()).map(|size| estimated_size(text, size))
    }

    /// # Panics
    /// Unless `rgb.len() == 3 * width * height`.
    fn blit_bitmap(&mut self, pos: BackendCoord, (width, height): (u32, u32), rgb: &[u8]) -> Drawn {
        let stride = 3 * width as usize;
        assert_eq!(rgb.len(), stride * height as usize, "a {width} x {height} bitmap needs 3 bytes a pixel");
        let (left, top) = (i64::from(pos.0), i64::from(pos.1));
        let hidden = 3 * (-left).clamp(0, width.into()) as usize;
        for (row, y) in rgb.chunks_exact(stride.max(1)).zip(top..) {
            copy_rgb(&row[hidden..], self.row_mut(y, left, left + i64::from(width)));
        }
        Ok(())
    }
}
