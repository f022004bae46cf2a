//! The search for the finest step whose labels fit.

use super::decimal::{Prefix, Step, TOLERANCE, span_of};
use super::label_space::LabelSpace;
use super::tick::{Tick, Ticks};

/// Fewer labels than this describe an axis poorly if it has space for more.
pub(super) const ENOUGH: usize = 4;

/// Ticks at multiples of the first of the `steps` whose labels fit.
///
/// If they are few, steps finer than the target are tried, and closer labels before accepting a single one.
///
/// `place` gives the position of a value on the axis, `write` the label of a number of steps.
pub(super) fn at_multiples<S: Iterator<Item = Step>>(
    space: &LabelSpace<'_>,
    ends: (f64, f64),
    steps: impl Fn(&LabelSpace<'_>) -> S,
    place: impl Fn(f64) -> f64,
    write: impl Fn(&Step, i64) -> String,
) -> Ticks {
    let finer = LabelSpace { pitch: space.pitch / 1.6, ..*space };
    let closer = LabelSpace { gap: space.gap / 2.0, ..finer };
    let mut best = at_first_that_holds(space, ends, steps(space), &place, &write);
    for (space, enough) in [(finer, ENOUGH), (closer, 2)] {
        if best.labels() < enough {
            let more = at_first_that_holds(&space, ends, steps(&space), &place, &write);
            best = if more.labels() > best.labels() { more } else { best };
        }
    }
    best
}

fn at_first_that_holds(
    space: &LabelSpace<'_>,
    (low, high): (f64, f64),
    steps: impl Iterator<Item = Step>,
    place: &impl Fn(f64) -> f64,
    write: &impl Fn(&Step, i64) -> String,
) -> Ticks {
    for step in steps {
        let Some(multiples) = step.multiples(low, high) else { return Ticks::default() };
        // A value just outside the axis counts as its end; on an uneven axis even a small difference in hertz may be
        // far outside.
        let at = |value: f64| {
            let at = place(value);
            (-TOLERANCE..=1.0 + TOLERANCE).contains(&at).then_some(at.clamp(0.0, 1.0))
        };
        let tick = |multiple| Some(Tick { at: at(step.times(multiple))?, label: write(&step, multiple) });
        let mut major: Vec<Tick> = multiples.filter_map(tick).collect();
        if space.holds(&major) {
            space.clip(&mut major);
            let fine = step.divided();
            let between = fine.multiples(low, high).into_iter().flatten().filter(|multiple| multiple % step.parts != 0);
            let minor = space.minor(between.filter_map(|multiple| at(fine.times(multiple))).collect(), &major);
            return Ticks { major, minor, unit: String::new() };
        }
    }
    Ticks::default()
}

/// Ticks on an even axis from `low` to `high`, written in `prefix`.
pub(super) fn even(space: &LabelSpace<'_>, low: f64, high: f64, prefix: Prefix) -> Ticks {
    let Some(span) = span_of(low, high).filter(|_| space.is_usable()) else { return Ticks::default() };
    let steps = |space: &LabelSpace<'_>| Step::round_from(space.aimed_step(span));
    let place = |value: f64| (value - low) / span;
    let write = |step: &Step, multiple| step.write(multiple, prefix.exponent);
    let round = at_multiples(space, (low, high), steps, place, write);
    if round.labels() >= 2 {
        return round;
    }
    // A single number is not a scale: prefer a step of 3 or 4.
    let less_round = Step::less_round_from(space.aimed_step(span) / 2.0);
    let less_round = at_first_that_holds(space, (low, high), less_round, &place, &write);
    if less_round.labels() > round.labels() { less_round } else { round }
}
