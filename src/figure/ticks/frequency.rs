//! Frequency axes: even steps on a linear axis, 1, 2 and 5 per decade on a logarithmic one.

use super::decimal::{Prefix, Step, TOLERANCE, decimal, span_of, ten_to};
use super::label_space::LabelSpace;
use super::search::{ENOUGH, at_multiples, even};
use super::tick::{Tick, Ticks};
use crate::scale::{FrequencyAxis, FrequencyScale};

/// Ticks of a frequency axis, in the unit that suits its upper end: `Hz`, `kHz`, `MHz`, `mHz` …
///
/// A logarithmic axis has labels at 1, 2 and 5 times powers of ten, or as many of those as fit. If fewer than four fit,
/// even steps are used if they give more labels. An axis that contains 1 kHz is written in hertz with suffixes: `500`,
/// `1k`, `2k`.
pub fn frequency(axis: &FrequencyAxis, space: &LabelSpace<'_>) -> Ticks {
    let prefix = Prefix::of(axis.high().abs().max(axis.low().abs()), 2.0);
    let unit = format!("{}Hz", prefix.symbol);
    match axis.scale() {
        FrequencyScale::Linear => Ticks { unit, ..even(space, axis.low(), axis.high(), prefix) },
        FrequencyScale::Log => {
            let decades = decades(axis, space, prefix);
            if decades.labels() >= ENOUGH {
                return decades;
            }
            let stepped = Ticks { unit, ..stepped(axis, space, prefix) };
            if stepped.labels() > decades.labels() { stepped } else { decades }
        }
        FrequencyScale::Mel | FrequencyScale::MelHtk | FrequencyScale::Bark | FrequencyScale::Erb => {
            let fallen = falling(axis, space, prefix);
            if fallen.labels() >= ENOUGH { fallen } else { Ticks { unit, ..stepped(axis, space, prefix) } }
        }
    }
}

/// Ticks of the frequency axis of a low plot: as [`frequency`], or both ends if that gives fewer than two labels.
///
/// Without ticks if the ends do not fit or are not round numbers.
pub fn frequency_of_low(axis: &FrequencyAxis, space: &LabelSpace<'_>) -> Ticks {
    let usual = frequency(axis, space);
    if usual.labels() >= 2 { usual } else { ends(axis, space).unwrap_or_default() }
}

/// The most decimals of an axis end.
const END_DECIMALS: i32 = 2;

/// Both ends of an axis; `None` if they do not fit or have too many digits.
fn ends(axis: &FrequencyAxis, space: &LabelSpace<'_>) -> Option<Ticks> {
    let (low, high) = (axis.low(), axis.high());
    let prefix = Prefix::of(high.abs().max(low.abs()), 2.0);
    let write = |hertz: f64| {
        let hundredths = hertz / ten_to(prefix.exponent - END_DECIMALS);
        let whole = hundredths.round();
        let digits = decimal(whole as i128, -END_DECIMALS);
        let exact = (hundredths - whole).abs() <= TOLERANCE * (high - low) / ten_to(prefix.exponent - END_DECIMALS);
        exact.then(|| digits.trim_end_matches('0').trim_end_matches('.').to_owned())
    };
    let major = vec![Tick { at: 0.0, label: write(low)? }, Tick { at: 1.0, label: write(high)? }];
    // There are no labels between them: they may be as close as lines of a paragraph.
    let closer = LabelSpace { gap: space.gap / 4.0, ..*space };
    closer.holds(&major).then(|| Ticks { major, minor: Vec::new(), unit: format!("{}Hz", prefix.symbol) })
}

/// The span below its upper end that is considered on a perceptual axis, which is nearly linear at its lower end.
const PERCEPTUAL_SPAN: f64 = 1e4;

/// 1, 2 and 5 times powers of ten from the top down as far as labels fit, and 0 Hz.
fn falling(axis: &FrequencyAxis, space: &LabelSpace<'_>, prefix: Prefix) -> Ticks {
    if !space.is_usable() {
        return Ticks::default();
    }
    let suffixed = prefix.exponent >= 3;
    let unit = if suffixed { "Hz".to_owned() } else { format!("{}Hz", prefix.symbol) };
    let write = |digit: i64, exponent: i32| {
        if suffixed { with_suffix(digit, exponent) } else { decimal(digit.into(), exponent - prefix.exponent) }
    };
    let zero = (axis.low() == 0.0).then(|| Tick { at: 0.0, label: "0".to_owned() });
    let above: Vec<Tick> =
        values(axis, &[1, 2, 5], 1).map(|(digit, exponent, at)| Tick { at, label: write(digit, exponent) }).collect();
    for first in 0..above.len() {
        let mut major: Vec<Tick> = zero.iter().chain(&above[first..]).cloned().collect();
        if space.holds(&major) {
            space.clip(&mut major);
            let minor = space.minor(above[..first].iter().map(|tick| tick.at).collect(), &major);
            return Ticks { major, minor, unit };
        }
    }
    Ticks { unit, ..Ticks::default() }
}

/// Even steps in hertz on an uneven axis.
fn stepped(axis: &FrequencyAxis, space: &LabelSpace<'_>, prefix: Prefix) -> Ticks {
    let (low, high) = (axis.low(), axis.high());
    let Some(span) = span_of(low, high).filter(|_| space.is_usable()) else { return Ticks::default() };
    let steps = |space: &LabelSpace<'_>| Step::round_from(space.aimed_step(span));
    at_multiples(space, (low, high), steps, |hertz| axis.fraction_of(hertz), |step, n| step.write(n, prefix.exponent))
}

/// 1, 2 and 5 times powers of ten, thinned until the labels fit.
fn decades(axis: &FrequencyAxis, space: &LabelSpace<'_>, prefix: Prefix) -> Ticks {
    if !space.is_usable() {
        return Ticks::default();
    }
    let suffixed = prefix.exponent >= 3 && axis.low() < ten_to(prefix.exponent);
    let unit = if suffixed { "Hz".to_owned() } else { format!("{}Hz", prefix.symbol) };
    let write = |digit: i64, exponent: i32| {
        if suffixed { with_suffix(digit, exponent) } else { decimal(digit.into(), exponent - prefix.exponent) }
    };
    // A single decade has only 1, 2 and 5; of many decades, only some powers of ten fit.
    let thinnings = [(&[1, 2, 5][..], 1), (&[1], 1), (&[1], 2), (&[1], 3), (&[1], 6), (&[1], 12), (&[1], 100)];
    for (digits, every) in thinnings {
        let mut major: Vec<Tick> = values(axis, digits, every)
            .map(|(digit, exponent, at)| Tick { at, label: write(digit, exponent) })
            .collect();
        if space.holds(&major) {
            space.clip(&mut major);
            let minor = between(axis, space, &major);
            return Ticks { major, minor, unit };
        }
    }
    Ticks { unit, ..Ticks::default() }
}

/// The unlabelled ticks of a logarithmic axis: all integer multiples of powers of ten if they fit, or fewer.
fn between(axis: &FrequencyAxis, space: &LabelSpace<'_>, major: &[Tick]) -> Vec<f64> {
    for digits in [&[1, 2, 3, 4, 5, 6, 7, 8, 9][..], &[1, 2, 5], &[1]] {
        let others =
            values(axis, digits, 1).map(|(_, _, at)| at).filter(|at| major.iter().all(|tick| tick.at != *at)).collect();
        let minor = space.minor(others, major);
        if !minor.is_empty() {
            return minor;
        }
    }
    Vec::new()
}

/// Digits times powers of ten within the axis: digit, exponent, position.
fn values<'a>(axis: &'a FrequencyAxis, digits: &'a [i64], every: i32) -> impl Iterator<Item = (i64, i32, f64)> + 'a {
    // An axis that begins at 0 Hz has no first decade.
    let lowest =
        if axis.scale() == FrequencyScale::Log { axis.low() } else { axis.low().max(axis.high() / PERCEPTUAL_SPAN) };
    let (first, last) = (lowest.log10().floor() as i32, axis.high().log10().ceil() as i32);
    (first..=last)
        .filter(move |exponent| exponent.rem_euclid(every) == 0)
        .flat_map(move |exponent| digits.iter().map(move |&digit| (digit, exponent)))
        .map(|(digit, exponent)| (digit, exponent, axis.fraction_of(digit as f64 * ten_to(exponent))))
        .filter(|(_, _, at)| (-TOLERANCE..=1.0 + TOLERANCE).contains(at))
        .map(|(digit, exponent, at)| (digit, exponent, at.clamp(0.0, 1.0)))
}

/// `500`, `1k`, `20k`, `2M`.
fn with_suffix(digit: i64, exponent: i32) -> String {
    let prefix = Prefix::of(ten_to(exponent), 0.9);
    let prefix = if prefix.exponent < 0 { Prefix::NONE } else { prefix };
    format!("{}{}", decimal(digit.into(), exponent - prefix.exponent), prefix.symbol)
}
