//! Ticks: the text of labels, their space, and termination for every input.

use proptest::prelude::*;
use specgram::figure::ticks::{self, Extent, LabelSpace, Ticks};
use specgram::scale::{FrequencyAxis, FrequencyScale};
use specgram::spectrogram::TimeAxis;

/// A font of even width: 8 pixels a character.
fn wide(label: &str) -> f64 {
    8.0 * label.chars().count() as f64
}

/// The height of a label on an upright axis.
const LINE: f64 = 12.0;

/// An axis from left to right, its labels side by side.
fn across(length: f64) -> LabelSpace<'static> {
    LabelSpace {
        length,
        extent: Extent::Measured(&wide),
        gap: 12.0,
        pitch: 60.0,
        minor_pitch: 5.0,
        overhang: (1e9, 1e9),
    }
}

/// An upright axis, its labels above one another.
fn upward(length: f64) -> LabelSpace<'static> {
    LabelSpace { length, extent: Extent::Fixed(LINE), gap: 6.0, pitch: 50.0, minor_pitch: 5.0, overhang: (1e9, 1e9) }
}

fn labels(ticks: &Ticks) -> Vec<&str> {
    ticks.major.iter().map(|tick| tick.label.as_str()).collect()
}

fn time(start: f64, end: f64, pixels: f64) -> Ticks {
    ticks::time(TimeAxis { start, end }, &across(pixels))
}

fn frequency(scale: FrequencyScale, low: f64, high: f64, pixels: f64) -> Ticks {
    ticks::frequency(&FrequencyAxis::new(scale, low, high).unwrap(), &upward(pixels))
}

#[test]
fn seconds_are_plain_numbers() {
    let ticks = time(0.0, 10.0, 1000.0);
    assert_eq!(labels(&ticks), ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    assert_eq!(ticks.unit, "s");
    assert_eq!(ticks.major[3].at, 0.3);
    assert_eq!(ticks.minor.len(), 40, "four between two labels");
    assert_eq!(labels(&time(0.0, 1.0, 400.0)), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
    assert_eq!(labels(&time(0.1, 0.32, 400.0)), ["0.10", "0.15", "0.20", "0.25", "0.30"]);
    assert_eq!(labels(&time(0.0, 60.0, 300.0)), ["0", "15", "30", "45", "60"]);
}

#[test]
fn longer_times_read_like_clocks() {
    let minutes = time(0.0, 150.0, 500.0);
    assert_eq!(labels(&minutes), ["0:00", "0:30", "1:00", "1:30", "2:00", "2:30"]);
    assert_eq!(minutes.unit, "m:ss");
    let hours = time(0.0, 7200.0, 700.0);
    assert_eq!(
        labels(&hours),
        ["0:00:00", "0:15:00", "0:30:00", "0:45:00", "1:00:00", "1:15:00", "1:30:00", "1:45:00", "2:00:00"]
    );
    assert_eq!(hours.unit, "h:mm:ss");
    let days = time(0.0, 90.0 * 86_400.0, 700.0);
    assert_eq!(labels(&days), ["0", "10", "20", "30", "40", "50", "60", "70", "80", "90"]);
    assert_eq!(days.unit, "days");
}

#[test]
fn a_short_piece_late_in_a_recording_keeps_the_format_of_its_place() {
    assert_eq!(labels(&time(3600.0, 3610.0, 300.0)), ["1:00:00", "1:00:05", "1:00:10"]);
    assert_eq!(labels(&time(125.0, 125.5, 400.0)), ["2:05.0", "2:05.1", "2:05.2", "2:05.3", "2:05.4", "2:05.5"]);
    assert_eq!(labels(&time(59.5, 60.75, 320.0)), ["59.6", "59.8", "60.0", "60.2", "60.4", "60.6"]);
    assert_eq!(labels(&time(-150.0, 60.0, 300.0)), ["\u{2212}2:00", "\u{2212}1:00", "0:00", "1:00"]);
}

#[test]
fn very_short_times_are_fractions_of_a_second() {
    let milli = time(0.0, 0.05, 400.0);
    assert_eq!((labels(&milli), milli.unit.as_str()), (vec!["0", "10", "20", "30", "40", "50"], "ms"));
    let micro = time(0.0, 25e-6, 400.0);
    assert_eq!((labels(&micro), micro.unit.as_str()), (vec!["0", "5", "10", "15", "20", "25"], "µs"));
}

#[test]
fn even_frequencies_are_written_in_the_unit_of_the_upper_end() {
    let kilo = frequency(FrequencyScale::Linear, 0.0, 8000.0, 500.0);
    assert_eq!((labels(&kilo), kilo.unit.as_str()), (vec!["0", "1", "2", "3", "4", "5", "6", "7", "8"], "kHz"));
    let plain = frequency(FrequencyScale::Linear, 0.0, 1777.78, 300.0);
    assert_eq!((labels(&plain), plain.unit.as_str()), (vec!["0", "500", "1000", "1500"], "Hz"));
    let mega = frequency(FrequencyScale::Linear, 2.4e9, 2.402e9, 300.0);
    assert_eq!((labels(&mega), mega.unit.as_str()), (vec!["2.4000", "2.4005", "2.4010", "2.4015", "2.4020"], "GHz"));
    let slow = frequency(FrequencyScale::Linear, 0.0, 0.1, 300.0);
    assert_eq!((labels(&slow), slow.unit.as_str()), (vec!["0", "20", "40", "60", "80", "100"], "mHz"));
}

#[test]
fn if_only_two_labels_fit_they_are_at_the_ends() {
    let of_low = |scale, low, high, pixels| {
        let axis = FrequencyAxis::new(scale, low, high).unwrap();
        ticks::frequency_of_low(&axis, &upward(pixels))
    };
    let linear = |low, high, pixels| of_low(FrequencyScale::Linear, low, high, pixels);
    // A quarter of the usual space is kept between them.
    assert_eq!(labels(&linear(0.0, 24_000.0, LINE + 1.5)), ["0", "24"]);
    assert_eq!(linear(0.0, 24_000.0, LINE + 1.5).unit, "kHz");
    assert_eq!(labels(&linear(0.0, 24_000.0, LINE + 1.0)), [""; 0]);
    assert_eq!(labels(&linear(-22_050.0, 22_050.0, LINE + 1.5)), ["\u{2212}22.05", "22.05"]);
    assert_eq!(labels(&of_low(FrequencyScale::Log, 20.0, 24_000.0, LINE + 1.5)), ["0.02", "24"]);
    // No label states less than its value.
    assert_eq!(labels(&linear(0.0, 12_345.6, LINE + 1.5)), [""; 0]);
    let high = frequency(FrequencyScale::Linear, 0.0, 24_000.0, 400.0);
    assert_eq!(linear(0.0, 24_000.0, 400.0), high);
}

#[test]
fn decades_have_labels_at_one_two_and_five() {
    let audio = frequency(FrequencyScale::Log, 20.0, 20_000.0, 500.0);
    assert_eq!(labels(&audio), ["20", "50", "100", "200", "500", "1k", "2k", "5k", "10k", "20k"]);
    assert_eq!(audio.unit, "Hz");
    // 30, 40, 60, 70, 80, 90 and so on in each of three decades.
    assert_eq!(audio.minor.len(), 18);
    let high = frequency(FrequencyScale::Log, 1000.0, 100_000.0, 400.0);
    assert_eq!((labels(&high), high.unit.as_str()), (vec!["1", "2", "5", "10", "20", "50", "100"], "kHz"));
    let low = frequency(FrequencyScale::Log, 0.05, 50.0, 400.0);
    assert_eq!(labels(&low), ["0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50"]);
    let few = frequency(FrequencyScale::Log, 1.0, 1e6, 150.0);
    assert_eq!(labels(&few), ["1", "10", "100", "1k", "10k", "100k", "1M"]);
}

#[test]
fn within_a_decade_a_logarithmic_axis_has_even_steps() {
    let ticks = frequency(FrequencyScale::Log, 210.0, 490.0, 300.0);
    assert_eq!(labels(&ticks), ["250", "300", "350", "400", "450"]);
    // ln(300/210)/ln(490/210)
    assert!((ticks.major[1].at - 0.420_956).abs() < 1e-6, "{}", ticks.major[1].at);
}

#[test]
fn decibels_have_a_true_minus_and_no_negative_zero() {
    let ticks = ticks::decibels(-120.0, 0.0, &upward(420.0));
    assert_eq!(
        labels(&ticks),
        ["\u{2212}120", "\u{2212}100", "\u{2212}80", "\u{2212}60", "\u{2212}40", "\u{2212}20", "0"]
    );
    assert_eq!(
        labels(&ticks::decibels(-0.3, 0.3, &upward(350.0))),
        ["\u{2212}0.3", "\u{2212}0.2", "\u{2212}0.1", "0.0", "0.1", "0.2", "0.3"]
    );
}

#[test]
fn steps_are_finer_if_there_would_be_few_labels() {
    // Steps of 50 dB are what 50 pixels aim at, and would leave −100 and −50.
    assert_eq!(
        labels(&ticks::decibels(-125.0, -5.0, &upward(270.0))),
        ["\u{2212}120", "\u{2212}100", "\u{2212}80", "\u{2212}60", "\u{2212}40", "\u{2212}20"]
    );
    // A step of 2 kHz is 15.5 pixels: 12 of the label and half the space there should be. Below that a step of 3 kHz, 21.75 pixels at
    // first, and where that is too narrow as well, 0 alone.
    assert_eq!(labels(&frequency(FrequencyScale::Linear, 0.0, 4000.0, 31.0)), ["0", "2", "4"]);
    assert_eq!(labels(&frequency(FrequencyScale::Linear, 0.0, 4000.0, 29.0)), ["0", "3"]);
    assert_eq!(labels(&frequency(FrequencyScale::Linear, 0.0, 4000.0, 17.0)), ["0"]);
    // The only multiple of 50 is −50, since the label −100 extends beyond the start.
    let narrow = LabelSpace { overhang: (6.0, 6.0), ..across(149.0) };
    assert_eq!(
        labels(&ticks::decibels(-105.0, -10.0, &narrow)).iter().filter(|label| !label.is_empty()).collect::<Vec<_>>(),
        [&"\u{2212}90", &"\u{2212}60", &"\u{2212}30"]
    );
}

#[test]
fn unwieldy_values_are_written_in_powers_of_ten() {
    let tiny = ticks::values(0.0, 4.2e-37, "FS²/Hz", &upward(300.0));
    assert_eq!((labels(&tiny), tiny.unit.as_str()), (vec!["0", "100", "200", "300", "400"], "10⁻³⁹ FS²/Hz"));
    let usual = ticks::values(0.0, 0.8, "FS²", &upward(220.0));
    assert_eq!((labels(&usual), usual.unit.as_str()), (vec!["0.0", "0.2", "0.4", "0.6", "0.8"], "FS²"));
    let large = ticks::values(0.0, 3e6, "FS²", &upward(200.0));
    assert_eq!((labels(&large), large.unit.as_str()), (vec!["0", "1", "2", "3"], "10⁶ FS²"));
}

#[test]
fn a_label_that_extends_too_far_is_dropped_but_its_tick_stays() {
    let space = LabelSpace { overhang: (4.0, 3.0), ..across(400.0) };
    let ticks = ticks::time(TimeAxis { start: 0.0, end: 5.0 }, &space);
    assert_eq!(labels(&ticks), ["0", "1", "2", "3", "4", ""]);
}

#[test]
fn axes_without_extent_have_no_ticks() {
    for (start, end) in [(1.0, 1.0), (2.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY), (1e18, 1e18 + 256.0)] {
        assert!(time(start, end, 500.0).major.is_empty(), "{start}..{end}");
    }
    for pixels in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(time(0.0, 1.0, pixels).major.is_empty(), "{pixels}");
    }
}

/// The value of a label, in the base unit.
fn said(label: &str, unit: &str) -> f64 {
    let (sign, bare) = label.strip_prefix('\u{2212}').map_or((1.0, label), |bare| (-1.0, bare));
    let (digits, suffix) = match bare.char_indices().find(|(_, c)| c.is_alphabetic()) {
        Some((at, _)) => bare.split_at(at),
        None => (bare, ""),
    };
    let factor = |prefix: &str| match prefix {
        "n" => 1e-9,
        "µ" => 1e-6,
        "m" => 1e-3,
        "" => 1.0,
        "k" => 1e3,
        "M" => 1e6,
        "G" => 1e9,
        "T" => 1e12,
        other => panic!("an unknown prefix {other}"),
    };
    let number = digits.split(':').fold(0.0, |sum, field| sum * 60.0 + field.parse::<f64>().unwrap());
    let unit = match unit {
        "days" => 86_400.0,
        "dB" | "m:ss" | "h:mm:ss" => 1.0,
        unit => factor(unit.trim_end_matches("Hz").trim_end_matches('s')),
    };
    sign * number * unit * factor(suffix)
}

/// What must hold of all ticks, whatever the axis: `place` gives the position of a value.
fn check(ticks: &Ticks, space: &LabelSpace<'_>, place: impl Fn(f64) -> f64) -> Result<(), TestCaseError> {
    // Positions are compared after a detour over the label; an axis far from zero costs digits.
    const CLOSE: f64 = 1e-3;
    let all: Vec<(f64, &str)> = ticks.major.iter().map(|tick| (tick.at, tick.label.as_str())).collect();
    for (at, label) in &all {
        prop_assert!((0.0..=1.0).contains(at));
        prop_assert!(!label.contains(['-', 'e', ' ']), "{label}");
        prop_assert!((place(said(label, &ticks.unit)) - at).abs() < CLOSE, "{label} {} at {at}", ticks.unit);
        let zero = label.chars().all(|c| "\u{2212}0.:".contains(c));
        prop_assert!(!(zero && label.starts_with('\u{2212}')), "{label}");
    }
    for pair in all.windows(2) {
        let between = (pair[1].0 - pair[0].0) * space.length;
        let covered = match space.extent {
            Extent::Fixed(line) => line,
            Extent::Measured(width) => (width(pair[0].1) + width(pair[1].1)) / 2.0,
        };
        prop_assert!(between > covered, "{all:?}");
        prop_assert!(pair[0].1 != pair[1].1);
    }
    for pair in ticks.minor.windows(2) {
        prop_assert!((pair[1] - pair[0]) * space.length >= space.minor_pitch * 0.999);
    }
    for minor in &ticks.minor {
        prop_assert!((0.0..=1.0).contains(minor) && all.iter().all(|(at, _)| at != minor));
    }
    Ok(())
}

/// Lengths of every magnitude, from less than a microsecond to years.
fn magnitude(exponents: std::ops::Range<f64>) -> impl Strategy<Value = f64> {
    exponents.prop_map(|exponent| 10f64.powf(exponent))
}

proptest! {
    #[test]
    fn time_labels_match_their_positions(span in magnitude(-8.0..8.5), offset in prop_oneof![Just(0.0), magnitude(-6.0..6.0)], pixels in 1.0..8000.0_f64) {
        prop_assume!(offset / span < 1e8);
        let ticks = time(offset, offset + span, pixels);
        check(&ticks, &across(pixels), |value| (value - offset) / span)?;
        // Two labels as long as 40:19:57.951234, at a step that does not suit them, take 800 pixels.
        prop_assert!(pixels < 800.0 || ticks.major.len() >= 2, "{:?}", ticks);
    }

    #[test]
    fn frequency_labels_match_their_positions(high in magnitude(-6.0..13.0), share in 0.0..0.999_f64, pixels in 1.0..8000.0_f64, log in any::<bool>()) {
        let low = if log { high * share.max(1e-9) } else { high * share };
        let scale = if log { FrequencyScale::Log } else { FrequencyScale::Linear };
        let axis = FrequencyAxis::new(scale, low, high).unwrap();
        let ticks = ticks::frequency(&axis, &upward(pixels));
        check(&ticks, &upward(pixels), |hertz| axis.fraction_of(hertz))?;
        prop_assert!(pixels < 200.0 || ticks.major.len() >= 2, "{:?}", ticks);
    }

    #[test]
    fn logarithmic_axes_of_many_decades_keep_their_labels_apart(low in magnitude(-12.0..6.0), decades in 0.01..20.0_f64, pixels in 1.0..4000.0_f64) {
        let axis = FrequencyAxis::new(FrequencyScale::Log, low, low * 10f64.powf(decades)).unwrap();
        let ticks = ticks::frequency(&axis, &upward(pixels));
        check(&ticks, &upward(pixels), |hertz| axis.fraction_of(hertz))?;
    }

    #[test]
    fn level_labels_match_their_positions(low in -400.0..400.0_f64, span in magnitude(-3.0..4.0), pixels in 1.0..4000.0_f64) {
        let ticks = ticks::decibels(low, low + span, &upward(pixels));
        check(&ticks, &upward(pixels), |decibels| (decibels - low) / span)?;
        prop_assert!(pixels < 200.0 || ticks.major.len() >= 2, "{:?}", ticks);
    }

    #[test]
    fn every_input_terminates(a in any::<f64>(), b in any::<f64>(), pixels in 0.0..32_767.0_f64) {
        let few = |ticks: &Ticks| ticks.major.len() <= 33_000 && ticks.minor.len() <= 33_000;
        prop_assert!(few(&time(a, b, pixels)));
        prop_assert!(few(&ticks::decibels(a, b, &upward(pixels))));
        prop_assert!(few(&ticks::values(a, b, "FS²", &upward(pixels))));
        let (low, high) = (a.abs().min(b.abs()), a.abs().max(b.abs()));
        for scale in FrequencyScale::ALL {
            if let Ok(axis) = FrequencyAxis::new(scale, low, high) {
                prop_assert!(few(&ticks::frequency(&axis, &across(pixels))));
            }
        }
    }
}
