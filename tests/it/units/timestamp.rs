//! Instants: reading and writing ISO 8601, the calendar, and samples counted from one.

use proptest::prelude::*;
use specgram::units::{Civil, SampleRate, Timestamp, UtcOffset};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn date(year: i32, month: u8, day: u8) -> Civil {
    Civil { year, month, day, hour: 0, minute: 0, second: 0, nanosecond: 0 }
}

#[test]
fn timestamps_are_counted_from_1970() {
    for (text, seconds, nanoseconds) in [
        ("1970-01-01T00:00:00Z", 0, 0),
        ("1970-01-01", 0, 0),
        ("1969-12-31T23:59:59.999999999Z", -1, 999_999_999),
        ("2000-02-29T12:00:00Z", 951_825_600, 0),
        ("2000-03-01T00:00:00+00:00", 951_868_800, 0),
        ("1900-03-01T00:00:00Z", -2_203_891_200, 0),
        ("2024-02-29T12:34:56.789Z", 1_709_210_096, 789_000_000),
        ("2024-02-29T12:34:56.789+02:00", 1_709_202_896, 789_000_000),
        ("2024-02-29 12:34:56,5-03:30", 1_709_222_696, 500_000_000),
        ("2024-02-29t12:34z", 1_709_210_040, 0),
        ("2024-02-29T12:34:56-0330", 1_709_222_696, 0),
        ("2024-02-29T12:34:56+02", 1_709_202_896, 0),
        (" 2024-12-31T23:59:59.9999999996Z ", 1_735_689_600, 0),
        ("2024-12-31T23:59:59.99999999949999Z", 1_735_689_599, 999_999_999),
    ] {
        assert_eq!(at(text).nanoseconds(), seconds * 1_000_000_000 + nanoseconds, "{text}");
    }
}

#[test]
fn timestamps_are_written_as_they_are_read() {
    for text in [
        "1970-01-01T00:00:00Z",
        "2024-02-29T12:34:56.789+02:00",
        "2024-02-29T00:10:00-03:30",
        "1999-12-31T23:59:59.000000001",
        "2024-02-29T12:34:56.1Z",
        "1677-09-21T00:12:43.145224192Z",
        "2262-04-11T23:47:16.854775807Z",
        "2262-04-12T23:46:16.854775807+23:59",
        "1677-09-20T00:13:43.145224192-23:59",
    ] {
        assert_eq!(at(text).to_string(), text);
    }
    assert_eq!(
        (Timestamp::MIN, Timestamp::MAX),
        (at("1677-09-21T00:12:43.145224192Z"), at("2262-04-11T23:47:16.854775807Z"))
    );
    assert_eq!(at("2024-02-29T12:00:00").offset(), None);
    assert_eq!(at("2024-02-29T12:00:00-00:00").offset(), Some(UtcOffset::UTC));
}

#[test]
fn invalid_timestamps_are_refused() {
    for text in [
        "",
        "now",
        "2024",
        "2024-2-29",
        "2024-02-29T",
        "2024-02-29T12",
        "2024-02-29T12:34:",
        "2024-02-29T12:34:56.",
        "2024-02-29T12:34:56.Z",
        "2024-02-29T12:34:56Z ago",
        "2024-02-29T12:34:56+2",
        "2024-02-29T12:34:56+02:",
        "2024-02-29T12:34:56+24:00",
        "2024-02-29T12:34:56+02:60",
        "2024-02-29TT12:34",
        "+2024-02-29",
        "-024-02-29",
        "２０２４-02-29",
        "2024‐02‐29",
        "2024-02-29T12:34:56\u{0}",
        "2023-02-29",
        "2024-02-30",
        "1900-02-29",
        "2100-02-29",
        "2024-04-31",
        "2024-00-10",
        "2024-13-10",
        "2024-01-00",
        "2024-01-32",
        "2024-01-01T24:00:00Z",
        "2024-01-01T12:60:00Z",
        "2016-12-31T23:59:60Z",
        "1677-09-21T00:12:43.145224191Z",
        "2262-04-11T23:47:16.854775808Z",
        "2262-04-11T23:47:16.8547758075Z",
        "0000-01-01",
        "9999-12-31",
    ] {
        let error = text.parse::<Timestamp>().expect_err(text).to_string();
        assert!(error.contains("is not a time") || error.contains("is not a valid time: "), "{text}: {error}");
    }
    let long = format!("2024-02-29T12:34:56.{}x", "1".repeat(100_000));
    assert!(long.parse::<Timestamp>().unwrap_err().to_string().len() < 300);
    assert_eq!(at(&long[..long.len() - 1]).nanoseconds() % 1_000_000_000, 111_111_111);
    for offset in ["", "2", "+2", "+24:00", "02:00", "CET", "Zulu"] {
        assert!(offset.parse::<UtcOffset>().is_err(), "{offset}");
    }
    assert!(UtcOffset::from_minutes(1440).is_err() && UtcOffset::from_minutes(i32::MIN).is_err());
    assert!(Timestamp::from_civil(Civil { hour: 24, ..date(2024, 1, 1) }, None).is_err());
    assert!(Timestamp::from_civil(Civil { nanosecond: 1_000_000_000, ..date(2024, 1, 1) }, None).is_err());
}

#[test]
fn every_day_of_six_centuries_follows_the_one_before() {
    // Counted by hand, a day at a time, leap years by their rule.
    let (mut year, mut month, mut day) = (1678, 1, 1);
    let mut nanoseconds = at("1678-01-01T00:00:00Z").nanoseconds();
    while year < 2262 {
        let civil = date(year, month, day);
        let timestamp = Timestamp::from_nanoseconds(nanoseconds);
        assert_eq!(timestamp.civil(), civil);
        assert_eq!(Timestamp::from_civil(civil, Some(UtcOffset::UTC)).unwrap(), timestamp);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let february = if is_leap { 29 } else { 28 };
        let days = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        nanoseconds += 86_400 * 1_000_000_000;
        day += 1;
        if day > days[usize::from(month) - 1] {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    assert_eq!(nanoseconds, at("2262-01-01T00:00:00Z").nanoseconds());
}

#[test]
fn timestamps_are_ordered_whatever_their_offset() {
    let (earlier, later) = (at("2024-02-29T12:00:00+02:00"), at("2024-02-29T11:00:00Z"));
    assert!(earlier < later && Timestamp::MIN < earlier && later < Timestamp::MAX);
    assert!(at("1969-12-31T00:00:00Z") < at("1970-01-01T00:00:00Z"));
    let clock = at("2024-02-29T12:00:00");
    let offset = "+02:00".parse().unwrap();
    assert_eq!(clock.assuming(offset), Some(earlier));
    assert_eq!(later.assuming(offset), Some(later));
    assert_eq!(later.written_in(offset).to_string(), "2024-02-29T13:00:00+02:00");
    assert_eq!(clock.written_in(offset), clock);
    assert_eq!(at("2262-04-11T23:00:00").assuming("-01:00".parse().unwrap()), None);
}

#[test]
fn samples_are_counted_from_the_start_without_rounding_between() {
    let start = at("2024-02-29T12:00:00Z");
    let after = |samples: u64, rate: f64| {
        let end = start.plus_samples(samples, SampleRate::new(rate).unwrap());
        end.map(|end| end.nanoseconds() - start.nanoseconds())
    };
    // A third of a second, and of ten years of seconds, each rounded once.
    assert_eq!(after(1, 3.0), Some(333_333_333));
    assert_eq!(after(2, 3.0), Some(666_666_667));
    assert_eq!(after(315_360_001, 3.0), Some(105_120_000_333_333_333));
    // A day and a sample at 44.1 kHz: 1/44100 s is 22675.7 ns; a day of such steps would be off by a second.
    assert_eq!(after(86_400 * 44_100, 44_100.0), Some(86_400_000_000_000));
    assert_eq!(after(86_400 * 44_100 + 1, 44_100.0), Some(86_400_000_022_676));
    // Halves go up; rates need not be whole.
    assert_eq!(after(1, 2e9), Some(1));
    assert_eq!(after(5, 0.5), Some(10_000_000_000));
    assert_eq!(after(3, 0.75), Some(4_000_000_000));
    assert_eq!(after(0, 1e-300), Some(0));
    assert_eq!(after(1, 1e-300), None);
    assert_eq!(after(u64::MAX, 1e300), Some(0));
    assert_eq!(after(u64::MAX, 1.0), None);
    assert_eq!(after(u64::MAX, 192_000.0), None);
    assert_eq!(after(u64::MAX, 1e10), Some(1_844_674_407_370_955_162));
    assert_eq!(Timestamp::MAX.plus_samples(1, SampleRate::new(1e9).unwrap()), None);
}

proptest! {
    #[test]
    fn any_timestamp_is_read_as_it_was_written(nanoseconds in any::<i64>(), minutes in prop::option::of(-1439..1440_i32)) {
        let instant = Timestamp::from_nanoseconds(nanoseconds);
        let written = minutes.map_or(instant, |minutes| instant.written_in(UtcOffset::from_minutes(minutes).unwrap()));
        prop_assert_eq!(written.to_string().parse::<Timestamp>().unwrap(), written);
        prop_assert_eq!(Timestamp::from_civil(written.civil(), written.offset()).unwrap(), written);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}|[0-9TZ:+.,-]{0,40}|2024-0[1-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9].{0,12}") {
        if let Ok(timestamp) = text.parse::<Timestamp>() {
            prop_assert_eq!(timestamp.to_string().parse::<Timestamp>().unwrap(), timestamp);
        }
    }

    #[test]
    fn whole_rates_divide_as_integers_do(samples in 0..u64::MAX, rate in 1..10_000_000_u32) {
        let exact = 2 * u128::from(samples) * 1_000_000_000 / u128::from(rate);
        let rounded = i64::try_from(exact.div_ceil(2)).ok();
        let start = Timestamp::from_nanoseconds(0);
        let end = start.plus_samples(samples, SampleRate::new(rate.into()).unwrap());
        prop_assert_eq!(end.map(Timestamp::nanoseconds), rounded);
    }
}
