//! The lengths of a figure's parts, in pixels at its zoom.

use super::options::{FigureOptions, LABEL_SIZE};
use super::ticks::{Extent, LabelSpace, Ticks};
use crate::font;

/// Font sizes and lengths, all multiplied by the zoom; lengths in whole pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Dimensions {
    /// Size of the figure's title in pixels per em.
    pub(super) title_size: f64,
    /// Size of the axes' titles.
    pub(super) axis_title_size: f64,
    /// Size of the labels of ticks.
    pub(super) label_size: f64,
    /// Thickness of frames and ticks.
    pub(super) line: i32,
    /// Length of a tick, outward from the frame.
    pub(super) tick: i32,
    /// Length of an unlabelled tick.
    pub(super) minor_tick: i32,
    /// From the end of a tick to its label.
    pub(super) tick_pad: i32,
    /// From labels to the axis' title, and from the figure's title to the plot.
    pub(super) title_gap: i32,
    /// The margin around the figure.
    pub(super) margin: i32,
    /// Right of the plot without a colorbar: half a label of the time axis.
    pub(super) overhang: i32,
    /// From the plot to the colorbar, without frames.
    pub(super) bar_gap: i32,
    /// Width of the colorbar.
    pub(super) bar: i32,
    /// Between a plot and a panel, without frames.
    pub(super) panel_gap: i32,
    /// The least useful height of a panel.
    pub(super) least_panel: i32,
    /// The least useful width of a panel beside the plot.
    pub(super) least_spectrum: i32,
    /// Thickness of the curves in panels.
    pub(super) curve: u32,
}

impl Dimensions {
    pub(super) fn of(options: &FigureOptions) -> Self {
        let (zoom, font) = (options.zoom, options.font_size / LABEL_SIZE);
        let pixels = |length: f64| (length * zoom).round().max(1.0) as i32;
        Self {
            title_size: 15.0 * font * zoom,
            axis_title_size: 13.0 * font * zoom,
            label_size: LABEL_SIZE * font * zoom,
            line: pixels(1.0),
            tick: pixels(5.0),
            minor_tick: pixels(3.0),
            tick_pad: pixels(4.0 * font.max(1.0)),
            title_gap: pixels(9.0 * font.max(1.0)),
            margin: pixels(13.0 * font.max(1.0)),
            overhang: pixels(27.0 * font.max(0.6)),
            bar_gap: pixels(18.0),
            bar: pixels(16.0),
            panel_gap: pixels(12.0),
            least_panel: pixels(24.0),
            least_spectrum: pixels(36.0),
            curve: pixels(1.0).unsigned_abs(),
        }
    }

    /// The height of a label, which is that of its digits.
    pub(super) fn label_height(&self) -> i32 {
        cap_height(self.label_size)
    }

    /// The width of a label.
    pub(super) fn label_width(&self, label: &str) -> f64 {
        font::text_width(label, self.label_size)
    }

    /// The width of the widest label in whole pixels.
    pub(super) fn widest_label(&self, ticks: &Ticks) -> i32 {
        ticks.major.iter().map(|tick| self.label_width(&tick.label).ceil() as i32).max().unwrap_or(0)
    }

    /// How far a label on a vertical axis reaches beyond its tick, up or down.
    pub(super) fn half_label(&self) -> i32 {
        (self.label_height() + 1) / 2
    }

    /// The space along a vertical axis.
    pub(super) fn space_upward(&self, rows: i32) -> LabelSpace<'static> {
        let half = self.half_label().into();
        LabelSpace {
            length: rows.into(),
            extent: Extent::Fixed(self.label_height().into()),
            gap: 0.6 * self.label_size,
            pitch: 4.7 * self.label_size,
            minor_pitch: 0.55 * self.label_size,
            overhang: (half, half),
        }
    }

    /// The space along a horizontal axis, with `left` and `right` pixels to spare beyond its ends.
    pub(super) fn space_across<'a>(
        &self,
        columns: i32,
        (left, right): (i32, i32),
        extent: &'a dyn Fn(&str) -> f64,
    ) -> LabelSpace<'a> {
        LabelSpace {
            length: columns.into(),
            extent: Extent::Measured(extent),
            gap: 1.2 * self.label_size,
            pitch: 5.0 * self.label_size,
            minor_pitch: 0.55 * self.label_size,
            overhang: (left.into(), right.into()),
        }
    }
}

/// The height of capitals and digits in whole pixels.
pub(super) fn cap_height(size: f64) -> i32 {
    font::metrics(size).cap_height.ceil() as i32
}

/// The height of a line with its descenders, from the tops of the capitals.
pub(super) fn line_height(size: f64) -> i32 {
    let metrics = font::metrics(size);
    (metrics.cap_height + metrics.descent).ceil() as i32
}
