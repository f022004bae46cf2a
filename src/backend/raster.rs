//! Pixels: a canvas that rasterizes lines and glyphs immediately.

use plotters::style::RGBColor;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend};
use tiny_skia::{Color, PathBuilder, Pixmap};

use super::block::{Block, middle_of_line};
use super::canvas::{Drawn, opacity};
use super::coverage::Coverage;
use super::image::Image;
use super::palette::Indexed;
use super::pixels::{Indices, Pixels, Rgba};
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
pub struct Raster<P = Rgba> {
    pixels: P,
    /// Whether every pixel was opaque at the start, and therefore stays opaque.
    opaque: bool,
}

/// Refuses a canvas without pixels, or with too many.
fn check_area(width: u32, height: u32) -> Result<()> {
    let area = u64::from(width) * u64::from(height);
    if (1..=MOST_PIXELS).contains(&area) {
        return Ok(());
    }
    Err(Error::limit(format!("area of a picture of {width}x{height} pixels"), area, MOST_PIXELS, "pixels"))
}

impl Raster {
    /// A canvas filled with `background`, or transparent.
    ///
    /// # Errors
    /// [`Error::Limit`] unless `width` and `height` are at least 1 and their product at most 2²⁸.
    pub fn new(width: u32, height: u32, background: Option<RGBColor>) -> Result<Self> {
        check_area(width, height)?;
        let mut pixmap = Pixmap::new(width, height).ok_or_else(|| {
            let what = format!("area of a picture of {width}x{height} pixels");
            Error::limit(what, u64::from(width) * u64::from(height), MOST_PIXELS, "pixels")
        })?;
        if let Some(RGBColor(red, green, blue)) = background {
            pixmap.fill(Color::from_rgba8(red, green, blue, 255));
        }
        Ok(Self { pixels: Rgba(pixmap), opaque: background.is_some() })
    }

    /// The image drawn so far.
    pub fn into_image(self) -> Image {
        let Rgba(pixmap) = self.pixels;
        let (width, height) = (pixmap.width(), pixmap.height());
        let opaque = self.opaque || pixmap.data().as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 255);
        let rgba = if opaque { pixmap.take() } else { pixmap.take_demultiplied() };
        Image { width, height, rgba }
    }
}

impl Raster<Indices> {
    /// A canvas of palette indices, filled with the first of the given colours. These, at most 256, stand first in the
    /// palette, in their order; what is drawn adds others.
    ///
    /// # Errors
    /// As [`Raster::new`].
    pub fn indexed(width: u32, height: u32, colors: &[[u8; 3]]) -> Result<Self> {
        check_area(width, height)?;
        Ok(Self { pixels: Indices::new(width, height, colors), opaque: true })
    }

    /// Overwrites a block of pixels with palette indices, row by row; `corner` is its upper left pixel.
    ///
    /// # Panics
    /// Unless the block lies on the canvas and has whole rows of `width` indices.
    pub fn put_indices(&mut self, corner: BackendCoord, width: u32, indices: &[u8]) {
        for (y, row) in (i64::from(corner.1)..).zip(indices.chunks_exact(width as usize)) {
            self.pixels.put(y, corner.0.into(), row);
        }
    }

    /// The image drawn so far; `None` if it has more than 256 colours, or shapes with smooth edges.
    pub fn into_indexed(self) -> Option<Indexed> {
        let is_full = self.pixels.is_full();
        let Indices { pixels, palette, .. } = self.pixels;
        let palette = palette.into_iter().map(|[red, green, blue]| [red, green, blue, 255]).collect();
        (!is_full).then_some(Indexed { palette, indices: pixels })
    }
}

impl<P: Pixels> Raster<P> {
    /// Every pixel of the canvas.
    fn area(&self) -> Block {
        let (width, height) = self.pixels.size();
        Block { left: 0, top: 0, right: width.into(), bottom: height.into() }
    }

    fn fill_block(&mut self, block: Block, color: BackendColor) {
        let block = block.within(self.area());
        for y in block.top..block.bottom {
            self.pixels.fill(y, block.left, block.right, color, opacity(color));
        }
    }

    fn fill_coverage(&mut self, coverage: &Coverage, color: BackendColor) {
        let block = coverage.block;
        for (y, levels) in (block.top..block.bottom).zip(coverage.levels.chunks_exact(block.width().max(1))) {
            for (x, &level) in (block.left..block.right).zip(levels) {
                if level > 0 {
                    self.pixels.fill(y, x, x + 1, color, scaled_opacity(color, f64::from(level) / 255.0));
                }
            }
        }
    }
}

/// The opacity, from 0 to 255, of a colour on a partly covered pixel.
fn scaled_opacity(color: BackendColor, coverage: f64) -> u8 {
    (color.alpha * coverage * 255.0).round() as u8
}

impl<P: Pixels> DrawingBackend for &mut Raster<P> {
    type ErrorType = Error;

    fn get_size(&self) -> (u32, u32) {
        self.pixels.size()
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
            self.pixels.fill_path(&path, style.color(), opacity(style.color()));
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
                self.pixels.fill(y, x, x + 1, color, scaled_opacity(color, coverage.into()));
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
            self.pixels.copy(y, seen.left, &rgb[from..from + 3 * seen.width()]);
        }
        Ok(())
    }
}
