//! The few shapes of a figure, as plotters elements on whole pixels.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Drawable, PathElement, PointCollection, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontTransform, IntoFont, RGBAColor, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use super::dimensions::Dimensions;
use super::options::FigureOptions;
use super::rect::Rect;
use super::theme::Palette;
use crate::colormap::Table;
use crate::error::{Error, Result};
use crate::font;

/// A drawing area whose errors are converted to this library's.
pub(super) struct Canvas<'a, DB: DrawingBackend>(pub(super) &'a DrawingArea<DB, Shift>);

impl<DB: DrawingBackend<ErrorType: 'static>> Canvas<'_, DB> {
    /// Fills the whole area.
    pub(super) fn background(&self, color: RGBColor) -> Result<()> {
        let (width, height) = self.0.dim_in_pixel();
        let (width, height) = (width as i32, height as i32);
        self.block(Rect { x: 0, y: 0, width, height }, color)
    }

    /// Draws one element in the coordinates of the area.
    pub(super) fn draw<'e, E>(&self, element: &'e E) -> Result<()>
    where
        &'e E: PointCollection<'e, BackendCoord>,
        E: Drawable<DB>,
    {
        self.0.draw(element).map_err(own_error)
    }

    /// Fills a rectangle.
    pub(super) fn block(&self, rect: Rect, color: impl Color) -> Result<()> {
        if rect.width < 1 || rect.height < 1 {
            return Ok(());
        }
        // Plotters identifies corners by the pixels in them.
        let corners = [(rect.x, rect.y), (rect.right() - 1, rect.bottom() - 1)];
        self.draw(&Rectangle::new(corners, color.filled()))
    }

    /// Draws a line of the given thickness around a rectangle, outside of it.
    pub(super) fn frame(&self, inner: Rect, thickness: i32, color: RGBColor) -> Result<()> {
        let outer = inner.grown(thickness);
        self.block(Rect { height: thickness, ..outer }, color)?;
        self.block(Rect { y: inner.bottom(), height: thickness, ..outer }, color)?;
        self.block(Rect { x: outer.x, width: thickness, ..inner }, color)?;
        self.block(Rect { x: inner.right(), width: thickness, ..inner }, color)
    }

    /// Draws a line through points.
    pub(super) fn curve(&self, points: Vec<BackendCoord>, thickness: u32, color: RGBColor) -> Result<()> {
        match points[..] {
            [] => Ok(()),
            [(x, y)] => self.block(Rect { x, y, width: 1, height: 1 }, color),
            _ => {
                let style = ShapeStyle { color: color.to_rgba(), filled: false, stroke_width: thickness };
                self.draw(&PathElement::new(points, style))
            }
        }
    }

    /// Draws a line of text, anchored by the box of its capitals.
    pub(super) fn text(&self, text: &str, at: BackendCoord, style: Style) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let turn = if style.upward { FontTransform::Rotate270 } else { FontTransform::None };
        let font = (font::FAMILY, style.size).into_font().transform(turn);
        let style = TextStyle::from(font).color(&style.color).pos(Pos::new(style.h, style.v));
        self.draw(&Text::new(text, at, style))
    }
}

/// A text style.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Pixels per em.
    pub(super) size: f64,
    pub(super) color: RGBColor,
    /// Horizontal anchor in the line of text.
    pub(super) h: HPos,
    /// Vertical anchor in the height of its capitals.
    pub(super) v: VPos,
    /// Whether the text runs from bottom to top instead of from left to right.
    pub(super) upward: bool,
}

/// The look of a figure: its sizes and colours.
pub(super) struct Look {
    pub(super) dimensions: Dimensions,
    pub(super) palette: Palette,
    /// Whether grid lines continue the labelled ticks across the data.
    pub(super) grid: bool,
    /// The colour of grid lines on the data.
    pub(super) grid_on_data: RGBAColor,
}

impl Look {
    pub(super) fn new(options: &FigureOptions) -> Self {
        let ink = if is_dark(&options.colormap.table()) { RGBColor(255, 255, 255) } else { RGBColor(0, 0, 0) };
        Self {
            dimensions: Dimensions::of(options),
            palette: options.theme.palette(),
            grid: options.grid,
            grid_on_data: ink.mix(0.3),
        }
    }

    /// The style of the figure's title.
    pub(super) fn title(&self) -> Style {
        let (size, color) = (self.dimensions.title_size, self.palette.title);
        Style { size, color, h: HPos::Left, v: VPos::Top, upward: false }
    }

    /// The style of a channel's name.
    pub(super) fn name(&self) -> Style {
        Style { size: self.dimensions.axis_title_size, ..self.title() }
    }

    /// The style of an axis' title.
    pub(super) fn axis_title(&self, upward: bool) -> Style {
        let (size, color) = (self.dimensions.axis_title_size, self.palette.title);
        Style { size, color, h: HPos::Center, v: VPos::Top, upward }
    }

    /// The style of a tick's label.
    pub(super) fn label(&self, h: HPos, v: VPos) -> Style {
        let (size, color) = (self.dimensions.label_size, self.palette.label);
        Style { size, color, h, v, upward: false }
    }
}

/// Whether white contrasts better than black with the lower half of a map, which covers most of a picture.
fn is_dark(table: &Table) -> bool {
    let luminance =
        |[red, green, blue]: [u8; 3]| 0.2126 * f64::from(red) + 0.7152 * f64::from(green) + 0.0722 * f64::from(blue);
    table[..128].iter().copied().map(luminance).sum::<f64>() < 128.0 * 128.0
}

/// Converts a backend's error; an error of this library stays as it is.
fn own_error<E: std::error::Error + Send + Sync + 'static>(error: DrawingAreaErrorKind<E>) -> Error {
    let error: Box<dyn std::error::Error + Send + Sync> = match error {
        DrawingAreaErrorKind::BackendError(DrawingErrorKind::DrawingError(error)) => Box::new(error),
        other => Box::new(other),
    };
    error.downcast::<Error>().map_or_else(Error::Encode, |own| *own)
}
