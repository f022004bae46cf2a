//! The colorbar.

use plotters::style::RGBColor;
use plotters_backend::DrawingBackend;

use super::axes::{Axis, Side};
use super::dimensions::Dimensions;
use super::layout::{AxisLayout, ColorbarLayout};
use super::level_axis::LevelAxis;
use super::paint::{Canvas, Look};
use super::rect::Rect;
use super::ticks::{Extent, LabelSpace, Ticks};
use crate::colormap::Table;
use crate::error::Result;

/// The contents of a colorbar.
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

    /// Moves the strips toward the bar if the labels are narrower than the space reserved for them.
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
        let space = LabelSpace { extent: Extent::Measured(&extent), ..dimensions.space_upward(self.layout.bar.height) };
        // Minor ticks are left out: the colours between the labels are a scale of their own.
        Ticks { minor: Vec::new(), ..self.axis.ticks(&space) }
    }
}

/// The rectangles of the colours, from the top down; each overlaps the next.
///
/// The overlap keeps the background from showing through between two colours if a viewer scales the figure.
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
