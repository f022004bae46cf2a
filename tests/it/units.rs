//! Quantities as people write them.

mod timestamp;

use specgram::units::Hertz;

#[test]
fn a_frequency_is_read_with_and_without_its_unit() {
    for (text, hertz) in [
        ("440", 440.0),
        ("-100", -100.0),
        ("1e3", 1e3),
        (" 440 Hz ", 440.0),
        ("440hz", 440.0),
        ("8k", 8e3),
        ("8K", 8e3),
        ("5kHz", 5e3),
        ("5khz", 5e3),
        ("5 KHZ", 5e3),
        ("2.4M", 2.4e6),
        ("1.42 GHz", 1.42e9),
        ("433.92 MHz", 433.92e6),
        ("433.92Mhz", 433.92e6),
        ("-20k", -20e3),
    ] {
        assert_eq!(text.parse::<Hertz>().unwrap().0, hertz, "{text}");
    }
}

#[test]
fn invalid_frequencies_are_refused() {
    // A thousandth of a hertz is a million wrong where a million was meant.
    for text in [
        "2.4m", "5mHz", "5mhz", "", "Hz", "k", "kHz", "5kk", "5HzHz", "5kM", "nan", "inf", "1e999", "1e308M", "5 s",
        "½Hz", "µ",
    ] {
        let reported = text.parse::<Hertz>().unwrap_err().to_string();
        assert_eq!(reported, format!("'{text}' is not a frequency such as 440, 8k or 2.4M"));
    }
}
