//! The strips above, below and beside the plot: how thick each is, and where it runs.

use super::{AxisLayout, ColorbarLayout, Furniture, LEAST_PLOT, Rect, checked, zoomed};
use crate::error::Result;
use crate::figure::dimensions::{Dimensions, line_height};
use crate::figure::ticks::{self, Ticks};
use crate::figure::{FigureOptions, FigureSize};
use crate::font;
use crate::level::LevelOption;
use crate::scale::FrequencyAxis;

/// The widest label of levels whose range is not known yet.
const WIDEST_LEVEL: &str = "\u{2212}000";

/// The longest title that is measured, in characters: far more than a line holds.
const LONGEST_TITLE: usize = 4096;

/// The thickness of everything around the plot.
pub(super) struct Strips {
    dimensions: Dimensions,
    /// What there is; `None` where the plot is all.
    parts: Option<(Vertical, Horizontal)>,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// What stands above and below the plot, in pixels.
struct Vertical {
    has: Furniture,
    above: i32,
    below: i32,
}

/// What stands beside the plot, in pixels.
struct Horizontal {
    has: Furniture,
    before: i32,
    after: i32,
    /// Width of the labels of frequencies.
    labels: i32,
    /// Width of the labels of levels.
    levels: i32,
    ticks: Ticks,
}

impl Vertical {
    fn new(d: &Dimensions, has: Furniture) -> Self {
        let title = if has.title { line_height(d.title_size) + d.title_gap } else { 0 };
        let labels = if has.labels { d.tick + d.tick_pad + d.label_height() } else { 0 };
        let axis_title = if has.axis_titles { d.title_gap + line_height(d.axis_title_size) } else { 0 };
        Self { has, above: d.margin + title + d.line, below: d.line + labels + axis_title + d.margin }
    }

    fn around(&self) -> i32 {
        self.above + self.below
    }
}

impl Horizontal {
    /// Measures the labels beside a plot `rows` high.
    fn new(d: &Dimensions, has: Furniture, options: &FigureOptions, frequency: &FrequencyAxis, rows: i32) -> Self {
        let axis_title = line_height(d.axis_title_size) + d.title_gap;
        let ticks = if has.labels { ticks::frequency(frequency, &d.room_upward(rows)) } else { Ticks::default() };
        let labels = d.widest_label(&ticks);
        let levels = if has.colorbar { widest_level(d, options.levels, rows) } else { 0 };
        let mut before = d.line + d.margin;
        if has.labels {
            before += d.tick + d.tick_pad + labels;
        }
        if has.axis_titles {
            before += axis_title;
        }
        let after = if has.colorbar {
            3 * d.line + d.bar_gap + d.bar + d.tick + d.tick_pad + levels + axis_title + d.margin
        } else if has.labels {
            d.line + d.overhang
        } else {
            d.line + d.margin
        };
        Self { has, before, after, labels, levels, ticks }
    }

    fn around(&self) -> i32 {
        self.before + self.after
    }
}

/// The width of the labels of levels: exact where the range is known.
fn widest_level(d: &Dimensions, levels: LevelOption, rows: i32) -> i32 {
    match levels {
        LevelOption::Auto | LevelOption::Linear => d.label_width(WIDEST_LEVEL).ceil() as i32,
        LevelOption::Decibels(range) => {
            d.widest_label(&ticks::decibels(range.low(), range.high(), &d.room_upward(rows)))
        }
    }
}

impl Strips {
    pub(super) fn new(options: &FigureOptions, frequency: &FrequencyAxis) -> Result<Self> {
        let dimensions = Dimensions::new(options.zoom);
        let ladder = Furniture::ladder(options);
        if !options.axes && !options.colorbar && !ladder[0].title {
            let (FigureSize::Whole(width, height) | FigureSize::Plot(width, height)) = options.size;
            let (width, height) = zoomed(width, height, options.zoom)?;
            return Ok(Self { dimensions, parts: None, width, height });
        }
        let beside = |has, rows| Horizontal::new(&dimensions, has, options, frequency, rows);
        match options.size {
            FigureSize::Plot(columns, rows) => {
                let (columns, rows) = zoomed(columns, rows, options.zoom)?;
                let (tall, wide) = (Vertical::new(&dimensions, ladder[0]), beside(ladder[0], rows));
                let (width, height) = checked(columns + wide.around(), rows + tall.around())?;
                Ok(Self { dimensions, parts: Some((tall, wide)), width, height })
            }
            FigureSize::Whole(width, height) => {
                let (width, height) = zoomed(width, height, options.zoom)?;
                let fits = |around: i32, whole: i32| f64::from(whole - around) >= LEAST_PLOT * f64::from(whole);
                let tall = ladder.into_iter().map(|has| Vertical::new(&dimensions, has));
                let parts = { tall }.find(|tall| fits(tall.around(), height)).and_then(|tall| {
                    let wide = ladder.into_iter().map(|has| beside(has, height - tall.around()));
                    let wide = { wide }.find(|wide| fits(wide.around(), width))?;
                    Some((tall, wide))
                });
                Ok(Self { dimensions, parts, width, height })
            }
        }
    }

    pub(super) fn plot(&self) -> Rect {
        let (width, height) = (self.width, self.height);
        self.parts.as_ref().map_or(Rect { x: 0, y: 0, width, height }, |(tall, wide)| Rect {
            x: wide.before,
            y: tall.above,
            width: width - wide.around(),
            height: height - tall.around(),
        })
    }

    /// The thickness of the line that there is room for around the plot.
    pub(super) fn frame(&self) -> i32 {
        if self.parts.is_some() { self.dimensions.line } else { 0 }
    }

    /// The title above the plot, shortened to what fits from the plot's left side to the margin.
    pub(super) fn title(&self, title: &str) -> Option<(String, Rect)> {
        let (d, (tall, wide)) = (&self.dimensions, self.parts.as_ref()?);
        let width = self.width - d.margin - wide.before;
        let rect = Rect { x: wide.before, y: d.margin, width, height: line_height(d.title_size) };
        if tall.has.title { Some((shortened(title.trim(), d.title_size, width.into())?, rect)) } else { None }
    }

    pub(super) fn time(&self) -> Option<AxisLayout> {
        let (d, (tall, wide)) = (&self.dimensions, self.parts.as_ref()?);
        if !tall.has.labels {
            return None;
        }
        let axis_title = d.margin + line_height(d.axis_title_size);
        // Labels alone may reach nearly to the edge of the figure.
        let left = if wide.has.axis_titles { axis_title } else { d.line };
        let right = self.width - if wide.has.colorbar { axis_title } else { d.line };
        let strip = |y, height| Rect { x: left, y, width: right - left, height };
        let labels = strip(self.plot().bottom() + d.line + d.tick + d.tick_pad, d.label_height());
        let title = strip(labels.bottom() + d.title_gap, line_height(d.axis_title_size));
        Some(AxisLayout { labels, title: tall.has.axis_titles.then_some(title) })
    }

    pub(super) fn frequency(&self) -> Option<AxisLayout> {
        let (d, (_, wide)) = (&self.dimensions, self.parts.as_ref()?);
        if !wide.has.labels {
            return None;
        }
        let x = wide.before - d.line - d.tick - d.tick_pad - wide.labels;
        let labels = self.beside_plot(x, wide.labels);
        let (height, width) = (self.height - 2 * d.margin, line_height(d.axis_title_size));
        let title = Rect { x: d.margin, y: d.margin, width, height };
        Some(AxisLayout { labels, title: wide.has.axis_titles.then_some(title) })
    }

    pub(super) fn colorbar(&self) -> Option<ColorbarLayout> {
        let (d, (_, wide)) = (&self.dimensions, self.parts.as_ref()?);
        if !wide.has.colorbar {
            return None;
        }
        let plot = self.plot();
        let bar = Rect { x: plot.right() + 2 * d.line + d.bar_gap, width: d.bar, ..plot };
        let labels = self.beside_plot(bar.right() + d.line + d.tick + d.tick_pad, wide.levels);
        // From the top of the frame down to the margin: the title of the figure may run above.
        let (y, width) = (plot.y - d.line, line_height(d.axis_title_size));
        let title = Rect { x: labels.right() + d.title_gap, y, width, height: self.height - d.margin - y };
        Some(ColorbarLayout { bar, axis: AxisLayout { labels, title: Some(title) } })
    }

    /// A strip as high as the plot and the halves of the outermost labels.
    fn beside_plot(&self, x: i32, width: i32) -> Rect {
        let (plot, half) = (self.plot(), self.dimensions.half_label());
        Rect { x, y: plot.y - half, width, height: plot.height + 2 * half }
    }

    pub(super) fn into_ticks(self) -> Ticks {
        self.parts.map(|(_, wide)| wide.ticks).unwrap_or_default()
    }
}

/// As much of a text as fits, `…` in place of the rest; `None` where not even one letter does.
fn shortened(text: &str, size: f64, width: f64) -> Option<String> {
    let letters: Vec<char> = text.chars().take(LONGEST_TITLE + 1).filter(|&letter| font::is_drawn(letter)).collect();
    let fits = |text: &str| font::text_width(text, size) <= width;
    let whole: String = letters.iter().collect();
    if letters.len() <= LONGEST_TITLE && fits(&whole) {
        return Some(whole);
    }
    let cut = |count: usize| letters[..count].iter().collect::<String>().trim_end().to_owned() + "…";
    let (mut short, mut long) = (0, letters.len());
    while short + 1 < long {
        let middle = usize::midpoint(short, long);
        if fits(&cut(middle)) { short = middle } else { long = middle }
    }
    (short > 0).then(|| cut(short))
}
