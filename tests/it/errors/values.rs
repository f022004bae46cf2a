//! The exact messages about invalid numbers: negative, beyond a limit, or not a number.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use specgram::error::OptionName;
use specgram::figure::Dpi;
use specgram::job::RawOptions;
use specgram::level::LevelOption;
use specgram::output::DecibelOptions;
use specgram::scale::MelOptions;
use specgram::source::synth::{Encoding, SynthSignal};
use specgram::stft::{Mode, TaperOptions};
use specgram::units::{Position, whole_number};
use specgram::window::Window;

use super::catalogue::folder;
use super::entry::{Entry, check, entry};
use super::job::{DECIBELS, Job, MEL, check_jobs, export, read, render, synth, typed, value};
use crate::program::{Folder, run};

const NUMBERS: &[Entry] = &[
    entry("render good.wav --hop -v", 2, "specgram: --hop requires a value"),
    entry(
        "render good.wav --grid -5",
        2,
        "specgram: unknown flag -5\nhint: 'specgram help' and 'specgram COMMAND --help' list commands and options",
    ),
    entry(
        "synth --tone 1 --rate 5G --duration 9samples",
        2,
        "specgram: standard output: sample rate of a WAV file is 5000000000 Hz; the limit is 4294967295",
    ),
];

/// Reads the whole number of an option.
macro_rules! whole {
    ($option:ident $number:ty) => {
        |text| whole_number::<$number>(OptionName::$option, text).map(drop)
    };
}

const WHOLE_NUMBERS: &[Job] = &[
    typed(whole!(FftLength usize), "many", "--nfft must be a whole number of samples, got 'many'"),
    typed(whole!(WindowLength usize), "1e3", "--window-length must be a whole number of samples, got '1e3'"),
    typed(whole!(Channels usize), "two", "--channels must be a whole number, got 'two'"),
    typed(whole!(Hop usize), "-1", "--hop must be at least 1, got -1"),
    typed(whole!(MelBands usize), "-1", "--mel must be at least 1, got -1"),
    typed(whole!(Threads NonZeroUsize), "0", "--threads must be at least 1, got 0"),
    typed(whole!(Seed u64), "-1", "--seed must be at least 0, got -1"),
    typed(whole!(ByteOffset u64), "-1", "--byte-offset must be at least 0, got -1"),
    typed(
        whole!(Threads NonZeroUsize),
        "99999999999999999999",
        "--threads must be at most 18446744073709551615, got 99999999999999999999",
    ),
];

const NUMBERS_IN_JOBS: &[Job] = &[
    typed(
        read::<Encoding>,
        "-16",
        "'-16' is not a sample format; did you mean '16'? (available: 16, 24, 32, f32, f64)",
    ),
    typed(read::<Dpi>, "-1.5", "--dpi must be between 1 and 10000 pixels per inch, got '-1.5'"),
    typed(read::<Dpi>, "0", "--dpi must be between 1 and 10000 pixels per inch, got '0'"),
    typed(
        read::<TaperOptions>,
        "-1:1",
        "--tapers must be NW or NW:K (NW above 0, K a number of tapers), such as 4 or 4:7, got '-1:1'",
    ),
    synth(
        |o| o.signals = vec![SynthSignal::Tone { frequency: value("-100"), amplitude: 1.0 }],
        2,
        "--tone must be between 0 Hz and 5000 Hz, half the rate of 10000 Hz, got -100 Hz",
    ),
    synth(
        |o| o.signals = vec![SynthSignal::Tone { frequency: value("-1k"), amplitude: 1.0 }],
        2,
        "--tone must be between 0 Hz and 5000 Hz, half the rate of 10000 Hz, got -1000 Hz",
    ),
    synth(
        |o| o.signals = vec![SynthSignal::Tone { frequency: value("100"), amplitude: f64::NEG_INFINITY }],
        2,
        "--amplitude must be between -1e15 and 1e15, got -inf",
    ),
    typed(read::<Position>, "-1:30", "'-1:30' is not a time such as 90, 1:30, 00:01:30.5 or 8192samples"),
    synth(
        |o| o.signals = vec![SynthSignal::Chirp { chirp: value("-1:30"), amplitude: 1.0 }],
        2,
        "--chirp must be between 0 Hz and 5000 Hz, half the rate of 10000 Hz, got -1 Hz",
    ),
    synth(
        |o| o.signals = vec![SynthSignal::FadingNoise { density: 0.01, decay: -1.0 }],
        2,
        "--noise-decay must be above 0 s, got -1",
    ),
    render("good.wav", |_, o| o.look.font_size = -3.0, 2, "--font-size must be between 4 and 200 pixels, got -3"),
    typed(
        read::<Window>,
        "-3",
        "'-3' is not a window (available: boxcar, bartlett, cosine, hann, hamming, blackman, blackmanharris, nuttall, flattop, bohman, parzen, gaussian, kaiser, tukey, dpss, chebwin)",
    ),
    typed(read::<Mode>, "-3", "'-3' is not a mode (available: psd, magnitude, complex, angle, phase)"),
    render(
        "good.wav",
        |_, o| {
            o.analysis.sides = Some(value("two"));
            (o.low, o.high) = (Some(value("-.5k")), Some(value("-600")));
        },
        2,
        "good.wav: --fmin must be below the highest frequency, -600 Hz, got -500 Hz",
    ),
    synth(
        |o| o.signals = vec![SynthSignal::Tone { frequency: value("100"), amplitude: 1e300 }],
        2,
        "--amplitude must be between -1e15 and 1e15, got 1e300",
    ),
    synth(
        |o| o.signals = vec![SynthSignal::Tone { frequency: value("1e300"), amplitude: 1.0 }],
        2,
        "--tone must be between 0 Hz and 5000 Hz, half the rate of 10000 Hz, got 1e300 Hz",
    ),
    synth(|o| o.sample_rate = value("1e300"), 2, "--rate must be at most 1000000000000 Hz, got 1e300"),
    synth(|o| o.sample_rate = value("-1e300"), 2, "--rate must be above 0 Hz, got -1e300"),
    synth(
        |o| o.signals = vec![SynthSignal::FadingNoise { density: -1e300, decay: 5.0 }],
        2,
        "--noise-power must be between 0 and 1e15 FS²/Hz, got -1e300",
    ),
    render("good.wav", |_, o| o.look.zoom = 1e300, 2, "--zoom must be between 0.1 and 100, got 1e300"),
    render("good.wav", |_, o| o.look.font_size = 1e-300, 2, "--font-size must be between 4 and 200 pixels, got 1e-300"),
    render(
        "good.wav",
        |_, o| o.low = Some(value("1e300")),
        2,
        "good.wav: --fmin must be below half the sample rate, 4000 Hz, got 1e300 Hz",
    ),
    render(
        "good.wav",
        |i, _| i.span.start = Some(value("1e300")),
        2,
        "good.wav: --start at 1e300 s is past the end of the input at 0.375 s (sample 3000)",
    ),
    typed(
        read::<LevelOption>,
        "1e300:-1e300",
        "--db-range must be LO:HI with LO below HI, such as -100:0, got 1e300:-1e300",
    ),
    render(
        "good.wav",
        |_, o| o.analysis.window = Some(value("dpss:1e300")),
        2,
        "good.wav: --window dpss:1e300 is too wide: NW must be below 512, half the window length of 1024 samples",
    ),
    render(
        "good.wav",
        |_, o| (o.look.view, o.look.azimuth) = (value("surface"), 1e300),
        2,
        "--azimuth must be between -360 and 360 degrees, got 1e300",
    ),
    render(
        "good.wav",
        |_, o| {
            o.analysis.sides = Some(value("two"));
            (o.scale, o.low) = (value("log"), Some(value("-1e300")));
        },
        2,
        "good.wav: --fmin must be above 0 Hz on a logarithmic axis, got -1e300 Hz",
    ),
    render(
        "good.wav",
        |i, _| i.raw = Some(RawOptions { format: value("u8"), rate: Some(value("-1e300")), channels: 1 }),
        2,
        "good.wav: --rate must be above 0 Hz, got -1e300",
    ),
    export(
        "good.wav",
        |_, o| o.mel = Some(MelOptions { high: Some(value("1e300")), ..MEL }),
        2,
        "good.wav: --fmax must be at most half the sample rate, 4000 Hz, got 1e300 Hz",
    ),
    export(
        "good.wav",
        |_, o| o.decibels = Some(DecibelOptions { amin: -1e300, ..DECIBELS }),
        2,
        "--amin must be a finite number of at least 0, got -1e300",
    ),
    synth(|o| o.channels = 70_000, 2, "--channels must be at most 1024, got 70000"),
    synth(|o| o.sample_rate = value("2e12"), 2, "--rate must be at most 1000000000000 Hz, got 2000000000000"),
    synth(
        |o| o.duration = value("1e30"),
        2,
        "--duration must be at most 281474976710656 samples at 10000 Hz, got 1e30 s",
    ),
    export(
        "good.wav",
        |_, o| o.mel = Some(MelOptions { bands: 70_000, ..MEL }),
        2,
        "good.wav: --mel must be at most 65536, got 70000",
    ),
];

#[test]
fn invalid_numbers() {
    check(&folder(), NUMBERS);
    check_jobs(&folder(), WHOLE_NUMBERS);
    check_jobs(&folder(), NUMBERS_IN_JOBS);
}

#[test]
fn a_number_below_zero_after_any_flag_is_its_value() {
    for command in ["render", "synth", "export"] {
        let help = run(&[command, "--help"], b"").done();
        let valued = help.text().lines().filter_map(|line| {
            let (flag, value) = line.trim().split_once(' ')?;
            (flag.starts_with("--") && value.starts_with('<')).then_some(flag)
        });
        let flags: BTreeSet<&str> = valued.collect();
        assert!(flags.len() > 8, "{flags:?}");
        for flag in flags {
            let folder = Folder::new();
            let output = folder.run(&[command, flag, "-1"], b"");
            // What reads the value names the flag, but for two that share a reader, one that goes with another, and a file's name.
            let is_named = output.stderr.starts_with(&format!("specgram: {flag}: '-1' is not "))
                || output.stderr.starts_with(&format!("specgram: {flag} "));
            let is_exempt = ["--format", "--output", "--rate", "--report", "--sheet"].contains(&flag);
            assert!(output.code != Some(2) || is_named || is_exempt, "{command} {flag}: {output:?}");
            assert!(!output.stderr.contains("unknown flag"), "{command} {flag}: {output:?}");
            assert!(output.stderr.lines().all(|line| line.len() < 300), "{output:?}");
        }
    }
}
