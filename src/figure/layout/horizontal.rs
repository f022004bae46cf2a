//! Widths: the parts beside the plots.

use super::decorations::Decorations;
use super::limits::least_share;
use super::title::shortened;
use super::vertical::Vertical;
use crate::figure::dimensions::{Dimensions, line_height};
use crate::figure::options::FigureOptions;
use crate::figure::ticks::{self, Ticks};
use crate::font;
use crate::level::LevelOption;
use crate::scale::FrequencyAxis;

/// The widest label of levels if the range is not yet known.
const WIDEST_LEVEL: &str = "\u{2212}000";

/// The widest label of amplitudes, whose range is not yet known either.
const WIDEST_AMPLITUDE: &str = "\u{2212}0.00";

/// The mean spectrum's share of the width that it divides with its spectrogram.
const SPECTRUM_SHARE: f64 = 0.15;

/// The greatest width of names beside their lanes, in font sizes.
const WIDEST_NAME: f64 = 10.0;

/// Widths in pixels.
pub(super) struct Horizontal {
    pub(super) has: Decorations,
    /// Columns of each plot.
    pub(super) columns: i32,
    /// Width of the mean spectrum, without its frame; 0 for none.
    pub(super) spectrum: i32,
    /// Left of the plot's columns.
    pub(super) before: i32,
    /// Right of the last frame of data, the frame included.
    after: i32,
    /// Width of the labels of frequencies and amplitudes.
    pub(super) labels: i32,
    /// Width of the names of lanes if they are beside the lanes; otherwise 0.
    pub(super) names: i32,
    /// From the frame to the names: the ticks and their labels.
    pub(super) ticked: i32,
    /// Width of the labels of levels.
    pub(super) levels: i32,
    pub(super) ticks: Ticks,
    /// From the plot to the mean spectrum, frames included.
    pub(super) gap: i32,
}

impl Horizontal {
    /// Measures the labels beside the plots, and those of waveforms above them if there are any.
    fn new(
        d: &Dimensions,
        has: Decorations,
        options: &FigureOptions,
        frequency: &FrequencyAxis,
        tall: &Vertical,
    ) -> Self {
        let axis_title = line_height(d.axis_title_size) + d.title_gap;
        let rows = tall.rows;
        let ticks = match has.labels {
            true if tall.crowded => ticks::frequency_of_low(frequency, &d.space_upward(rows)),
            true => ticks::frequency(frequency, &d.space_upward(rows)),
            false => Ticks::default(),
        };
        let amplitudes = if tall.wave > 0 { d.label_width(WIDEST_AMPLITUDE).ceil() as i32 } else { 0 };
        let labels = d.widest_label(&ticks).max(amplitudes);
        let levels = if has.colorbar { widest_level(d, options.levels, rows) } else { 0 };
        let names = if has.labels && tall.crowded { widest_name(d, options) } else { 0 };
        // Lanes too low for labels have no axis.
        let bare = tall.crowded && ticks.major.is_empty();
        let ticked = if has.labels && !bare { d.tick + d.tick_pad + labels } else { 0 };
        let mut before = d.line + d.margin + ticked;
        if names > 0 {
            before += names + d.title_gap;
        }
        if has.axis_titles && !bare {
            before += axis_title;
        }
        let after = if has.colorbar {
            3 * d.line + d.bar_gap + d.bar + d.tick + d.tick_pad + levels + axis_title + d.margin
        } else if has.labels {
            d.line + d.overhang
        } else {
            d.line + d.margin
        };
        let gap = if has.spectrum { 2 * d.line + d.panel_gap } else { 0 };
        Self { has, columns: 0, spectrum: 0, before, after, labels, names, ticked, levels, ticks, gap }
    }

    /// Divides `width` pixels; `None` if that leaves too little for the plots.
    pub(super) fn within(
        d: &Dimensions,
        has: Decorations,
        options: &FigureOptions,
        frequency: &FrequencyAxis,
        tall: &Vertical,
        width: i32,
    ) -> Option<Self> {
        let mut horizontal = Self::new(d, has, options, frequency, tall);
        let left = width - horizontal.around();
        horizontal.spectrum = if has.spectrum { (SPECTRUM_SHARE * f64::from(left)) as i32 } else { 0 };
        horizontal.columns = left - horizontal.spectrum;
        let room_for_spectrum = !has.spectrum || horizontal.spectrum >= d.least_spectrum;
        (least_share(left, width) && horizontal.columns > 0 && room_for_spectrum).then_some(horizontal)
    }

    /// The widths beside plots of `columns` columns.
    pub(super) fn around_columns(
        d: &Dimensions,
        has: Decorations,
        options: &FigureOptions,
        frequency: &FrequencyAxis,
        tall: &Vertical,
        columns: i32,
    ) -> Self {
        let spectrum = SPECTRUM_SHARE / (1.0 - SPECTRUM_SHARE) * f64::from(columns);
        let spectrum = if has.spectrum { (spectrum as i32).max(d.least_spectrum) } else { 0 };
        Self { columns, spectrum, ..Self::new(d, has, options, frequency, tall) }
    }

    /// The width of everything except data.
    fn around(&self) -> i32 {
        self.before + self.gap + self.after
    }

    /// The width of the whole figure; may exceed 32 bits.
    pub(super) fn width(&self) -> i64 {
        i64::from(self.around()) + i64::from(self.columns) + i64::from(self.spectrum)
    }

    /// The first column after the data, including the mean spectrum.
    pub(super) fn data_end(&self) -> i32 {
        self.before + self.columns + self.gap + self.spectrum
    }
}

/// The width of the channel names as drawn.
fn widest_name(d: &Dimensions, options: &FigureOptions) -> i32 {
    let (size, most) = (d.axis_title_size, WIDEST_NAME * d.axis_title_size);
    let written = options.channels.iter().filter_map(|name| shortened(name, size, most));
    written.map(|name| font::text_width(&name, size).ceil() as i32).max().unwrap_or(0)
}

/// The width of the labels of levels: exact if the range is known.
fn widest_level(d: &Dimensions, levels: LevelOption, rows: i32) -> i32 {
    match levels {
        LevelOption::Auto | LevelOption::Linear => d.label_width(WIDEST_LEVEL).ceil() as i32,
        LevelOption::Decibels(range) => {
            d.widest_label(&ticks::decibels(range.low(), range.high(), &d.space_upward(rows)))
        }
    }
}
