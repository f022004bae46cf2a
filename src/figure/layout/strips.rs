//! The rectangles that result from heights and widths.

use super::SceneLayout;
use super::decorations::Decorations;
use super::horizontal::Horizontal;
use super::limits::{checked, zoomed};
use super::parts::{AxisLayout, ColorbarLayout, Lane, PanelLayout};
use super::title::shortened;
use super::vertical::Vertical;
use crate::error::{Error, Result};
use crate::figure::dimensions::{Dimensions, cap_height, line_height};
use crate::figure::options::{FigureOptions, FigureSize, View};
use crate::figure::rect::Rect;
use crate::figure::ticks::Ticks;
use crate::font;
use crate::scale::FrequencyAxis;

/// Pixels of the scene, across and down, for each cell of a surface.
const MESH: (f64, f64) = (5.0, 4.0);

/// The most cells of a surface along either axis: a finer mesh only looks noisy.
const MOST_NODES: f64 = 320.0;

/// The extents of all parts.
pub(super) struct Strips<'a> {
    dimensions: Dimensions,
    options: &'a FigureOptions,
    /// The decorations; `None` if there are only plots.
    parts: Option<(Vertical, Horizontal)>,
    lanes: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl<'a> Strips<'a> {
    pub(super) fn new(options: &'a FigureOptions, frequency: &FrequencyAxis) -> Result<Self> {
        let dimensions = Dimensions::of(options);
        let d = &dimensions;
        let ladder = Decorations::ladder(options);
        let (width, height) = zoomed(options.size, options.zoom)?;
        let lanes = i32::try_from(options.channels.len().max(1)).unwrap_or(i32::MAX);
        if lanes > height {
            let what = format!("channel count in a figure {height} pixels high");
            return Err(Error::limit(what, u64::from(lanes.unsigned_abs()), u64::from(height.unsigned_abs()), ""));
        }
        let (parts, width, height) = match options.size {
            FigureSize::Plot(..) if ladder[0].is_none() => {
                let (width, height) = checked(width, f64::from(height) * f64::from(lanes))?;
                (None, width, height)
            }
            FigureSize::Plot(..) => {
                let tall = Vertical::around_rows(d, ladder[0], lanes, !options.channels.is_empty(), height);
                let wide = Horizontal::around_columns(d, ladder[0], options, frequency, &tall, width);
                let (width, height) = checked(wide.width() as f64, tall.height() as f64)?;
                (Some((tall, wide)), width, height)
            }
            FigureSize::Whole(..) if ladder[0].is_none() => (None, width, height),
            FigureSize::Whole(..) => {
                let parts = Vertical::fitted(d, options, lanes, height).and_then(|tall| {
                    let beside = |has| Horizontal::within(d, has, options, frequency, &tall, width);
                    let wide = ladder.into_iter().find_map(beside)?;
                    Some((tall, wide))
                });
                (parts, width, height)
            }
        };
        Ok(Self { dimensions, options, parts, lanes, width, height })
    }

    /// The plot of a lane.
    pub(super) fn plot(&self, lane: i32) -> Rect {
        match &self.parts {
            None => {
                let height = self.height / self.lanes;
                // Lanes without space for names and lines are separated by the leftover pixels.
                let squeezed = !Decorations::ladder(self.options)[0].is_none();
                let spare = if squeezed { self.height % self.lanes } else { 0 };
                let y = lane * height + lane * spare / (self.lanes - 1).max(1);
                Rect { x: 0, y, width: self.width, height }
            }
            Some((tall, wide)) => {
                Rect { x: wide.before, y: tall.plot_top(lane), width: wide.columns, height: tall.rows }
            }
        }
    }

    /// The thickness of the line around the plots, as far as it fits.
    pub(super) fn frame(&self) -> i32 {
        let framed = self.options.axes && self.options.view == View::Heatmap;
        self.parts.as_ref().filter(|_| framed).map_or(0, |(tall, _)| tall.line())
    }

    /// The title above the plot, shortened to the width from the plot's left side to the margin.
    pub(super) fn title(&self) -> Option<(String, Rect)> {
        let (d, (tall, wide)) = (&self.dimensions, self.parts.as_ref()?);
        let title = self.options.title.as_deref().filter(|_| tall.has.title)?;
        let width = self.width - d.margin - wide.before;
        let rect = Rect { x: wide.before, y: d.margin, width, height: line_height(d.title_size) };
        Some((shortened(title, d.title_size, width.into())?, rect))
    }

    /// The place of a surface in the first plot.
    pub(super) fn scene(&self) -> Option<SceneLayout> {
        SceneLayout::new(&self.dimensions, self.options, self.plot(0))
    }

    /// Columns and rows of each spectrogram: one cell per pixel, or few enough for a readable mesh.
    pub(super) fn cells(&self) -> (usize, usize) {
        let plot = self.plot(0);
        if self.options.view == View::Heatmap {
            return (plot.width as usize, plot.height as usize);
        }
        let nodes = |extent: i32, pixels: f64, most: f64| {
            (f64::from(extent) / (pixels * self.options.zoom)).round().clamp(2.0, most) as usize
        };
        (nodes(plot.width, MESH.0, MOST_NODES), nodes(plot.height, MESH.1, MOST_NODES))
    }

    pub(super) fn lanes(&self) -> Vec<Lane> {
        (0..self.lanes).map(|lane| self.lane(lane)).collect()
    }

    fn lane(&self, lane: i32) -> Lane {
        let plot = self.plot(lane);
        let frequency = self.frequency(lane, plot);
        Lane { plot, name: self.name(lane), frequency, waveform: self.waveform(lane), spectrum: self.spectrum(lane) }
    }

    /// Labels and title left of a plot; of many crowded plots some have labels, and one has the title for all.
    fn frequency(&self, lane: i32, plot: Rect) -> Option<AxisLayout> {
        let (d, (tall, wide)) = (&self.dimensions, self.parts.as_ref()?);
        if !tall.crowded {
            return self.upright_axis(plot);
        }
        let every = tall.labelled(2 * d.half_label());
        let axis = self.upright_axis(plot).filter(|_| lane % every == 0 && !wide.ticks.major.is_empty())?;
        let middle = lane / every == (self.lanes - 1) / 2 / every;
        let (y, height) = (d.margin, self.height - 2 * d.margin);
        let title = axis.title.filter(|_| middle).map(|title| Rect { y, height, ..title });
        Some(AxisLayout { title, ..axis })
    }

    /// The name of a lane and its place: above the lane, or beside it if many lanes stand close.
    fn name(&self, lane: i32) -> Option<(String, Rect)> {
        let (d, (tall, wide)) = (&self.dimensions, self.parts.as_ref()?);
        let name = self.options.channels.get(lane as usize)?;
        let height = line_height(d.axis_title_size);
        if wide.names > 0 {
            return self.name_beside(lane, shortened(name, d.axis_title_size, wide.names.into())?);
        }
        if tall.head() == 0 {
            return None;
        }
        let rect = Rect { x: wide.before, y: tall.lane(lane), width: wide.columns, height };
        Some((shortened(name, d.axis_title_size, wide.columns.into())?, rect))
    }

    /// The place of a name beside its lane; if names are higher than their lanes, only some have one.
    fn name_beside(&self, lane: i32, name: String) -> Option<(String, Rect)> {
        let (d, (tall, wide)) = (&self.dimensions, self.parts.as_ref()?);
        let height = line_height(d.axis_title_size);
        let every = (height + tall.pitch() - 1) / tall.pitch();
        let (plot, first, last) = (self.plot(lane), self.plot(0), self.plot(self.lanes - 1));
        // Beside the numbers of the axes, which have no descenders, names use the same baseline.
        let middle = plot.y + plot.height / 2 - cap_height(d.axis_title_size) / 2;
        let (top, bottom) = (first.y - d.line - d.tick_pad, last.bottom() + d.line + d.tick_pad - height);
        let width = font::text_width(&name, d.axis_title_size).ceil() as i32;
        let x = wide.before - d.line - wide.ticked - d.title_gap - width;
        let rect = Rect { x, y: middle, width, height };
        (lane % every == 0 && (top..=bottom).contains(&middle)).then_some((name, rect))
    }

    fn waveform(&self, lane: i32) -> Option<PanelLayout> {
        let (tall, wide) = self.parts.as_ref().filter(|(tall, _)| tall.has.waveform)?;
        let inner = Rect { x: wide.before, y: tall.wave_top(lane), width: wide.columns, height: tall.wave };
        Some(PanelLayout { inner, axis: self.upright_axis(inner) })
    }

    fn spectrum(&self, lane: i32) -> Option<PanelLayout> {
        let (_, wide) = self.parts.as_ref().filter(|(_, wide)| wide.has.spectrum)?;
        let plot = self.plot(lane);
        let inner = Rect { x: plot.right() + wide.gap, width: wide.spectrum, ..plot };
        let axis = if lane + 1 == self.lanes { self.level_axis(inner) } else { None };
        Some(PanelLayout { inner, axis })
    }

    /// Labels and title left of the plot or of the waveform.
    fn upright_axis(&self, inner: Rect) -> Option<AxisLayout> {
        let (d, (tall, wide)) = (&self.dimensions, self.parts.as_ref().filter(|(_, wide)| wide.has.labels)?);
        let x = wide.before - d.line - d.tick - d.tick_pad - wide.labels;
        let labels = self.beside(inner, x, wide.labels);
        let alone = self.lanes == 1 && !tall.has.waveform;
        // With a single lane, the title may extend beyond the ends of its axis.
        let (y, height) = if alone { (d.margin, self.height - 2 * d.margin) } else { (inner.y, inner.height) };
        let title = Rect { x: d.margin, y, width: line_height(d.axis_title_size), height };
        Some(AxisLayout { labels, title: wide.has.axis_titles.then_some(title) })
    }

    /// Labels and title below the last plot.
    pub(super) fn time(&self) -> Option<AxisLayout> {
        let (d, (tall, wide)) = (&self.dimensions, self.parts.as_ref()?);
        let axis_title = d.margin + line_height(d.axis_title_size);
        // Labels without a title may reach nearly to the edge of the figure.
        let left = if wide.has.axis_titles { axis_title } else { d.line };
        let right = if wide.has.spectrum {
            wide.before + wide.columns + wide.gap - d.line
        } else if wide.has.colorbar {
            self.width - axis_title
        } else {
            self.width - d.line
        };
        tall.has.labels.then(|| self.level_strips(left, right))
    }

    /// Labels and title below the mean spectrum.
    fn level_axis(&self, inner: Rect) -> Option<AxisLayout> {
        let (d, (tall, wide)) = (&self.dimensions, self.parts.as_ref()?);
        let right = if wide.has.colorbar { inner.right() + d.bar_gap } else { self.width - d.line };
        tall.has.labels.then(|| self.level_strips(inner.x - d.line, right))
    }

    /// The strips of labels and title below the last plot, from `left` to `right`.
    fn level_strips(&self, left: i32, right: i32) -> AxisLayout {
        let d = &self.dimensions;
        let has_title = self.parts.as_ref().is_some_and(|(tall, _)| tall.has.axis_titles);
        let strip = |y, height| Rect { x: left, y, width: right - left, height };
        let labels = strip(self.plot(self.lanes - 1).bottom() + d.line + d.tick + d.tick_pad, d.label_height());
        let title = strip(labels.bottom() + d.title_gap, line_height(d.axis_title_size));
        AxisLayout { labels, title: has_title.then_some(title) }
    }

    pub(super) fn colorbar(&self) -> Option<ColorbarLayout> {
        let (d, (_, wide)) = (&self.dimensions, self.parts.as_ref().filter(|(_, wide)| wide.has.colorbar)?);
        let (first, last) = (self.plot(0), self.plot(self.lanes - 1));
        let x = wide.data_end() + 2 * d.line + d.bar_gap;
        let bar = Rect { x, y: first.y, width: d.bar, height: last.bottom() - first.y };
        let labels = self.beside(bar, bar.right() + d.line + d.tick + d.tick_pad, wide.levels);
        // From the top of the frame down to the margin: the title of the figure may extend above it.
        let (y, width) = (bar.y - d.line, line_height(d.axis_title_size));
        let title = Rect { x: labels.right() + d.title_gap, y, width, height: self.height - d.margin - y };
        Some(ColorbarLayout { bar, axis: AxisLayout { labels, title: Some(title) } })
    }

    /// A strip as high as a plot plus half a label at each end.
    fn beside(&self, inner: Rect, x: i32, width: i32) -> Rect {
        let half = self.dimensions.half_label();
        Rect { x, y: inner.y - half, width, height: inner.height + 2 * half }
    }

    pub(super) fn into_ticks(self) -> Ticks {
        self.parts.map(|(_, wide)| wide.ticks).unwrap_or_default()
    }
}
