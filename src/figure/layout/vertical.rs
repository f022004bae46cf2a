//! Heights: the parts above, between and below the plots.

use super::decorations::Decorations;
use super::limits::least_share;
use crate::figure::dimensions::{Dimensions, line_height};
use crate::figure::options::FigureOptions;

/// The waveform's share of the height that it divides with its spectrogram.
const WAVEFORM_SHARE: f64 = 0.25;

/// From one labelled axis of crowded lanes to the next, in heights of a label.
const LABELLED_PITCH: i32 = 4;

/// A crowded lane is divided into this many parts, one of which is the gap to the next lane.
const CROWDED_PARTS: i32 = 4;

/// The least rows of a framed plot, in line thicknesses: below that, frames would take more pixels than the data.
const LEAST_FRAMED: i32 = 6;

/// Heights in pixels; every lane has the same.
pub(super) struct Vertical {
    pub(super) has: Decorations,
    pub(super) lanes: i32,
    /// Rows of each plot.
    pub(super) rows: i32,
    /// Height of each waveform, without its frame; 0 for none.
    pub(super) wave: i32,
    /// From the figure's upper edge to the first lane.
    above: i32,
    /// Height of a lane's name with the space below it.
    head: i32,
    /// From the frame of the waveform to that of its spectrogram.
    gap: i32,
    /// From the frame of a lane to the next lane.
    between: i32,
    below: i32,
    line: i32,
    /// Whether the lanes stand close, with names beside them.
    pub(super) crowded: bool,
    /// Leftover pixels of the division by lanes, distributed over the gaps.
    spare: i32,
}

impl Vertical {
    fn new(d: &Dimensions, has: Decorations, lanes: i32, named: bool) -> Self {
        let title = if has.title { line_height(d.title_size) + d.title_gap } else { 0 };
        let labels = if has.labels { d.tick + d.tick_pad + d.label_height() } else { 0 };
        let axis_title = if has.axis_titles { d.title_gap + line_height(d.axis_title_size) } else { 0 };
        // Labels reach half their height beyond their plots.
        let gap = d.panel_gap.max(2 * d.half_label() + d.line);
        Self {
            has,
            lanes,
            rows: 0,
            wave: 0,
            above: d.margin + title,
            head: if named && has.labels { line_height(d.axis_title_size) + d.tick_pad } else { 0 },
            gap,
            between: gap,
            below: labels + axis_title + d.margin,
            line: d.line,
            crowded: false,
            spare: 0,
        }
    }

    /// Divides `height` pixels with as many decorations as fit; `None` if none fit.
    pub(super) fn fitted(d: &Dimensions, options: &FigureOptions, lanes: i32, height: i32) -> Option<Self> {
        let named = !options.channels.is_empty();
        let within = |has| Self::within(d, has, lanes, named, height);
        let ladder = Decorations::ladder(options);
        if lanes == 1 {
            return ladder.into_iter().find_map(within);
        }
        let crowded = Decorations::crowded_ladder(options);
        within(ladder[0]).or_else(|| within(crowded[0])).or_else(|| {
            let kinds = crowded.into_iter().flat_map(|has| [(has, d.line), (has, 0)]);
            kinds.into_iter().find_map(|(has, line)| Self::crowded(d, has, lanes, line, height))
        })
    }

    /// Divides `height` pixels among many `lanes` with frames `line` thick; `None` as above.
    fn crowded(d: &Dimensions, has: Decorations, lanes: i32, line: i32, height: i32) -> Option<Self> {
        let spacious = Self { line, crowded: true, ..Self::new(d, has, lanes, false) };
        let pitch = (height - spacious.above - spacious.below) / lanes;
        let between = (pitch / CROWDED_PARTS).clamp(d.line, spacious.between);
        let vertical = Self { between, ..spacious };
        let left = height - vertical.around();
        let vertical = Self { rows: left / lanes, spare: left % lanes, ..vertical };
        let framed = vertical.rows >= LEAST_FRAMED * line;
        (least_share(left, height) && vertical.rows > 0 && framed).then_some(vertical)
    }

    /// Divides `height` pixels among `lanes`; `None` if that leaves too little for the plots.
    fn within(d: &Dimensions, has: Decorations, lanes: i32, named: bool, height: i32) -> Option<Self> {
        let mut vertical = Self::new(d, has, lanes, named);
        let left = height - vertical.around();
        let lane = left / lanes;
        vertical.wave = if has.waveform { (WAVEFORM_SHARE * f64::from(lane)) as i32 } else { 0 };
        vertical.rows = lane - vertical.wave;
        let room_for_wave = !has.waveform || vertical.wave >= d.least_panel;
        (least_share(left, height) && vertical.rows > 0 && room_for_wave).then_some(vertical)
    }

    /// The heights around plots of `rows` rows.
    pub(super) fn around_rows(d: &Dimensions, has: Decorations, lanes: i32, named: bool, rows: i32) -> Self {
        let wave = WAVEFORM_SHARE / (1.0 - WAVEFORM_SHARE) * f64::from(rows);
        let wave = if has.waveform { (wave as i32).max(d.least_panel) } else { 0 };
        Self { rows, wave, ..Self::new(d, has, lanes, named) }
    }

    /// The height of everything except data.
    fn around(&self) -> i32 {
        let frames = 2 * self.line + if self.has.waveform { 2 * self.line + self.gap } else { 0 };
        self.above + self.lanes * (self.head + frames) + (self.lanes - 1) * self.between + self.below
    }

    /// The height of the whole figure; may exceed 32 bits.
    pub(super) fn height(&self) -> i64 {
        i64::from(self.around()) + i64::from(self.lanes) * (i64::from(self.rows) + i64::from(self.wave))
    }

    /// The top of a lane: the top of its name, or of its topmost frame.
    pub(super) fn lane(&self, index: i32) -> i32 {
        self.above + index * self.pitch() + index * self.spare / (self.lanes - 1).max(1)
    }

    /// From the top of a lane to that of the next, or one pixel less.
    pub(super) fn pitch(&self) -> i32 {
        let waveform = if self.has.waveform { self.wave + 2 * self.line + self.gap } else { 0 };
        self.head + waveform + self.rows + 2 * self.line + self.between
    }

    /// The distance between labelled lanes, in lanes, so that labels of the given height at both ends of their axes do
    /// not overlap.
    pub(super) fn labelled(&self, height: i32) -> i32 {
        if !self.crowded || self.between >= height {
            return 1;
        }
        let many = (LABELLED_PITCH * height / self.pitch().max(1)).max(1);
        2 * (many / 2 + 1)
    }

    /// The thickness of the line around the plots.
    pub(super) fn line(&self) -> i32 {
        self.line
    }

    /// The height of a lane's name with the space below it.
    pub(super) fn head(&self) -> i32 {
        self.head
    }

    /// The first row of the waveform of a lane.
    pub(super) fn wave_top(&self, lane: i32) -> i32 {
        self.lane(lane) + self.head + self.line
    }

    /// The first row of the plot of a lane.
    pub(super) fn plot_top(&self, lane: i32) -> i32 {
        let waveform = if self.has.waveform { self.wave + 2 * self.line + self.gap } else { 0 };
        self.wave_top(lane) + waveform
    }
}
