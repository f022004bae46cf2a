//! Time axes: seconds and their fractions, or minutes, hours and days.

use super::decimal::{Prefix, Step, decimal, span_of};
use super::label_space::LabelSpace;
use super::search::at_multiples;
use super::tick::Ticks;
use crate::spectrogram::TimeAxis;

const DAY: f64 = 86_400.0;

/// Steps of a second and more: whole seconds, and the number of parts between unlabelled ticks.
const SECONDS: [(i64, i64); 19] = [
    (1, 5),
    (2, 4),
    (5, 5),
    (10, 5),
    (15, 3),
    (30, 3),
    (60, 6),
    (120, 4),
    (300, 5),
    (600, 5),
    (900, 3),
    (1800, 3),
    (3600, 6),
    (7200, 4),
    (10_800, 3),
    (21_600, 6),
    (43_200, 4),
    (86_400, 4),
    (172_800, 2),
];

/// The time format of an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Clock {
    /// A number of seconds, or of a decimal fraction of a second.
    Seconds(Prefix),
    /// `1:30`, with decimals if the step has a fraction.
    Minutes,
    /// `1:02:30`.
    Hours,
    /// A number of days.
    Days,
}

impl Clock {
    /// The format for an axis from `start` to `end` seconds.
    fn of(start: f64, end: f64) -> Self {
        let latest = start.abs().max(end.abs());
        if end - start >= 4.0 * DAY {
            Self::Days
        } else if latest >= 3600.0 {
            Self::Hours
        } else if latest > 120.0 {
            Self::Minutes
        } else {
            let prefix = Prefix::of(latest, 0.1);
            Self::Seconds(if prefix.exponent > 0 { Prefix::NONE } else { prefix })
        }
    }

    fn unit(self) -> String {
        match self {
            Self::Seconds(prefix) => format!("{}s", prefix.symbol),
            Self::Minutes => "m:ss".to_owned(),
            Self::Hours => "h:mm:ss".to_owned(),
            Self::Days => "days".to_owned(),
        }
    }

    fn write(self, step: &Step, multiple: i64) -> String {
        match self {
            Self::Seconds(prefix) => step.write(multiple, prefix.exponent),
            Self::Minutes | Self::Hours => self.write_clock(step, multiple),
            Self::Days => decimal(i128::from(multiple) * i128::from(step.mantissa), step.exponent),
        }
    }

    /// Splits into hours, minutes and seconds in integers, so that 59.999… never shows.
    fn write_clock(self, step: &Step, multiple: i64) -> String {
        let number = i128::from(multiple) * i128::from(step.mantissa);
        let sign = if number < 0 { "\u{2212}" } else { "" };
        // Clock axes have steps of at most a few hours, and exponents of at most 0.
        let per_second = 10i128.pow(step.exponent.min(0).unsigned_abs().min(30));
        let per_minute = 60 * per_second;
        let (minutes, rest) = (number.abs() / per_minute, number.abs() % per_minute);
        let seconds = decimal(rest, step.exponent);
        let pad = if rest < 10 * per_second { "0" } else { "" };
        if self == Self::Hours {
            format!("{sign}{}:{:02}:{pad}{seconds}", minutes / 60, minutes % 60)
        } else {
            format!("{sign}{minutes}:{pad}{seconds}")
        }
    }
}

/// Ticks of a time axis, in the format for its range: `0.25`, `12`, `1:30` or `2:00:00`.
///
/// Steps are 1, 2, 5, 10, 15 and 30 seconds or minutes, 1, 2, 3, 6 and 12
/// hours, and 1, 2 or 5 times powers of ten of days and of fractions of a second.
///
/// # Units
/// The unit is `s`, `ms`, `µs`, `ns`, `m:ss`, `h:mm:ss` or `days`.
pub fn time(axis: TimeAxis, space: &LabelSpace<'_>) -> Ticks {
    let (start, end) = (axis.start, axis.end);
    let clock = Clock::of(start, end);
    let ticks = match span_of(start, end).filter(|_| space.is_usable()) {
        None => Ticks::default(),
        Some(span) if clock == Clock::Days => {
            let (start, end, span) = (start / DAY, end / DAY, span / DAY);
            let steps = |space: &LabelSpace<'_>| Step::round_from(space.aimed_step(span).max(1.0)).map(quartered);
            at_multiples(space, (start, end), steps, |day| (day - start) / span, |s, n| clock.write(s, n))
        }
        Some(span) => {
            let steps = |space: &LabelSpace<'_>| steps_from(space.aimed_step(span));
            at_multiples(space, (start, end), steps, |second| (second - start) / span, |s, n| clock.write(s, n))
        }
    };
    Ticks { unit: clock.unit(), ..ticks }
}

/// Whole days are divided into quarters, not fifths.
fn quartered(step: Step) -> Step {
    if step.times(1) == 1.0 { Step { parts: 4, ..step } } else { step }
}

/// Steps in seconds, starting at the first that is not below `least`.
fn steps_from(least: f64) -> impl Iterator<Item = Step> {
    let fractions = Step::round_from(least.min(1.0)).filter(|step| step.exponent < 0);
    let whole = SECONDS.into_iter().map(|(mantissa, parts)| Step { mantissa, exponent: 0, parts });
    fractions.chain(whole).skip_while(move |step| step.times(1) < least * (1.0 - 1e-6))
}
