//! What is said of flags that would do nothing, word for word: each is refused by its name and that of what disarms it.

use std::collections::BTreeSet;

use super::catalogue::folder;
use super::entry::{Entry, check, entry};
use crate::program::{Folder, run};

const SYNTH: &[Entry] = &[
    entry(
        "synth --tone 100 --noise-power 1",
        2,
        "specgram: --noise-power requires the FM signal, which --tone replaces: add --fm HZ",
    ),
    entry(
        "synth --tone 3 --modulation-index 3",
        2,
        "specgram: --modulation-index requires the FM signal, which --tone replaces: add --fm HZ",
    ),
    entry(
        "synth --chirp 1:2 --modulation-rate 3",
        2,
        "specgram: --modulation-rate requires the FM signal, which --chirp replaces: add --fm HZ",
    ),
    entry(
        "synth --noise white --noise-decay 3",
        2,
        "specgram: --noise-decay requires the FM signal, which --noise replaces: add --fm HZ",
    ),
    entry(
        "synth --silence --noise-power 1",
        2,
        "specgram: --noise-power requires the FM signal, which --silence replaces: add --fm HZ",
    ),
    entry("synth --tone 100 --seed 3", 2, "specgram: --seed requires noise, and --tone alone has none: add --noise"),
    entry(
        "synth --impulse 1 --tone 100 --seed 0",
        2,
        "specgram: --seed requires noise, and --tone alone has none: add --noise",
    ),
    entry("synth --silence --amplitude 2", 2, "specgram: --amplitude requires a signal: --silence has none"),
    entry("synth --silence --tone 2", 2, "specgram: --silence and --tone exclude each other"),
];

const RENDER: &[Entry] = &[
    entry("render --demo --rate 5", 2, "specgram: --demo and --rate exclude each other"),
    entry("render --demo --channels 2", 2, "specgram: --demo and --channels exclude each other"),
    entry("render --demo --raw u8 --rate 5", 2, "specgram: --demo and --raw exclude each other"),
    entry("render --demo --center-frequency 5M", 2, "specgram: --demo and --center-frequency exclude each other"),
    entry(
        "render good.wav --no-axes --grid",
        2,
        "specgram: --grid cannot be combined with --no-axes: its lines start at the ticks of the axes",
    ),
    entry(
        "render good.wav --view surface --grid",
        2,
        "specgram: --grid cannot be combined with --view surface, which always has lines on its walls",
    ),
    entry(
        "render good.wav -o x.webp --dpi 100",
        2,
        "specgram: --dpi requires one of png, pdf, jpg, tif, got -o x.webp",
    ),
    entry(
        "render good.wav -o x.webp -o x.svg --dpi 100",
        2,
        "specgram: --dpi requires one of png, pdf, jpg, tif, got -o x.webp -o x.svg",
    ),
    entry(
        "render good.wav --format webp --dpi 100",
        2,
        "specgram: --dpi requires one of png, pdf, jpg, tif, got --format webp",
    ),
    entry(
        "render good.wav --mode angle --linear",
        2,
        "specgram: --linear requires --mode psd or magnitude, got angle: phases have no power",
    ),
    entry(
        "render good.wav --mode phase --db-range auto",
        2,
        "specgram: --db-range requires --mode psd or magnitude, got phase: phases have no decibels",
    ),
    entry(
        "render good.wav --no-axes --plot-size 9x9 --font-size 20",
        2,
        "specgram: --font-size requires labels: a bare raster, with --no-axes and neither title nor colorbar, has none",
    ),
    entry("render good.wav --colormaps", 2, "specgram: --colormaps cannot be combined with other arguments"),
    entry("render --colormaps -o x.png", 2, "specgram: --colormaps cannot be combined with other arguments"),
    entry("render --colormaps --demo", 2, "specgram: --colormaps cannot be combined with other arguments"),
    entry("render --colormaps --panel waveform -q", 2, "specgram: --colormaps cannot be combined with other arguments"),
];

const EXPORT: &[Entry] = &[
    entry(
        "export good.wav --db-ref max",
        2,
        "specgram: --db-ref is for the decibels of --db: without it an export has the values",
    ),
    entry(
        "export good.wav --amin 1",
        2,
        "specgram: --amin is for the decibels of --db: without it an export has the values",
    ),
    entry(
        "export good.wav --top-db 80",
        2,
        "specgram: --top-db is for the decibels of --db: without it an export has the values",
    ),
    entry(
        "export good.wav --mel-scale htk",
        2,
        "specgram: --mel-scale requires --mel: without it an export has all bins",
    ),
    entry(
        "export good.wav --mel-norm none",
        2,
        "specgram: --mel-norm requires --mel: without it an export has all bins",
    ),
    entry("export good.wav --fmin 100", 2, "specgram: --fmin requires --mel: without it an export has all bins"),
    entry(
        "export good.wav --raw cu8 --rate 8k --center-frequency 1M",
        2,
        "specgram: --center-frequency moves f, and an npy holds S alone: npz, csv and json hold f",
    ),
];

#[test]
fn flags_that_would_do_nothing() {
    for entries in [SYNTH, RENDER, EXPORT] {
        check(&folder(), entries);
    }
}

#[test]
fn the_same_flags_where_they_do_something() {
    let folder = folder();
    for line in [
        "synth --noise-power 1 --seed 2",
        "synth --tone 100 --fm 3k --noise-decay 1 --modulation-index 3 --seed 2",
        "synth --tone 100 --noise pink --seed 2 --amplitude 0.1",
        "render --demo -o x.webp -o x.png --dpi 100",
        "render --demo --theme dark --no-axes --no-title",
        "render --demo --font-size 20 --no-axes --no-colorbar",
        "render good.wav --font-size 20 --no-axes --plot-size 90x90 --title A",
        "render good.wav --theme dark --no-axes --plot-size 90x90 --view surface",
        "render --colormaps",
        "export good.wav --mel 20 --mel-norm none --fmin 100 --db --amin 1e-9 --preset scipy -q",
    ] {
        folder.run(&line.split(' ').collect::<Vec<_>>(), b"").done();
    }
}

const NUMBERS: &[Entry] = &[
    entry(
        "synth --tone -100",
        2,
        "specgram: --tone must be between 0 Hz and 5000 Hz, half the rate of 10000 Hz, got -100 Hz",
    ),
    entry(
        "synth --tone -1k",
        2,
        "specgram: --tone must be between 0 Hz and 5000 Hz, half the rate of 10000 Hz, got -1000 Hz",
    ),
    entry("synth --amplitude -inf", 2, "specgram: --amplitude must be a number of at most 1e15, got -inf"),
    entry(
        "synth --impulse -1:30",
        2,
        "specgram: --impulse: '-1:30' is not a time such as 90, 1:30, 00:01:30.5 or 8192samples",
    ),
    entry(
        "synth --chirp -1:30",
        2,
        "specgram: --chirp must be between 0 Hz and 5000 Hz, half the rate of 10000 Hz, got -1 Hz",
    ),
    entry("synth --noise-decay -1", 2, "specgram: --noise-decay must be above 0 s, got -1"),
    entry(
        "synth --bits -16",
        2,
        "specgram: --bits: '-16' is not a sample format; did you mean '16'? (available: 16, 24, 32, f32, f64)",
    ),
    entry("synth --seed -1", 2, "specgram: --seed must be a whole number, got '-1'"),
    entry("render good.wav --font-size -3", 2, "specgram: --font-size must be between 4 and 200 pixels, got -3"),
    entry(
        "render good.wav --dpi -1.5",
        2,
        "specgram: --dpi: '-1.5' is not a number of pixels per inch from 1 to 10000",
    ),
    entry(
        "render good.wav --window -3",
        2,
        "specgram: --window: '-3' is not a window (available: boxcar, bartlett, cosine, hann, hamming, blackman, blackmanharris, nuttall, flattop, bohman, parzen, gaussian, kaiser, tukey, dpss, chebwin)",
    ),
    entry(
        "render good.wav --mode -3",
        2,
        "specgram: --mode: '-3' is not a mode (available: psd, magnitude, complex, angle, phase)",
    ),
    entry("render good.wav --fmin --fmax 3k", 2, "specgram: --fmin needs a value"),
    entry("render good.wav --hop -v", 2, "specgram: --hop needs a value"),
    entry("synth --bits --tone 3", 2, "specgram: --bits needs a value"),
    entry("render good.wav --hop --nfft 512", 2, "specgram: --hop needs a value"),
    entry(
        "render good.wav --grid -5",
        2,
        "specgram: unknown flag -5\nhint: 'specgram help' and 'specgram COMMAND --help' list commands and options",
    ),
    entry(
        "render good.wav --fmin -.5k --sides two --fmax -600",
        2,
        "specgram: good.wav: --fmin must be below the highest frequency, -600 Hz, got -500 Hz",
    ),
    entry("synth --tone 100 --amplitude 1e300", 2, "specgram: --amplitude must be a number of at most 1e15, got 1e300"),
    entry(
        "synth --tone 1e300",
        2,
        "specgram: --tone must be between 0 Hz and 5000 Hz, half the rate of 10000 Hz, got 1e300 Hz",
    ),
    entry("synth --rate 1e300", 2, "specgram: sample rate is 1e300 Hz; the limit is 1000000000000"),
    entry("synth --rate -1e300", 2, "specgram: --rate must be above 0 Hz, got -1e300"),
    entry("synth --noise-power -1e300", 2, "specgram: --noise-power must be at least 0 FS²/Hz, got -1e300"),
    entry("render good.wav --zoom 1e300", 2, "specgram: --zoom must be between 0.1 and 100, got 1e300"),
    entry(
        "render good.wav --font-size 1e-300",
        2,
        "specgram: --font-size must be between 4 and 200 pixels, got 1e-300",
    ),
    entry(
        "render good.wav --fmin 1e300",
        2,
        "specgram: good.wav: --fmin must be below half the sample rate, 4000 Hz, got 1e300 Hz",
    ),
    entry(
        "render good.wav --start 1e300",
        2,
        "specgram: good.wav: --start at 2305843009213694 s (sample 18446744073709551615) is past the end of the input at 0.375 s (sample 3000)",
    ),
    entry(
        "render good.wav --db-range 1e300:-1e300",
        2,
        "specgram: --db-range must go from low to high, as in -100:0, got 1e300:-1e300",
    ),
    entry(
        "render good.wav --window dpss:1e300",
        2,
        "specgram: good.wav: --window dpss:1e300 is too wide: NW must be below half the window length, 1024",
    ),
    entry(
        "render good.wav --view surface --azimuth 1e300",
        2,
        "specgram: --azimuth must be between -360 and 360 degrees, got 1e300",
    ),
    entry(
        "render good.wav --freq-scale log --fmin -1e300 --sides two",
        2,
        "specgram: good.wav: --fmin must be above 0 Hz on a logarithmic axis, got -4000 Hz",
    ),
    entry("render good.wav --raw u8 --rate -1e300", 2, "specgram: good.wav: --rate must be above 0 Hz, got -1e300"),
    entry(
        "export good.wav --mel 9 --fmax 1e300",
        2,
        "specgram: good.wav: --fmax must be at most half the sample rate, 4000 Hz, got 1e300 Hz",
    ),
    entry(
        "export good.wav --db --amin -1e300",
        2,
        "specgram: --amin must be a finite number of at least 0, got -1e300",
    ),
    entry("synth --channels 70000", 2, "specgram: channel count is 70000; the limit is 1024"),
    entry("synth --rate 2e12", 2, "specgram: sample rate is 2000000000000 Hz; the limit is 1000000000000"),
    entry(
        "synth --duration 1e30",
        2,
        "specgram: duration at 10000 Hz is 1.8446744073709552e19 samples; the limit is 281474976710656",
    ),
    entry(
        "synth --tone 1 --rate 5G --duration 9samples",
        2,
        "specgram: standard output: sample rate of a WAV file is 5000000000 Hz; the limit is 4294967295",
    ),
    entry("export good.wav --mel 70000", 2, "specgram: good.wav: --mel must be at most 65536, got 70000"),
];

#[test]
fn numbers_that_make_no_sense() {
    check(&folder(), NUMBERS);
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
            assert!(!output.stderr.contains("no flag"), "{command} {flag}: {output:?}");
            assert!(output.stderr.lines().all(|line| line.len() < 300), "{output:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_told_from_a_name_that_is_not_there() {
    let folder = Folder::new();
    for name in ["link.wav", "link.sigmf-meta"] {
        std::os::unix::fs::symlink("gone.wav", folder.path(name)).unwrap();
    }
    for args in [&["render", "link.wav"][..], &["export", "link.wav"], &["info", "link.wav"]] {
        folder.run(args, b"").failed(1).saying("link.wav: cannot open: broken link to gone.wav");
    }
    let raw = ["render", "link.wav", "--raw", "u8", "--rate", "8k"];
    folder.run(&raw, b"").failed(1).saying("link.wav: cannot open: broken link to gone.wav");
    folder.run(&["render", "link.sigmf-meta"], b"").failed(1).saying("broken link to gone.wav");
    folder.run(&["render", "gone.wav"], b"").failed(1).saying("gone.wav: cannot open: No such file");
    // An output through such a link is a new file.
    folder.run(&["synth", "-o", "link.wav"], b"").done();
    assert_eq!(folder.names(), ["gone.wav", "link.sigmf-meta", "link.wav"]);
}
