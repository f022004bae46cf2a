//! Requested parts without space, and the size that fits them.

use super::decorations::Decorations;
use super::limits::LONGEST_SIDE;
use super::parts::{Lane, Layout};
use crate::figure::options::{FigureOptions, FigureSize};
use crate::scale::FrequencyAxis;
use crate::warning::Warning;

/// Suggested sizes are multiples of this.
const ROUND: u32 = 10;

/// A width that fits everything beside a plot with labels of the usual size.
const AMPLE_WIDTH: u32 = 1200;

/// The requested parts that are missing, as named in the warning, and their number.
pub(super) struct Missing {
    parts: Vec<String>,
    things: u64,
}

impl Missing {
    /// Compares the layout with the request.
    pub(super) fn of(layout: &Layout, options: &FigureOptions) -> Self {
        let mut missing = Self { parts: Vec::new(), things: 0 };
        let (lanes, wanted) = (&layout.lanes, Decorations::ladder(options)[0]);
        let count = |has: fn(&Lane) -> bool| lanes.iter().filter(|lane| has(lane)).count();
        missing.add(wanted.title && layout.title.is_none(), 1, "the title");
        missing.add(wanted.waveform && count(|lane| lane.waveform.is_some()) == 0, 1, "the waveform panel");
        missing.add(wanted.spectrum && count(|lane| lane.spectrum.is_some()) == 0, 1, "the spectrum panel");
        missing.add(wanted.colorbar && layout.colorbar.is_none(), 1, "the colorbar");
        missing.axes(layout, options, wanted);
        let names = options.channels.len() - count(|lane| lane.name.is_some()).min(options.channels.len());
        if wanted.labels {
            let all = if names == lanes.len() { String::new() } else { format!(" of {}", lanes.len()) };
            missing.add(names > 0, names as u64, &format!("the names of {names}{all} channels"));
        }
        missing
    }

    /// Checks both axes and their titles.
    fn axes(&mut self, layout: &Layout, options: &FigureOptions, wanted: Decorations) {
        let in_scene = options.axes && layout.scene.as_ref().is_some_and(|scene| !scene.labels);
        let has = |title: bool| move |lane: &Lane| lane.frequency.is_some_and(|axis| !title || axis.title.is_some());
        let (time, frequency) = (layout.time.is_some(), layout.lanes.iter().any(has(false)));
        let titles =
            layout.time.is_none_or(|axis| axis.title.is_some()) && (!frequency || layout.lanes.iter().any(has(true)));
        let labelled =
            |at_time: bool, at_frequency: bool| wanted.labels && (time, frequency) == (at_time, at_frequency);
        let upright = match layout.lanes.len() {
            1 => "the frequency axis".to_owned(),
            lanes => format!("the frequency axes of {lanes} channels"),
        };
        self.add(in_scene, 3, "the labels of the axes");
        self.add(labelled(false, false), 2, "the axes");
        self.add(labelled(false, true), 1, "the time axis");
        self.add(labelled(true, false), layout.lanes.len() as u64, &upright);
        self.add(wanted.axis_titles && !titles, 2, "the titles of the axes");
    }

    fn add(&mut self, missing: bool, things: u64, part: &str) {
        if missing {
            self.parts.push(part.to_owned());
            self.things += things;
        }
    }

    /// The warning about these parts; `None` if nothing is missing.
    pub(super) fn warning(self, layout: &Layout, options: &FigureOptions, axis: &FrequencyAxis) -> Option<Warning> {
        let last = self.parts.last()?;
        let missing = match &self.parts[..self.parts.len() - 1] {
            [] => last.clone(),
            others => format!("{} and {last}", others.join(", ")),
        };
        let enough = enough(options, axis);
        Some(Warning::NoRoom { missing, width: layout.width, height: layout.height, enough })
    }
}

/// The least size that fits everything, at the requested width if possible; before the zoom.
fn enough(options: &FigureOptions, frequency: &FrequencyAxis) -> Option<(u32, u32)> {
    let FigureSize::Whole(width, height) = options.size else { return None };
    let most = (f64::from(LONGEST_SIDE) / options.zoom) as u32 / ROUND * ROUND;
    let fits = |width, height| {
        let options = FigureOptions { size: FigureSize::Whole(width, height), ..options.clone() };
        Layout::fitting(&options, frequency).is_ok_and(|layout| Missing::of(&layout, &options).parts.is_empty())
    };
    // An ample side, within the limit of pixels for the given other side.
    let ample = |other: u32| {
        let pixels = super::MOST_PIXELS as f64 / (f64::from(other.max(1)) * options.zoom * options.zoom);
        (pixels as u32 / ROUND * ROUND).min(most)
    };
    let taller = |width| least(height, ample(width), |height| fits(width, height)).map(|height| (width, height));
    let wider = |height| least(width, ample(height), |width| fits(width, height)).map(|width| (width, height));
    if let Some(size) = taller(width).or_else(|| wider(height)) {
        return Some(size);
    }
    // Both sides are short: find the height at an ample width.
    let ample_width = f64::from(AMPLE_WIDTH) * (options.font_size / FigureOptions::default().font_size).max(1.0);
    let (_, height) = taller(width.max(ample_width as u32))?;
    wider(height)
}

/// The least round number from `from` to `most` that `fits`, given that all larger numbers fit too.
fn least(from: u32, most: u32, fits: impl Fn(u32) -> bool) -> Option<u32> {
    let (mut short, mut long) = (from / ROUND, most / ROUND);
    if fits(from) {
        return Some(from);
    }
    if short >= long || !fits(long * ROUND) {
        return None;
    }
    while short + 1 < long {
        let middle = u32::midpoint(short, long);
        if fits(middle * ROUND) { long = middle } else { short = middle }
    }
    Some(long * ROUND)
}
