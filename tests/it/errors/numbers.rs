//! The exact messages about impossible analyses.

use specgram::job::{Preset, RawOptions};
use specgram::output::{DecibelOptions, Reference};
use specgram::scale::MelOptions;
use specgram::window::Window;

use super::catalogue::folder;
use super::entry::{Entry, check, entry};
use super::job::{DECIBELS, Job, MEL, check_jobs, export, read, render, typed, value};

const WINDOWS_IN_JOBS: &[Job] = &[
    typed(read::<Window>, "gaussian:0", "'gaussian:0' is not a valid window: STD must be a number above 0 samples"),
    export(
        "good.wav",
        |_, o| o.analysis.window = Some(value("dpss:512")),
        2,
        "good.wav: --window dpss:512 is too wide: NW must be below 512, half the window length of 1024 samples",
    ),
    typed(read::<Window>, "hann:2", "'hann:2' is not a valid window: hann takes no parameter"),
    export(
        "good.wav",
        |_, o| (o.analysis.window_length, o.analysis.symmetric) = (Some(2), true),
        2,
        "good.wav: --window-length 2 is too short for hann: all values are 0",
    ),
];

const FRAMES_IN_JOBS: &[Job] = &[
    render(
        "good.wav",
        |_, o| o.analysis.hop = Some(4_000_000_000_000_000_000),
        1,
        "good.wav: size of a window or hop (4000000000000000000 samples x 4 bytes) is 1.6e19 bytes; the limit is 1073741824",
    ),
    render(
        "good.wav",
        |_, o| (o.analysis.hop, o.analysis.boundary) = (Some(usize::MAX), Some(value("zeros"))),
        1,
        "good.wav: size of a window or hop (18446744073709551615 samples x 8 bytes) is 1.8446744073709552e19 bytes; the limit is 1073741824",
    ),
    export(
        "good.wav",
        |i, o| (i.span.end, o.analysis.nfft) = (Some(value("32samples")), Some(64)),
        0,
        "warning: good.wav: input (32 samples) is shorter than the window (64); zero-padded, so levels are too low\nShorterFft { most: 32 }",
    ),
    export(
        "good.wav",
        |_, o| (o.analysis.nfft, o.analysis.boundary) = (Some(8192), Some(value("even"))),
        2,
        "good.wav: --boundary even mirrors 4096 samples at each end, but the input has only 3000: use a shorter frame",
    ),
    typed(read::<Preset>, "spek", "'spek' is not a preset (available: scipy, matplotlib, librosa, sox, tensorflow)"),
];

const VALUES: &[Entry] = &[entry(
    "export good.wav --mode complex -o out.csv",
    2,
    "specgram: out.csv: --format csv cannot hold complex values: use npy or npz, or mode magnitude or angle",
)];

const VALUES_IN_JOBS: &[Job] = &[
    render(
        "good.wav",
        |_, o| o.analysis.mode = Some(value("complex")),
        2,
        "good.wav: --mode complex cannot be drawn: use psd, magnitude, angle or phase",
    ),
    export(
        "good.wav",
        |_, o| {
            o.analysis.mode = Some(value("complex"));
            o.decibels = Some(DECIBELS);
        },
        2,
        "--db requires mode psd or magnitude, got complex",
    ),
    typed(read::<Reference>, "0", "'0' is not a decibel reference: use a number above 0, or max"),
    export(
        "good.wav",
        |_, o| o.decibels = Some(DecibelOptions { amin: -1.0, ..DECIBELS }),
        2,
        "--amin must be a finite number of at least 0, got -1",
    ),
    export(
        "good.wav",
        |_, o| o.decibels = Some(DecibelOptions { top: Some(f64::NAN), ..DECIBELS }),
        2,
        "--top-db must be a finite number of at least 0 dB, got NaN",
    ),
];

const BANDS: &[Entry] = &[
    // As many as librosa.filters.mel(sr=8000, n_fft=64, n_mels=64) leaves empty.
    entry(
        "export good.wav --nfft 64 --hop 8 --mel 64 -o out.npz",
        0,
        "specgram: warning: good.wav: 15 of 64 mel bands contain no bin, so their values are 0\nhint: a larger --nfft gives narrower bins",
    ),
];

const BANDS_IN_JOBS: &[Job] = &[
    export(
        "good.wav",
        |_, o| o.mel = Some(MelOptions { bands: 0, ..MEL }),
        2,
        "good.wav: --mel must be at least 1, got 0",
    ),
    export(
        "good.wav",
        |_, o| o.mel = Some(MelOptions { bands: 70_000, ..MEL }),
        2,
        "good.wav: --mel must be at most 65536, got 70000",
    ),
    export(
        "good.wav",
        |_, o| o.mel = Some(MelOptions { low: value("3khz"), high: Some(value("2khz")), ..MEL }),
        2,
        "good.wav: --fmin must be at least 0 Hz and below the highest frequency, 2000 Hz, got 3000 Hz",
    ),
    export(
        "good.wav",
        |_, o| o.mel = Some(MelOptions { high: Some(value("4001")), ..MEL }),
        2,
        "good.wav: --fmax must be at most half the sample rate, 4000 Hz, got 4001 Hz",
    ),
    export(
        "good.wav",
        |_, o| {
            o.analysis.mode = Some(value("phase"));
            o.mel = Some(MEL);
        },
        2,
        "good.wav: --mel requires mode psd or magnitude, got phase",
    ),
    export(
        "good.wav",
        |_, o| {
            o.analysis.sides = Some(value("two"));
            o.mel = Some(MEL);
        },
        2,
        "good.wav: --mel requires a one-sided spectrum",
    ),
];

const INPUTS: &[Entry] =
    &[entry("render good.wav -q -v", 2, "specgram: --quiet and --verbose cannot be used together")];

const INPUTS_IN_JOBS: &[Job] = &[
    export(
        "empty.wav",
        |i, _| i.raw = Some(RawOptions { format: value("s16le"), rate: Some(value("8k")), channels: 1 }),
        1,
        "empty.wav: the input has no samples",
    ),
    export(
        "good.wav",
        |i, _| i.raw = Some(RawOptions { format: value("s16le"), rate: Some(value("0")), channels: 1 }),
        2,
        "good.wav: --rate must be above 0 Hz, got 0",
    ),
    export(
        "good.wav",
        |i, _| i.raw = Some(RawOptions { format: value("cf32le"), rate: Some(value("8k")), channels: 2 }),
        2,
        "good.wav: --channels must be 1 for cf32le, one complex signal of I and Q, got 2",
    ),
    export(
        "good.wav",
        |i, o| {
            i.raw = Some(RawOptions { format: value("cf32le"), rate: Some(value("8k")), channels: 1 });
            o.analysis.sides = Some(value("one"));
        },
        2,
        "good.wav: --sides must be two for complex input: one would drop its negative frequencies",
    ),
    render(
        "good.wav",
        |i, o| {
            i.raw = Some(RawOptions { format: value("cf32le"), rate: Some(value("8k")), channels: 1 });
            o.scale = value("mel");
        },
        2,
        "good.wav: --freq-scale mel requires frequencies of at least 0 Hz, but the spectrum starts at -4000 Hz: use linear, or choose a lowest frequency of at least 0 Hz",
    ),
    render(
        "good.wav",
        |i, o| {
            i.raw = Some(RawOptions { format: value("cf32le"), rate: Some(value("2M")), channels: 1 });
            i.center = Some(value("1090M"));
            o.high = Some(value("500k"));
        },
        2,
        "good.wav: --fmax 500000 Hz is outside the band from 1089 MHz to 1091 MHz: limits are absolute frequencies, not offsets from the centre",
    ),
    render(
        "good.wav",
        |i, o| {
            i.raw = Some(RawOptions { format: value("cf32le"), rate: Some(value("2M")), channels: 1 });
            i.center = Some(value("1090M"));
            o.low = Some(value("1091M"));
        },
        2,
        "good.wav: --fmin 1091 MHz is outside the band from 1089 MHz to 1091 MHz: limits are absolute frequencies, not offsets from the centre",
    ),
    export(
        "short.wav",
        |i, o| {
            i.raw = Some(RawOptions { format: value("s24le"), rate: Some(value("1")), channels: 1 });
            o.analysis.nfft = Some(2);
        },
        0,
        "warning: short.wav: ignored 1 byte at the end: not a whole sample\nwarning: short.wav: input (1 sample) is shorter than the window (2); zero-padded, so levels are too low",
    ),
];

#[test]
fn impossible_windows() {
    check_jobs(&folder(), WINDOWS_IN_JOBS);
}

#[test]
fn impossible_frames() {
    check_jobs(&folder(), FRAMES_IN_JOBS);
}

#[test]
fn values_without_a_place_or_without_decibels() {
    check(&folder(), VALUES);
    check_jobs(&folder(), VALUES_IN_JOBS);
}

#[test]
fn impossible_bands() {
    check(&folder(), BANDS);
    check_jobs(&folder(), BANDS_IN_JOBS);
}

#[test]
fn inputs_that_do_not_fit_the_analysis() {
    check(&folder(), INPUTS);
    check_jobs(&folder(), INPUTS_IN_JOBS);
}
