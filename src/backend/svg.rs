//! Vector output: a canvas that records drawing operations as SVG.

use std::fmt::{self, Write};

use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use plotters::style::RGBColor;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};

use super::block::{Block, middle_of_line};
use super::canvas::{Drawn, opacity};
use super::image::Image;
use super::text::{anchor_right, baseline_below, checked_size, estimated_size};
use crate::error::{Error, Result};
use crate::font;

/// Makes the PNG that represents a bitmap inside the document.
pub type ImageEncoder = fn(&Image) -> Result<Vec<u8>>;

/// A canvas that becomes an SVG 1.1 document. See the [module](super) for where things land.
///
/// Text stays text, lines stay lines, and every bitmap is one image. At one pixel per user unit, everything covers the
/// same pixels as on a [`Raster`](super::Raster).
pub struct Svg {
    width: u32,
    height: u32,
    document: String,
    encode: ImageEncoder,
}

impl Svg {
    /// A canvas filled with `background`, or empty.
    pub fn new(width: u32, height: u32, background: Option<RGBColor>, encode: ImageEncoder) -> Self {
        let mut document = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"{}, Verdana, Arial, sans-serif\" xml:space=\"preserve\">\n",
            font::FAMILY
        );
        if let Some(RGBColor(red, green, blue)) = background {
            let fill = Ink("fill", BackendColor { alpha: 1.0, rgb: (red, green, blue) });
            document += &format!("<rect width=\"{width}\" height=\"{height}\"{fill}/>\n");
        }
        Self { width, height, document, encode }
    }

    /// Adds text about the document, which viewers do not show.
    pub fn add_metadata(&mut self, id: &str, text: &str) {
        self.line(format_args!("<metadata id=\"{id}\">{}</metadata>", Escaped(text)));
    }

    /// The document with everything drawn so far.
    pub fn into_document(mut self) -> String {
        self.document += "</svg>\n";
        self.document
    }

    fn line(&mut self, element: fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.document, "{element}");
    }

    fn circle(&mut self, center: BackendCoord, radius: f64, look: fmt::Arguments<'_>) {
        let (x, y) = (center.0 as f64 + 0.5, center.1 as f64 + 0.5);
        self.line(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{look}/>"));
    }
}

/// Attributes that paint with a colour: the attribute's name, the colour.
struct Ink(&'static str, BackendColor);

impl fmt::Display for Ink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(attribute, color) = self;
        let (red, green, blue) = color.rgb;
        write!(f, " {attribute}=\"#{red:02x}{green:02x}{blue:02x}\"")?;
        if opacity(*color) < 255 {
            write!(f, " {attribute}-opacity=\"{}\"", Thousandths(f64::from(opacity(*color)) / 255.0))?;
        }
        Ok(())
    }
}

/// Attributes that draw a line of the style's colour and width, and fill nothing.
struct Line(BackendColor, u32);

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(color, width) = self;
        write!(f, " fill=\"none\"{}", Ink("stroke", *color))?;
        if *width != 1 {
            write!(f, " stroke-width=\"{width}\"")?;
        }
        Ok(())
    }
}

/// A number with at most three decimals.
struct Thousandths(f64);

impl fmt::Display for Thousandths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", (self.0 * 1000.0).round() / 1000.0)
    }
}

/// Text with the characters reserved by XML escaped, and without those that XML 1.0 does not allow.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '\u{fffe}' | '\u{ffff}' => {}
                control if control.is_control() => {}
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// The `d` attribute of a path through pixels: one absolute point, then relative steps.
struct Steps<'a>(&'a [BackendCoord], f64);

impl fmt::Display for Steps<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(points, offset) = self;
        let Some(&first) = points.first() else { return Ok(()) };
        write!(f, "M{} {}", first.0 as f64 + offset, first.1 as f64 + offset)?;
        for (index, pair) in points.windows(2).enumerate() {
            let (right, down) =
                (i64::from(pair[1].0) - i64::from(pair[0].0), i64::from(pair[1].1) - i64::from(pair[0].1));
            let separator = match (index, right < 0) {
                (0, _) => "l",
                (_, true) => "",
                (_, false) => " ",
            };
            let between = if down < 0 { "" } else { " " };
            write!(f, "{separator}{right}{between}{down}")?;
        }
        Ok(())
    }
}

impl DrawingBackend for &mut Svg {
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
        self.draw_rect(point, point, &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn {
        let (color, stroke) = (style.color(), style.stroke_width());
        if opacity(color) == 0 || (!fill && stroke == 0) {
            return Ok(());
        }
        let Block { left, top, right, bottom } = Block::spanning(a, b);
        let (width, height) = (right - left, bottom - top);
        if fill {
            let fill = Ink("fill", color);
            self.line(format_args!("<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"{fill}/>"));
        } else {
            let (x, y) = (left as f64 + middle_of_line(stroke), top as f64 + middle_of_line(stroke));
            let (width, height, line) = (width - 1, height - 1, Line(color, stroke));
            self.line(format_args!("<path d=\"M{x} {y}h{width}v{height}h{}z\"{line}/>", -width));
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (color, width) = (style.color(), style.stroke_width());
        let points: Vec<_> = path.into_iter().collect();
        if opacity(color) == 0 || width == 0 || points.len() < 2 {
            return Ok(());
        }
        let (line, middle) = (Line(color, width), middle_of_line(width));
        if let [from, to] = points[..]
            && let Some(block) = Block::of_line(from, to, width)
        {
            // A butt end on the pixel border, so that no renderer blurs it.
            let element = if from.1 == to.1 {
                let y = from.1 as f64 + middle;
                format!("M{} {y}h{}", block.left, block.right - block.left)
            } else {
                let x = from.0 as f64 + middle;
                format!("M{x} {}v{}", block.top, block.bottom - block.top)
            };
            self.line(format_args!("<path d=\"{element}\"{line}/>"));
        } else {
            let steps = Steps(&points, middle);
            self.line(format_args!("<path d=\"{steps}\"{line} stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"));
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        if opacity(style.color()) == 0 {
            return Ok(());
        }
        if fill {
            // As wide as the same circle drawn with a line of one pixel.
            self.circle(center, radius as f64 + 0.5, format_args!("{}", Ink("fill", style.color())));
        } else {
            self.circle(center, radius as f64, format_args!("{}", Line(style.color(), style.stroke_width())));
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        let points: Vec<_> = points.into_iter().collect();
        if opacity(style.color()) > 0 && points.len() > 2 {
            self.line(format_args!("<path d=\"{}z\"{}/>", Steps(&points, 0.5), Ink("fill", style.color())));
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, pos: BackendCoord) -> Drawn {
        let (color, anchor) = (style.color(), style.anchor());
        let size = checked_size(style.size())?;
        if opacity(color) == 0 || !text.chars().any(font::is_drawn) {
            return Ok(());
        }
        let (center_x, center_y) = (f64::from(pos.0) + 0.5, f64::from(pos.1) + 0.5);
        let (right, below) = (anchor_right(anchor), baseline_below(anchor, size));
        let degrees = match style.transform() {
            FontTransform::None => 0,
            FontTransform::Rotate90 => 90,
            FontTransform::Rotate180 => 180,
            FontTransform::Rotate270 => -90,
        };
        let place = if degrees == 0 {
            format!("x=\"{}\" y=\"{}\"", center_x + right, center_y + below)
        } else {
            format!("x=\"{right}\" y=\"{below}\" transform=\"translate({center_x} {center_y})rotate({degrees})\"")
        };
        let alignment = match anchor.h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let (ink, size, text) = (Ink("fill", color), Thousandths(size), Escaped(text));
        self.line(format_args!("<text {place} font-size=\"{size}\" text-anchor=\"{alignment}\"{ink}>{text}</text>"));
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
        let png = (self.encode)(&image).map_err(DrawingErrorKind::DrawingError)?;
        let data = Base64Display::new(&png, &STANDARD);
        self.line(format_args!(
            "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" \
             style=\"image-rendering:optimizeSpeed;image-rendering:pixelated\" \
             xlink:href=\"data:image/png;base64,{data}\"/>"
        ));
        Ok(())
    }
}
