//! Ticks, labels and titles along the sides of a rectangle.

use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{BackendCoord, DrawingBackend};

use super::layout::AxisLayout;
use super::paint::{Canvas, Look, Style};
use super::rect::Rect;
use super::ticks::Ticks;
use crate::error::Result;
use crate::font;

/// The side of a rectangle that an axis runs along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Below,
    Left,
    Right,
}

/// An axis along a side of a framed rectangle.
pub(super) struct Axis<'a> {
    pub(super) side: Side,
    pub(super) inner: Rect,
    pub(super) layout: &'a AxisLayout,
    pub(super) ticks: &'a Ticks,
    /// The quantity on the axis: the longest of these titles that fits is drawn.
    pub(super) titles: &'a [String],
}

impl Axis<'_> {
    /// Draws ticks, labels and title.
    pub(super) fn draw<DB>(&self, canvas: &Canvas<'_, DB>, look: &Look) -> Result<()>
    where
        DB: DrawingBackend<ErrorType: 'static>,
    {
        let d = &look.dimensions;
        for at in &self.ticks.minor {
            canvas.block(self.mark(*at, d.minor_tick, d.line), look.palette.line)?;
        }
        for tick in &self.ticks.major {
            let mark = self.mark(tick.at, d.tick, d.line);
            canvas.block(mark, look.palette.line)?;
            let (at, style) = self.label_at(mark, look);
            canvas.text(&tick.label, at, style)?;
        }
        let Some((title, at)) = self.title(d.axis_title_size) else { return Ok(()) };
        canvas.text(title, at, look.axis_title(self.is_upright()))
    }

    fn is_upright(&self) -> bool {
        self.side != Side::Below
    }

    /// The tick at a fraction of the axis. The first and the last tick continue the lines of the frame.
    fn mark(&self, at: f64, length: i32, line: i32) -> Rect {
        let inner = self.inner;
        let along =
            |from: i32, extent: i32, share: f64| from - line + (share * f64::from(extent + line)).round() as i32;
        let (x, y) = (along(inner.x, inner.width, at), along(inner.y, inner.height, 1.0 - at));
        match self.side {
            Side::Below => Rect { x, y: inner.bottom() + line, width: line, height: length },
            Side::Left => Rect { x: inner.x - line - length, y, width: length, height: line },
            Side::Right => Rect { x: inner.right() + line, y, width: length, height: line },
        }
    }

    /// The anchor and style of a tick's label. Beside a plot, numbers are aligned at their last digit.
    fn label_at(&self, mark: Rect, look: &Look) -> (BackendCoord, Style) {
        let (space, middle) = (self.layout.labels, (look.dimensions.line - 1) / 2);
        match self.side {
            Side::Below => ((mark.x + middle, space.y), look.label(HPos::Center, VPos::Top)),
            Side::Left | Side::Right => ((space.right() - 1, mark.y + middle), look.label(HPos::Right, VPos::Center)),
        }
    }

    /// The longest title that fits and its anchor: the middle of the axis if it fits there.
    fn title(&self, size: f64) -> Option<(&str, BackendCoord)> {
        let space = self.layout.title?;
        let middle_of = |from: i32, extent: i32| f64::from(from) + f64::from(extent) / 2.0;
        let (from, extent, middle) = if self.is_upright() {
            (space.y, space.height, middle_of(self.inner.y, self.inner.height))
        } else {
            (space.x, space.width, middle_of(self.inner.x, self.inner.width))
        };
        self.titles.iter().find_map(|title| {
            let half = font::text_width(title, size) / 2.0;
            let (first, last) = (f64::from(from) + half, f64::from(from + extent) - half);
            let middle = (first <= last).then(|| middle.clamp(first, last) as i32)?;
            Some((title.as_str(), if self.is_upright() { (space.x, middle) } else { (middle, space.y) }))
        })
    }
}

/// The title of an axis, and a shorter form for small spaces.
pub(super) fn titles(quantity: &str, unit: &str) -> [String; 2] {
    [format!("{quantity} ({unit})"), unit.to_owned()]
}
