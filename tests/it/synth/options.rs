//! Options out of range, refused or reported.

use specgram::Error;
use specgram::source::synth::{MAX_CHANNELS, MAX_RATE, Synth, SynthOptions, SynthSignal};
use specgram::source::{AudioSource, ByteOrder, SampleFormat};
use specgram::units::{Hertz, Position};

use super::{chirp, options, tone};

#[test]
fn a_carrier_that_folds_back_is_reported() {
    let swinging = |carrier: f64| {
        let fm = SynthSignal::Fm {
            carrier: Hertz(carrier),
            modulation_index: 500.0,
            modulation_rate: Hertz(0.25),
            amplitude: 1.0,
        };
        Synth::new(&options(&[fm], 10)).unwrap().report().warnings.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(swinging(3875.0).is_empty());
    assert_eq!(swinging(3900.0), ["the FM tone spans 3775 Hz to 4025 Hz, outside 0 Hz to 4000 Hz, and aliases"]);
    assert!(swinging(100.0)[0].contains("spans -25 Hz"));
}

#[test]
fn options_out_of_range_are_refused() {
    let plain = || options(&[], 100);
    let refused = |change: &dyn Fn(&mut SynthOptions), part: &str| {
        let mut options = plain();
        change(&mut options);
        let message = match Synth::new(&options) {
            Err(error @ (Error::InvalidOption { .. } | Error::Limit { .. })) => error.to_string(),
            other => panic!("{part}: {other:?}"),
        };
        assert!(message.contains(part), "'{message}' does not say '{part}'");
    };
    let signal = |signal: SynthSignal, part: &str| refused(&|options| options.signals = vec![signal.clone()], part);
    signal(tone(4001.0, 1.0), "tone must be between 0 Hz and 4000 Hz, half the rate of 8000 Hz, got 4001 Hz");
    signal(tone(-1.0, 1.0), "got -1 Hz");
    signal(tone(f64::NAN, 1.0), "got NaN Hz");
    signal(tone(1.0, f64::INFINITY), "amplitude must be between -1e15 and 1e15, got inf");
    signal(chirp("20:5k"), "got 5000 Hz");
    signal(chirp("0:400:log"), "chirp must stay above 0 Hz for a log sweep, got 0 Hz");
    signal(
        SynthSignal::FadingNoise { density: -1.0, decay: 5.0 },
        "noise power must be between 0 and 1e15 FS²/Hz, got -1",
    );
    signal(SynthSignal::FadingNoise { density: f64::NAN, decay: 5.0 }, "got NaN");
    signal(SynthSignal::FadingNoise { density: 1.0, decay: 0.0 }, "noise decay must be above 0 s, got 0");
    signal(
        SynthSignal::Impulse { at: Position::Samples(100), amplitude: 1.0 },
        "at sample 100 is outside the 100 samples",
    );
    signal(SynthSignal::Impulse { at: Position::Seconds(-1.0), amplitude: 1.0 }, "impulse at sample");
    let fm = |carrier, modulation_index, modulation_rate| SynthSignal::Fm {
        carrier: Hertz(carrier),
        modulation_index,
        modulation_rate: Hertz(modulation_rate),
        amplitude: 1.0,
    };
    signal(fm(9000.0, 1.0, 1.0), "carrier frequency must be between");
    signal(fm(3000.0, f64::NAN, 1.0), "modulation index must be between");
    signal(fm(3000.0, 1.0, 5000.0), "modulation rate must be between");

    refused(&|options| options.duration = Position::Samples(0), "at least 1 sample");
    refused(&|options| options.duration = Position::Seconds(1e-9), "at least 1 sample at 8000 Hz");
    refused(&|options| options.duration = Position::Seconds(1e300), "must be at most 281474976710656 samples");
    refused(&|options| options.duration = Position::Seconds(f64::NAN), "at least 1 sample");
    refused(&|options| options.sample_rate = Hertz(0.0), "sample rate must be above 0 Hz, got 0");
    refused(&|options| options.sample_rate = Hertz(f64::NAN), "sample rate must be above 0 Hz, got NaN");
    refused(&|options| options.sample_rate = Hertz(2.0 * MAX_RATE), "the limit is 1000000000000");
    refused(&|options| options.channels = 0, "channel count must be at least 1, got 0");
    refused(&|options| options.channels = MAX_CHANNELS + 1, "channel count is 1025; the limit is 1024");
    refused(&|options| options.format = SampleFormat::MuLaw, "must be little-endian");
    refused(&|options| options.format = SampleFormat::Float32(ByteOrder::Big), "little-endian");
}
