//! The colours by their definition, as far as rounding leaves them certain.

use super::case::{Case, Levels, Mode};
use super::span::Span;

/// How far rounding moves a level, in colours.
pub(super) const ROUNDING: f64 = 1e-7;

/// The tolerance of the automatic range: a strongest cell at most this far above a multiple of five, in decibels, is
/// rounded down.
const TOLERANCE: f64 = 1e-3;

/// The colours that a cell may have, from one to another, past the last to the first where `last` is below `first`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colors {
    pub(super) first: u8,
    pub(super) last: u8,
}

impl Colors {
    /// The colours from one place to another, in 256ths of the range.
    pub(super) fn between(low: f64, high: f64) -> Self {
        let color = |place: f64| place.clamp(0.0, 255.0) as u8;
        Self { first: color(low - ROUNDING), last: color(high + ROUNDING) }
    }

    pub(super) fn indices(self) -> impl Iterator<Item = u8> {
        (0..=self.last.wrapping_sub(self.first)).map(move |step| self.first.wrapping_add(step))
    }
}

/// The colours of all cells, column by column.
pub(super) type Colored = Vec<Vec<Colors>>;

/// The colours of powers, one picture for every range that rounding allows.
pub(super) fn colors(case: &Case, cells: &[Vec<Span>]) -> Vec<Colored> {
    let all = |of: &dyn Fn(Span) -> Span| -> Colored {
        let color = |cell: &Span| {
            let places = of(*cell).scaled(256.0);
            Colors::between(places.low, places.high)
        };
        cells.iter().map(|column| column.iter().map(color).collect()).collect()
    };
    let within = |low: f64, high: f64| all(&|cell| cell.map(|power| (decibels(power) - low) / (high - low)));
    let strongest = cells.iter().flatten().fold(Span::ZERO, |strongest, cell| strongest.greater(*cell));
    match case.levels {
        Levels::Linear => {
            let value = |power: f64| if case.mode == Mode::Magnitude { power.sqrt() } else { power };
            let most = strongest.map(value);
            let share = |of: f64, most: f64| if of > 0.0 { of / most } else { 0.0 };
            vec![all(&|cell| {
                let Span { low, value, high } = cell.map(value);
                Span { low: share(low, most.high), value: share(value, most.value), high: share(high, most.low) }
            })]
        }
        Levels::Decibels(low, high) => vec![within(low, high)],
        Levels::Auto => ranges(cells, strongest).into_iter().map(|[low, high]| within(low, high)).collect(),
        Levels::Phases => unreachable!("powers are no phases"),
    }
}

pub(super) fn decibels(power: f64) -> f64 {
    10.0 * power.log10()
}

/// The ranges that `--db-range auto` may find; more than one where a level is a multiple of five but for rounding.
fn ranges(cells: &[Vec<Span>], strongest: Span) -> Vec<[f64; 2]> {
    let mut powers: Vec<Span> = cells.iter().flatten().copied().filter(|cell| cell.value > 0.0).collect();
    if powers.is_empty() {
        // Whatever the value, silence is below.
        return vec![[-100.0, 0.0]];
    }
    powers.sort_by(|a, b| a.value.total_cmp(&b.value));
    let tenth = powers[(powers.len() - 1) / 10];
    let fives = |levels: Span, round: fn(f64) -> f64| {
        let five = |level: f64| 5.0 * round(level / 5.0);
        [five(levels.low - ROUNDING), five(levels.high + ROUNDING)]
    };
    let mut ranges = Vec::new();
    for high in fives(strongest.map(|power| decibels(power) - TOLERANCE), f64::ceil) {
        for low in fives(tenth.map(|power| decibels(power) - 5.0), f64::floor) {
            ranges.push([high - (high - low).clamp(40.0, 120.0), high]);
        }
    }
    ranges.dedup();
    ranges
}
