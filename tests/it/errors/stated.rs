//! Messages state values as they were typed, and the remedy that fits: not clamped, saturated or default values.

use specgram::job::RawOptions;
use specgram::source::synth::SynthSignal;

use super::catalogue::folder;
use super::entry::{Entry, check, entry};
use super::job::{Job, check_jobs, render, synth, value};

const REMEDIES: &[Entry] = &[
    entry("render a.zip", 1, "specgram: a.zip: a ZIP archive, not audio\nhint: unpack it first: unzip a.zip"),
    entry("info a.gz", 1, "specgram: a.gz: a gzip archive, not audio\nhint: unpack it first: gunzip -k a.gz"),
    entry("export a.7z", 1, "specgram: a.7z: a 7z archive, not audio\nhint: unpack it first: 7z x a.7z"),
    entry("render < a.zip", 1, "specgram: standard input: a ZIP archive, not audio\nhint: unpack the archive first"),
    entry("synth --silence --seed 3", 2, "specgram: --seed has no effect with --silence"),
    entry("synth --rate 0.5", 2, "specgram: the default carrier of 3000 Hz is above half the rate of 0.5 Hz: set --fm"),
    entry("synth --rate 0", 2, "specgram: --rate must be above 0 Hz, got 0"),
    entry(
        "synth --tone 0.1 --rate 0.5 --duration 0.5 -o out.wav",
        2,
        "specgram: --duration must be at least 1 sample at 0.5 Hz, got 0.5 s",
    ),
    entry("render good.wav --hop -1", 2, "specgram: --hop must be at least 1, got -1"),
    entry(
        "render good.wav --threads 99999999999999999999",
        2,
        "specgram: --threads must be at most 18446744073709551615, got 99999999999999999999",
    ),
    entry("export good.wav --mel -1", 2, "specgram: --mel must be at least 1, got -1"),
    entry(
        "render good.wav --window-align top",
        2,
        "specgram: --window-align: 'top' is not a window alignment (available: left, center)",
    ),
];

const STATED: &[Job] = &[
    render(
        "good.wav",
        |_, o| o.channels = value("right"),
        2,
        "good.wav: --channel 2 (right) does not exist: the input has 1 channel",
    ),
    render(
        "good.wav",
        |_, o| o.high = Some(value("0")),
        2,
        "good.wav: --fmax must be above the lowest frequency, 0 Hz, got 0 Hz",
    ),
    render(
        "good.wav",
        |_, o| (o.high, o.scale) = (Some(value("5")), value("log")),
        2,
        "good.wav: --fmax must be above the lowest frequency, 7.8125 Hz, got 5 Hz",
    ),
    render(
        "good.wav",
        |_, o| {
            o.analysis.sides = Some(value("two"));
            (o.low, o.high) = (Some(value("-1e9")), Some(value("-5k")));
        },
        2,
        "good.wav: --fmax must be above the lowest frequency, -4000 Hz, got -5000 Hz",
    ),
    render(
        "good.wav",
        |_, o| {
            o.analysis.sides = Some(value("two"));
            o.scale = value("log");
        },
        2,
        "good.wav: --freq-scale log requires frequencies above 0 Hz, but the spectrum starts at -4000 Hz: use linear, or choose a lowest frequency above 0 Hz",
    ),
    render(
        "good.wav",
        |i, o| {
            i.raw = Some(RawOptions { format: value("cf32le"), rate: Some(value("8k")), channels: 1 });
            (o.scale, o.low) = (value("mel"), Some(value("-1e9")));
        },
        2,
        "good.wav: --fmin must be at least 0 Hz on a mel axis, got -1000000000 Hz: use a linear axis, or start at 0",
    ),
    render(
        "good.wav",
        |i, _| (i.span.start, i.span.end) = (Some(value("1e300")), Some(value("9"))),
        2,
        "good.wav: --end at 9 s (sample 72000) is not after the start at 1e300 s",
    ),
    render(
        "good.wav",
        |i, _| i.span.start = Some(value("4000samples")),
        2,
        "good.wav: --start at 0.5 s (sample 4000) is past the end of the input at 0.375 s (sample 3000)",
    ),
    render(
        "good.wav",
        |i, _| i.span.duration = Some(value("0samples")),
        2,
        "good.wav: --duration must be at least 1 sample at 8000 Hz, got 0 samples",
    ),
    render(
        "good.wav",
        |i, _| i.span.duration = Some(value("1e300")),
        0,
        "warning: good.wav: the input ends at 0.375 s (sample 3000), before the requested end at 1e300 s",
    ),
    render(
        "good.wav",
        |i, _| (i.span.start, i.span.duration) = (Some(value("0.1")), Some(value("0.3"))),
        0,
        "warning: good.wav: the input ends at 0.375 s (sample 3000), before the requested end at 0.4 s (sample 3200)",
    ),
    synth(|o| o.duration = value("0.00001"), 2, "--duration must be at least 1 sample at 10000 Hz, got 1e-5 s"),
    synth(
        |o| o.signals = vec![SynthSignal::FadingNoise { density: f64::INFINITY, decay: 5.0 }],
        2,
        "--noise-power must be between 0 and 1e15 FS²/Hz, got inf",
    ),
];

#[test]
fn values_are_stated_as_they_were_typed() {
    check_jobs(&folder(), STATED);
}

#[test]
fn remedies_fit_the_input_and_the_command() {
    let folder = folder();
    folder.write("a.zip", b"PK\x03\x04\x14\0\0\0\x08\0\0\0");
    folder.write("a.gz", b"\x1F\x8B\x08\0\0\0\0\0\0\0\0\0");
    folder.write("a.7z", b"7z\xBC\xAF\x27\x1C\0\x04\0\0\0\0");
    check(&folder, REMEDIES);
}

const HINTS: &[Entry] = &[entry(
    "render good.wav --json=3 -o out.png",
    2,
    "specgram: --json takes no value, got '3'\nhint: 'specgram help' and 'specgram COMMAND --help' list commands and options",
)];

#[test]
fn misuse_names_the_flag_and_a_way_out() {
    check(&folder(), HINTS);
}
