//! The colours and what they stand for.

use plotters::style::RGBColor;
use plotters_backend::DrawingBackend;

use super::axes::{Axis, Side};
use super::dimensions::Dimensions;
use super::layout::{AxisLayout, ColorbarLayout};
use super::level_axis::LevelAxis;
use super::paint::{Canvas, Look};
use super::rect::Rect;
use super::ticks::{Extent, Room, Ticks};
use crate::colormap::Table;
use crate::error::Result;

/// What a colorbar shows.
pub(super) struct Colorbar<'a> {
    pub(super) layout: &'a ColorbarLayout,
    pub(super) axis: LevelAxis<'a>,
    pub(super) table: &'a Table,
}

impl Colorbar<'_> {
    /// Draws the bar, its ticks and its unit.
    pub(super) fn draw<DB>(&self, canvas: &Canvas<'_, DB>, look: &Look) -> Result<()>
    where
        DB: DrawingBackend<ErrorType: 'static>,
    {
        let bar = self.layout.bar;
        for (rect, color) in bands(bar, self.table) {
            canvas.block(rect, color)?;
        }
        canvas.frame(bar, look.dimensions.line, look.palette.line)?;
        let ticks = self.ticks(&look.dimensions);
        let titles = self.axis.titles(&ticks);
        let layout = &self.closed_up(&ticks, &look.dimensions);
        Axis { side: Side::Right, inner: bar, layout, ticks: &ticks, titles: &titles }.draw(canvas, look)
    }

    /// The strips moved toward the bar by the room that was kept for wider labels than there are.
    fn closed_up(&self, ticks: &Ticks, dimensions: &Dimensions) -> AxisLayout {
        let AxisLayout { labels, title } = self.layout.axis;
        let spare = labels.width - dimensions.widest_label(ticks);
        let title = title.map(|title| Rect { x: title.x - spare, ..title });
        AxisLayout { labels: Rect { width: labels.width - spare, ..labels }, title }
    }

    fn ticks(&self, dimensions: &Dimensions) -> Ticks {
        let (labels, height) = (self.layout.axis.labels, f64::from(dimensions.label_height()));
        let extent = |label: &str| {
            let drawable = dimensions.label_width(label) <= labels.width.into();
            if drawable { height } else { f64::INFINITY }
        };
        let room = Room { extent: Extent::Measured(&extent), ..dimensions.room_upward(self.layout.bar.height) };
        // Between the labels the colours themselves are the scale.
        Ticks { minor: Vec::new(), ..self.axis.ticks(&room) }
    }
}

/// The rectangles of the colours, from the top down, each reaching under the next.
///
/// What shows of each is its own; where a viewer scales the figure, no
/// background shines through between two of them.
fn bands(bar: Rect, table: &Table) -> Vec<(Rect, RGBColor)> {
    let index = |row: i32| (256 * (2 * i64::from(bar.height - row) - 1) / (2 * i64::from(bar.height))) as usize;
    let begins: Vec<i32> = (0..bar.height).filter(|&row| row == 0 || index(row) != index(row - 1)).collect();
    let ends = begins.iter().skip(2).copied().chain([bar.height; 2]);
    begins
        .iter()
        .zip(ends)
        .map(|(&begin, end)| {
            let [red, green, blue] = table[index(begin)];
            (Rect { y: bar.y + begin, height: end - begin, ..bar }, RGBColor(red, green, blue))
        })
        .collect()
}
