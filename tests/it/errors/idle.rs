//! The exact messages about flags without an effect: each names the flag and the one that disables it.

use specgram::Result;
use specgram::job::{Analysis, RequestedColors, RequestedDecibels, RequestedMel, RequestedTransform};
use specgram::output::Reference;
use specgram::scale::{MelNorm, MelScale};
use specgram::source::synth::RequestedSignals;
use specgram::stft::{Mode, TaperWeights, TransformKind};
use specgram::units::Hertz;

use super::catalogue::folder;
use super::entry::{Entry, check, entry};
use super::job::{Job, check_jobs, export, render, requested, value};
use crate::program::Folder;

const SYNTH: &[Entry] = &[
    entry(
        "synth --tone 100 --noise-power 1",
        2,
        "specgram: --noise-power requires the FM signal, which --tone replaces: add --fm HZ",
    ),
    entry("synth --silence --tone 2", 2, "specgram: --silence and --tone cannot be used together"),
];

const RENDER: &[Entry] = &[
    entry("render --demo --rate 5", 2, "specgram: --demo and --rate cannot be used together"),
    entry(
        "render good.wav -o x.webp -o x.svg --dpi 100",
        2,
        "specgram: --dpi requires png, pdf, jpg or tif, got -o x.webp -o x.svg",
    ),
    entry(
        "render good.wav --format webp --dpi 100",
        2,
        "specgram: --dpi requires png, pdf, jpg or tif, got --format webp",
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
    entry("render good.wav --colormaps", 2, "specgram: --colormaps cannot be used together with other arguments"),
];

const EXPORT: &[Entry] = &[
    entry("export good.wav --fmin 100", 2, "specgram: --fmin requires --mel: without --mel, all bins are exported"),
    entry(
        "export good.wav --raw cu8 --rate 8k --center-frequency 1M",
        2,
        "specgram: --center-frequency requires a format that holds frequencies: npz, csv or json, got npy",
    ),
];

/// Signals that some options do not affect.
fn signals(set: fn(&mut RequestedSignals)) -> Result<()> {
    let mut signals = RequestedSignals::default();
    set(&mut signals);
    signals.resolve(Hertz(10_000.0)).map(drop)
}

const SYNTH_REQUESTED: &[Job] = &[
    requested(
        || signals(|s| (s.tone, s.modulation_index) = (Some(Hertz(3.0)), Some(3.0))),
        "--modulation-index requires the FM signal, which --tone replaces: add --fm HZ",
    ),
    requested(
        || signals(|s| (s.chirp, s.modulation_rate) = (Some(value("1:2")), Some(Hertz(3.0)))),
        "--modulation-rate requires the FM signal, which --chirp replaces: add --fm HZ",
    ),
    requested(
        || signals(|s| (s.noise, s.noise_decay) = (Some(value("white")), Some(3.0))),
        "--noise-decay requires the FM signal, which --noise replaces: add --fm HZ",
    ),
    requested(
        || signals(|s| (s.impulse, s.noise_power) = (Some(value("1")), Some(1.0))),
        "--noise-power requires the FM signal, which --impulse replaces: add --fm HZ",
    ),
    requested(
        || signals(|s| (s.silence, s.noise_power) = (true, Some(1.0))),
        "--noise-power has no effect with --silence",
    ),
    requested(|| signals(|s| (s.silence, s.seed) = (true, Some(3))), "--seed has no effect with --silence"),
    requested(|| signals(|s| (s.silence, s.amplitude) = (true, Some(2.0))), "--amplitude has no effect with --silence"),
    requested(
        || signals(|s| (s.impulse, s.tone, s.seed) = (Some(value("1")), Some(Hertz(100.0)), Some(0))),
        "--seed requires noise, and --tone alone has none: add --noise",
    ),
    requested(
        || RequestedSignals::default().resolve(Hertz(0.5)).map(drop),
        "the default carrier of 3000 Hz is above half the rate of 0.5 Hz: set --fm",
    ),
];

/// Colours of a picture of this mode.
fn colors(mode: Mode, colors: RequestedColors) -> Result<()> {
    colors.resolve(&Analysis { mode: Some(mode), ..Analysis::default() }).map(drop)
}

const RENDER_REQUESTED: &[Job] = &[
    requested(
        || colors(Mode::Angle, RequestedColors { linear: true, ..RequestedColors::default() }),
        "--linear requires --mode psd or magnitude, got angle: phases have no power",
    ),
    requested(
        || colors(Mode::Phase, RequestedColors { range: Some(value("-9:0")), ..RequestedColors::default() }),
        "--db-range requires --mode psd or magnitude, got phase: phases have no decibels",
    ),
    render(
        "good.wav",
        |_, o| (o.analysis.mode, o.pool) = (Some(Mode::Phase), value("max")),
        2,
        "--pool max requires --mode psd or magnitude, got phase: phases are not pooled",
    ),
    render(
        "good.wav",
        |_, o| (o.look.axes, o.look.grid) = (false, true),
        2,
        "--grid cannot be drawn without axes: its lines start at axis ticks",
    ),
    render(
        "good.wav",
        |_, o| (o.look.view, o.look.grid) = (value("surface"), true),
        2,
        "--grid requires the heatmap view: a surface always has lines on its walls",
    ),
    render(
        "good.wav",
        |_, o| (o.analysis.transform, o.analysis.window) = (TransformKind::Multitaper.into(), Some(value("hann"))),
        2,
        "--window cannot be combined with the multitaper transform, which has windows of its own",
    ),
    render(
        "good.wav",
        |_, o| (o.analysis.transform, o.analysis.symmetric) = (TransformKind::Multitaper.into(), true),
        2,
        "--symmetric cannot be combined with the multitaper transform, which has windows of its own",
    ),
];

const EXPORT_REQUESTED: &[Job] = &[
    requested(
        || RequestedDecibels { reference: Some(Reference::Max), ..RequestedDecibels::default() }.resolve().map(drop),
        "--db-ref requires --db: without --db, linear values are exported",
    ),
    requested(
        || RequestedDecibels { amin: Some(1.0), ..RequestedDecibels::default() }.resolve().map(drop),
        "--amin requires --db: without --db, linear values are exported",
    ),
    requested(
        || RequestedDecibels { top: Some(80.0), ..RequestedDecibels::default() }.resolve().map(drop),
        "--top-db requires --db: without --db, linear values are exported",
    ),
    requested(
        || RequestedMel { scale: Some(MelScale::Htk), ..RequestedMel::default() }.resolve().map(drop),
        "--mel-scale requires --mel: without --mel, all bins are exported",
    ),
    requested(
        || RequestedMel { norm: Some(MelNorm::None), ..RequestedMel::default() }.resolve().map(drop),
        "--mel-norm requires --mel: without --mel, all bins are exported",
    ),
    requested(
        || RequestedMel { high: Some(Hertz(100.0)), ..RequestedMel::default() }.resolve().map(drop),
        "--fmax requires --mel: without --mel, all bins are exported",
    ),
    requested(
        || RequestedTransform { tapers: Some(value("4:7")), ..RequestedTransform::default() }.resolve().map(drop),
        "--tapers requires --transform multitaper",
    ),
    requested(
        || {
            let kind = Some(TransformKind::Stft);
            let weights = Some(TaperWeights::Uniform);
            RequestedTransform { kind, weights, tapers: None }.resolve().map(drop)
        },
        "--taper-weights requires --transform multitaper",
    ),
    export(
        "good.wav",
        |_, o| (o.analysis.transform, o.analysis.preset) = (TransformKind::Multitaper.into(), Some(value("scipy"))),
        2,
        "--preset cannot be combined with the multitaper transform, which has windows of its own",
    ),
];

#[test]
fn flags_without_an_effect() {
    for entries in [SYNTH, RENDER, EXPORT] {
        check(&folder(), entries);
    }
    for jobs in [SYNTH_REQUESTED, RENDER_REQUESTED, EXPORT_REQUESTED] {
        check_jobs(&folder(), jobs);
    }
}

#[test]
fn the_same_flags_with_an_effect() {
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

#[cfg(unix)]
#[test]
fn a_dangling_link_is_distinguished_from_a_missing_file() {
    let folder = Folder::new();
    for name in ["link.wav", "link.sigmf-meta"] {
        std::os::unix::fs::symlink("gone.wav", folder.path(name)).unwrap();
    }
    for args in [&["render", "link.wav"][..], &["export", "link.wav"], &["info", "link.wav"]] {
        folder.run(args, b"").failed(1).with_stderr("link.wav: cannot open: broken link to gone.wav");
    }
    let raw = ["render", "link.wav", "--raw", "u8", "--rate", "8k"];
    folder.run(&raw, b"").failed(1).with_stderr("link.wav: cannot open: broken link to gone.wav");
    folder.run(&["render", "link.sigmf-meta"], b"").failed(1).with_stderr("broken link to gone.wav");
    folder.run(&["render", "gone.wav"], b"").failed(1).with_stderr("gone.wav: cannot open: No such file");
    // An output through such a link is a new file.
    folder.run(&["synth", "-o", "link.wav"], b"").done();
    assert_eq!(folder.names(), ["gone.wav", "link.sigmf-meta", "link.wav"]);
}
