//! The exact messages about flags without an effect: each names the flag and the one that disables it.

use super::catalogue::folder;
use super::entry::{Entry, check, entry};
use crate::program::Folder;

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
    entry("synth --silence --noise-power 1", 2, "specgram: --noise-power has no effect with --silence"),
    entry("synth --tone 100 --seed 3", 2, "specgram: --seed requires noise, and --tone alone has none: add --noise"),
    entry(
        "synth --impulse 1 --tone 100 --seed 0",
        2,
        "specgram: --seed requires noise, and --tone alone has none: add --noise",
    ),
    entry("synth --silence --amplitude 2", 2, "specgram: --amplitude has no effect with --silence"),
    entry("synth --silence --tone 2", 2, "specgram: --silence and --tone cannot be used together"),
];

const RENDER: &[Entry] = &[
    entry("render --demo --rate 5", 2, "specgram: --demo and --rate cannot be used together"),
    entry("render --demo --channels 2", 2, "specgram: --demo and --channels cannot be used together"),
    entry("render --demo --raw u8 --rate 5", 2, "specgram: --demo and --raw cannot be used together"),
    entry("render --demo --center-frequency 5M", 2, "specgram: --demo and --center-frequency cannot be used together"),
    entry(
        "render good.wav --no-axes --grid",
        2,
        "specgram: --grid cannot be drawn without axes: its lines start at axis ticks",
    ),
    entry(
        "render good.wav --view surface --grid",
        2,
        "specgram: --grid requires the heatmap view: a surface always has lines on its walls",
    ),
    entry("render good.wav -o x.webp --dpi 100", 2, "specgram: --dpi requires png, pdf, jpg or tif, got -o x.webp"),
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
    entry("render good.wav --colormaps", 2, "specgram: --colormaps cannot be used together with other arguments"),
    entry("render --colormaps -o x.png", 2, "specgram: --colormaps cannot be used together with other arguments"),
    entry("render --colormaps --demo", 2, "specgram: --colormaps cannot be used together with other arguments"),
    entry(
        "render --colormaps --panel waveform -q",
        2,
        "specgram: --colormaps cannot be used together with other arguments",
    ),
];

const EXPORT: &[Entry] = &[
    entry(
        "export good.wav --db-ref max",
        2,
        "specgram: --db-ref requires --db: without --db, linear values are exported",
    ),
    entry("export good.wav --amin 1", 2, "specgram: --amin requires --db: without --db, linear values are exported"),
    entry(
        "export good.wav --top-db 80",
        2,
        "specgram: --top-db requires --db: without --db, linear values are exported",
    ),
    entry(
        "export good.wav --mel-scale htk",
        2,
        "specgram: --mel-scale requires --mel: without --mel, all bins are exported",
    ),
    entry(
        "export good.wav --mel-norm none",
        2,
        "specgram: --mel-norm requires --mel: without --mel, all bins are exported",
    ),
    entry("export good.wav --fmin 100", 2, "specgram: --fmin requires --mel: without --mel, all bins are exported"),
    entry(
        "export good.wav --raw cu8 --rate 8k --center-frequency 1M",
        2,
        "specgram: --center-frequency requires a format that holds frequencies: npz, csv or json, got npy",
    ),
];

#[test]
fn flags_without_an_effect() {
    for entries in [SYNTH, RENDER, EXPORT] {
        check(&folder(), entries);
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
