//! Axes of text.

use super::cells::Cell;
use super::layout::{LEFT, RIGHT};
use crate::figure::ticks::{Extent, LabelSpace, Ticks};

/// Widths in characters: those of ASCII, which all labels of ticks consist of but for signs and prefixes.
fn width(label: &str) -> usize {
    label.chars().count()
}

/// The glyphs of axes.
pub(super) struct Lines {
    pub(super) upright: char,
    pub(super) tick_left: char,
    pub(super) corner: char,
    pub(super) level: char,
    pub(super) tick_below: char,
}

/// The space of an axis along `columns` characters.
pub(super) fn across(columns: usize, ticks: impl FnOnce(&LabelSpace<'_>) -> Ticks) -> Ticks {
    let extent = |label: &str| width(label) as f64;
    ticks(&LabelSpace {
        length: columns as f64,
        extent: Extent::Measured(&extent),
        gap: 2.0,
        pitch: 12.0,
        minor_pitch: 3.0,
        overhang: (LEFT as f64, RIGHT as f64),
    })
}

/// The space of an axis along `lines` lines.
pub(super) fn upward(lines: usize, ticks: impl FnOnce(&LabelSpace<'_>) -> Ticks) -> Ticks {
    let extent = |label: &str| if width(label) + 2 > LEFT { f64::INFINITY } else { 1.0 };
    ticks(&LabelSpace {
        length: lines as f64,
        extent: Extent::Measured(&extent),
        gap: 1.0,
        pitch: 3.0,
        minor_pitch: 1.0,
        // The characters of the first and the last line are within the axis, at whose ends labels would be centred.
        overhang: (0.5, 0.5),
    })
}

/// The character that contains a place on an axis of `length` characters.
fn at(fraction: f64, length: usize) -> usize {
    ((fraction * length as f64) as usize).min(length - 1)
}

/// The characters left of each line of a plot, the topmost first: labels, right-aligned, and the axis.
pub(super) fn left(ticks: &Ticks, lines: usize, glyphs: &Lines) -> Vec<Vec<Cell>> {
    let mut rows = vec![(String::new(), glyphs.upright); lines];
    for tick in ticks.major.iter().filter(|tick| !tick.label.is_empty()) {
        rows[lines - 1 - at(tick.at, lines)] = (tick.label.clone(), glyphs.tick_left);
    }
    let row = |(label, line): &(String, char)| {
        format!("{label:>width$}{line}", width = LEFT - 1).chars().map(Cell::plain).collect()
    };
    rows.iter().map(row).collect()
}

/// The axis below a plot, and its labels with the unit at the left.
pub(super) fn below(ticks: &Ticks, columns: usize, glyphs: &Lines) -> [Vec<Cell>; 2] {
    let mut axis = vec![Cell::BLANK; LEFT - 1];
    axis.push(Cell::plain(glyphs.corner));
    axis.resize(LEFT + columns, Cell::plain(glyphs.level));
    for tick in ticks.major.iter().filter(|tick| !tick.label.is_empty()) {
        axis[LEFT + at(tick.at, columns)] = Cell::plain(glyphs.tick_below);
    }
    [axis, labels(ticks, columns)]
}

/// The labels of ticks along a line, each centred below its place, and the unit left of them where there is room.
pub(super) fn labels(ticks: &Ticks, columns: usize) -> Vec<Cell> {
    let mut line = vec![Cell::BLANK; LEFT + columns + RIGHT];
    let mut first = line.len();
    for tick in ticks.major.iter().filter(|tick| !tick.label.is_empty()) {
        let length = width(&tick.label);
        let begin =
            (LEFT + at(tick.at, columns)).saturating_sub((length - 1) / 2).min(line.len().saturating_sub(length));
        for (cell, glyph) in line[begin..].iter_mut().zip(tick.label.chars()) {
            *cell = Cell::plain(glyph);
        }
        first = first.min(begin);
    }
    let unit = format!("{:>space$}", ticks.unit, space = LEFT - 2);
    if width(&unit) < first {
        for (cell, glyph) in line.iter_mut().zip(unit.chars()) {
            *cell = Cell::plain(glyph);
        }
    }
    line
}
