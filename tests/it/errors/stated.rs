//! Messages state values as they were typed, and the remedy that fits: not clamped, saturated or default values.

use specgram::error::ArchiveKind;
use specgram::job::RawOptions;
use specgram::source::synth::SynthSignal;

use super::catalogue::folder;
use super::entry::{Entry, check, entry};
use super::job::{Job, check_jobs, render, synth, value};

const REMEDIES: &[Entry] = &[
    entry("render a.zip", 1, "specgram: a.zip: a ZIP archive, not audio\nhint: unpack it first: unzip a.zip"),
    entry("render < a.zip", 1, "specgram: standard input: a ZIP archive, not audio\nhint: unpack the archive first"),
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
    synth(
        |o| (o.sample_rate, o.duration) = (value("0.5"), value("0.5")),
        2,
        "--duration must be at least 1 sample at 0.5 Hz, got 0.5 s",
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
    check(&folder, REMEDIES);
    let kinds = [ArchiveKind::Tar, ArchiveKind::Zip, ArchiveKind::Gzip, ArchiveKind::SevenZip];
    assert_eq!(kinds.map(ArchiveKind::unpacker), ["tar -xf", "unzip", "gunzip -k", "7z x"]);
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
