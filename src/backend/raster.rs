//! Pixels: a canvas that rasterizes lines and glyphs immediately.

use plotters::style::RGBColor;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend};
use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Shader, Transform};

use super::block::{Block, middle_of_line};
use super::canvas::{Drawn, opacity};
use super::coverage::Coverage;
use super::image::{Image, copy_rgb};
use super::text::{anchor_right, baseline_below, checked_size, estimated_size};
use crate::error::{Error, Result};
use crate::font;

/// The most pixels of a canvas: 1 GiB.
const MOST_PIXELS: u64 = 1 << 28;

/// How far outside the canvas a polygon's corner may lie, in pixels.
const FAR: f32 = 4096.0;

/// A canvas of pixels. See the [module](super) for where things land.
///
/// Colours are blended in sRGB without linearization, as browsers and matplotlib do.
pub struct Raster {
    pixmap: Pixmap,
    /// Whether every pixel was opaque at the start, and therefore stays opaque.
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
            let what = format!("area of a picture of {width}x{height} pixels");
            Error::limit(what, u64::from(width) * u64::from(height), MOST_PIXELS, "pixels")
        })?;
        if let Some(RGBColor(red, green, blue)) = background {
            pixmap.fill(Color::from_rgba8(red, green, blue, 255));
        }
        Ok(Self { pixmap, opaque: background.is_some() })
    }

    /// The image drawn so far.
    pub fn into_image(self) -> Image {
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        let opaque = self.opaque || self.pixmap.data().as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 255);
        let rgba = if opaque { self.pixmap.take() } else { self.pixmap.take_demultiplied() };
        Image { width, height, rgba }
    }

    /// Every pixel of the canvas.
    fn area(&self) -> Block {
        Block { left: 0, top: 0, right: self.pixmap.width().into(), bottom: self.pixmap.height().into() }
    }

    /// The bytes of a row's pixels from `left` up to `right`, which must lie on the canvas.
    fn row_mut(&mut self, y: i64, left: i64, right: i64) -> &mut [u8] {
        let width = i64::from(self.pixmap.width());
        let (from, to) = (y * width + left, y * width + right);
        &mut self.pixmap.data_mut()[4 * from as usize..4 * to as usize]
    }

    fn fill_block(&mut self, block: Block, color: BackendColor) {
        let block = block.within(self.area());
        let alpha = opacity(color);
        let (red, green, blue) = color.rgb;
        for y in block.top..block.bottom {
            let pixels = self.row_mut(y, block.left, block.right).as_chunks_mut::<4>().0;
            if alpha == 255 {
                pixels.fill([red, green, blue, 255]);
            } else {
                pixels.iter_mut().for_each(|pixel| mix(pixel, color, alpha));
            }
        }
    }

    fn fill_coverage(&mut self, coverage: &Coverage, color: BackendColor) {
        let block = coverage.block;
        for (y, levels) in (block.top..block.bottom).zip(coverage.levels.chunks_exact(block.width().max(1))) {
            for (pixel, &level) in self.row_mut(y, block.left, block.right).chunks_exact_mut(4).zip(levels) {
                if level > 0 {
                    mix(pixel, color, scaled_opacity(color, f64::from(level) / 255.0));
                }
            }
        }
    }
}

/// The opacity, from 0 to 255, of a colour on a partly covered pixel.
fn scaled_opacity(color: BackendColor, coverage: f64) -> u8 {
    (color.alpha * coverage * 255.0).round() as u8
}

/// Blends `alpha`/255 of a colour over one premultiplied pixel.
fn mix(pixel: &mut [u8], color: BackendColor, alpha: u8) {
    let (red, green, blue) = color.rgb;
    let alpha = u32::from(alpha);
    for (below, above) in pixel.iter_mut().zip([red, green, blue, 255]) {
        *below = ((u32::from(above) * alpha + u32::from(*below) * (255 - alpha) + 127) / 255) as u8;
    }
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
        } else {
            let middle = middle_of_line(width);
            let points: Vec<_> =
                points.into_iter().map(|(x, y)| [f64::from(x) + middle, f64::from(y) + middle]).collect();
            let coverage = Coverage::of_line(&points, width.into(), self.area());
            self.fill_coverage(&coverage, color);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let center = [f64::from(center.0) + 0.5, f64::from(center.1) + 0.5];
        // A disc is as wide as the same circle drawn with a line of one pixel.
        let half = if fill { 0.5 } else { f64::from(style.stroke_width()) / 2.0 };
        let inner = if fill { -1.0 } else { f64::from(radius) - half };
        let coverage = Coverage::of_ring(center, inner, f64::from(radius) + half, self.area());
        self.fill_coverage(&coverage, style.color());
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        let (width, height) = self.get_size();
        // Corners far outside are moved closer, where single precision still resolves single pixels.
        let near = |coordinate: i32, side: u32| (coordinate as f32).clamp(-FAR, side as f32 + FAR) + 0.5;
        let mut builder = PathBuilder::new();
        for (x, y) in points {
            let (x, y) = (near(x, width), near(y, height));
            if builder.is_empty() {
                builder.move_to(x, y);
            } else {
                builder.line_to(x, y);
            }
        }
        builder.close();
        if let Some(path) = builder.finish() {
            let (red, green, blue) = style.color().rgb;
            let shader = Shader::SolidColor(Color::from_rgba8(red, green, blue, opacity(style.color())));
            let paint = Paint { shader, anti_alias: true, ..Paint::default() };
            self.pixmap.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
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
        // From here on (0, 0) is the upper left corner of the anchor's pixel.
        let start = 0.5 + anchor_right(anchor) - before;
        let baseline = (0.5 + baseline_below(anchor, size)) as i32;
        let area = self.area();
        font::rasterize(text, size, start, |x, y, coverage| {
            let (x, y) = turn.transform(x, y + baseline);
            let (x, y) = (i64::from(pos.0) + i64::from(x), i64::from(pos.1) + i64::from(y));
            if (0..area.right).contains(&x) && (0..area.bottom).contains(&y) {
                mix(self.row_mut(y, x, x + 1), color, scaled_opacity(color, coverage.into()));
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
        assert_eq!(rgb.len(), stride * height as usize, "a {width}x{height} bitmap needs 3 bytes a pixel");
        let (left, top) = (i64::from(pos.0), i64::from(pos.1));
        let whole = Block { left, top, right: left + i64::from(width), bottom: top + i64::from(height) };
        let seen = whole.within(self.area());
        if seen.width() == 0 {
            return Ok(());
        }
        for y in seen.top..seen.bottom {
            let from = stride * (y - top) as usize + 3 * (seen.left - left) as usize;
            copy_rgb(&rgb[from..from + 3 * seen.width()], self.row_mut(y, seen.left, seen.right));
        }
        Ok(())
    }
}
