//! Where the ticks of an axis go and what they say: pure arithmetic, no drawing.
//!
//! Ticks are whole multiples of a step, and labels are written from those whole
//! numbers: no label carries the noise of a floating-point product, and no
//! two are equal. Among the round steps the finest is taken whose labels keep
//! their distance, each measured as it will be drawn.

mod decimal;
mod frequency;
mod time;

use decimal::{HAIR, Prefix, Step, power_of_ten, span_of};

pub use frequency::{frequency, frequency_of_low};
pub use time::time;

/// Fewer labels than this say too little about an axis that has room for more.
const ENOUGH: usize = 4;

/// A tick with a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where on the axis: 0 at its start, 1 at its end.
    pub at: f64,
    /// What it says; empty where the label has no room.
    pub label: String,
}

/// The ticks of one axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ticks {
    /// Ticks that stand for round numbers, ascending.
    pub major: Vec<Tick>,
    /// Where the unlabelled ticks between them go, ascending; none of them is also in `major`.
    pub minor: Vec<f64>,
    /// The unit that all labels are written in, such as `kHz` or `m:ss`.
    pub unit: String,
}

impl Ticks {
    /// How many ticks have a label.
    fn labels(&self) -> usize {
        self.major.iter().filter(|tick| !tick.label.is_empty()).count()
    }
}

/// How much of an axis a label covers, in pixels.
#[derive(Clone, Copy)]
pub enum Extent<'a> {
    /// Every label the same: the height of a line of text.
    Fixed(f64),
    /// As measured; infinite for a label that cannot be drawn at all.
    Measured(&'a dyn Fn(&str) -> f64),
}

impl Extent<'_> {
    fn of(&self, label: &str) -> f64 {
        match self {
            Self::Fixed(extent) => *extent,
            Self::Measured(measure) => measure(label),
        }
    }
}

/// The room there is along an axis, all in pixels.
#[derive(Clone, Copy)]
pub struct Room<'a> {
    /// The length of the axis.
    pub length: f64,
    /// How much of the axis a label covers.
    pub extent: Extent<'a>,
    /// The least space between two labels.
    pub gap: f64,
    /// The distance from label to label that is aimed at, as the least.
    pub pitch: f64,
    /// The least distance between unlabelled ticks.
    pub minor_pitch: f64,
    /// How far a label may reach beyond the start and the end of the axis.
    pub overhang: (f64, f64),
}

impl Room<'_> {
    /// The step that would put labels `pitch` apart on an axis that spans `span`.
    ///
    /// At most a fifth of the axis: the next round step is at most 2.5 times
    /// that, of which two multiples lie on any axis. At least a fourteenth: a
    /// long axis has room for more labels than anyone reads.
    fn aimed_step(&self, span: f64) -> f64 {
        span * (self.pitch / self.length).clamp(1.0 / 14.0, 0.2)
    }

    /// Whether no two labels come closer than `gap`.
    fn holds(&self, ticks: &[Tick]) -> bool {
        ticks.windows(2).all(|pair| {
            let between = (pair[1].at - pair[0].at) * self.length;
            let covered = (self.extent.of(&pair[0].label) + self.extent.of(&pair[1].label)) / 2.0;
            between >= covered + self.gap
        })
    }

    /// Clears the labels that reach too far beyond the ends.
    fn clip(&self, ticks: &mut [Tick]) {
        for tick in ticks {
            let half = self.extent.of(&tick.label) / 2.0;
            let at = tick.at * self.length;
            if at - half < -self.overhang.0 || at + half > self.length + self.overhang.1 {
                tick.label.clear();
            }
        }
    }

    /// The unlabelled ticks of an ascending list, or none where they would stand too close.
    fn minor(&self, at: Vec<f64>, major: &[Tick]) -> Vec<f64> {
        let mut all: Vec<f64> = at.iter().copied().chain(major.iter().map(|tick| tick.at)).collect();
        all.sort_by(f64::total_cmp);
        let apart = all.windows(2).all(|pair| (pair[1] - pair[0]) * self.length >= self.minor_pitch);
        if apart { at } else { Vec::new() }
    }

    fn is_usable(&self) -> bool {
        self.length.is_finite() && self.length > 0.0 && self.pitch > 0.0
    }
}

/// Ticks at multiples of the first of the `steps` for some room whose labels have it.
///
/// Where those are few, finer steps than were aimed at are tried, and labels closer together before there is only one.
///
/// `place` gives the position of a value on the axis, `write` the label of a number of steps.
fn at_multiples<S: Iterator<Item = Step>>(
    room: &Room<'_>,
    ends: (f64, f64),
    steps: impl Fn(&Room<'_>) -> S,
    place: impl Fn(f64) -> f64,
    write: impl Fn(&Step, i64) -> String,
) -> Ticks {
    let finer = Room { pitch: room.pitch / 1.6, ..*room };
    let closer = Room { gap: room.gap / 2.0, ..finer };
    let mut best = at_first_that_holds(room, ends, steps(room), &place, &write);
    for (room, enough) in [(finer, ENOUGH), (closer, 2)] {
        if best.labels() < enough {
            let more = at_first_that_holds(&room, ends, steps(&room), &place, &write);
            best = if more.labels() > best.labels() { more } else { best };
        }
    }
    best
}

fn at_first_that_holds(
    room: &Room<'_>,
    (low, high): (f64, f64),
    steps: impl Iterator<Item = Step>,
    place: &impl Fn(f64) -> f64,
    write: &impl Fn(&Step, i64) -> String,
) -> Ticks {
    for step in steps {
        let Some(multiples) = step.multiples(low, high) else { return Ticks::default() };
        // What lies outside the axis by a hair is at its end; on an uneven axis a hair of hertz may be far outside.
        let at = |value: f64| {
            let at = place(value);
            (-HAIR..=1.0 + HAIR).contains(&at).then_some(at.clamp(0.0, 1.0))
        };
        let tick = |multiple| Some(Tick { at: at(step.times(multiple))?, label: write(&step, multiple) });
        let mut major: Vec<Tick> = multiples.filter_map(tick).collect();
        if room.holds(&major) {
            room.clip(&mut major);
            let fine = step.divided();
            let between = fine.multiples(low, high).into_iter().flatten().filter(|multiple| multiple % step.parts != 0);
            let minor = room.minor(between.filter_map(|multiple| at(fine.times(multiple))).collect(), &major);
            return Ticks { major, minor, unit: String::new() };
        }
    }
    Ticks::default()
}

/// Ticks on an even axis from `low` to `high`, written in `prefix`.
fn even(room: &Room<'_>, low: f64, high: f64, prefix: Prefix) -> Ticks {
    let Some(span) = span_of(low, high).filter(|_| room.is_usable()) else { return Ticks::default() };
    let steps = |room: &Room<'_>| Step::round_from(room.aimed_step(span));
    let place = |value: f64| (value - low) / span;
    let write = |step: &Step, multiple| step.write(multiple, prefix.exponent);
    let round = at_multiples(room, (low, high), steps, place, write);
    if round.labels() >= 2 {
        return round;
    }
    // One number alone is no scale: rather a step of 3 or 4.
    let less_round = Step::less_round_from(room.aimed_step(span) / 2.0);
    let less_round = at_first_that_holds(room, (low, high), less_round, &place, &write);
    if less_round.labels() > round.labels() { less_round } else { round }
}

/// Ticks of levels from `low` to `high` decibels: multiples of 1, 2 or 5, in need of 3 or 4, times a power of ten.
pub fn decibels(low: f64, high: f64, room: &Room<'_>) -> Ticks {
    Ticks { unit: "dB".to_owned(), ..even(room, low, high, Prefix::NONE) }
}

/// Ticks of values from `low` to `high`, in `unit` or, where numbers would be unwieldy, a power of ten of it.
pub fn values(low: f64, high: f64, unit: &str, room: &Room<'_>) -> Ticks {
    let largest = low.abs().max(high.abs());
    let in_reach = largest == 0.0 || (0.1..1e4).contains(&largest);
    let exponent = if in_reach || !largest.is_finite() { 0 } else { 3 * (largest.log10() / 3.0).floor() as i32 };
    let unit = if exponent == 0 { unit.to_owned() } else { format!("{} {unit}", power_of_ten(exponent)) };
    Ticks { unit, ..even(room, low, high, Prefix { exponent, symbol: "" }) }
}
