//! SoX's own pictures: every cell of its `spectrogram` against what `--preset sox` exports.

use std::fs;
use std::path::Path;

use super::arrays::open_archive;
use super::command::export;

/// SoX's colours: 0 below −120 dB, then 249 steps up to 0 dB, and 250 from there on.
const STEPS: f64 = 249.0;
const SPAN: f64 = 120.0;

/// SoX transforms in double precision and keeps its levels in single: of a level near −100 dB they are this far off.
const KEPT: f64 = 1e-5;

/// Whether SoX draws a level in decibels with this colour.
fn is_drawn_with(level: f64, color: f64) -> bool {
    let edge = |color: f64| SPAN * ((color - 1.0) / STEPS - 1.0);
    let above = color == 0.0 || level >= edge(color) - KEPT;
    let below = color > STEPS || level < edge(color + 1.0) + KEPT;
    above && below
}

#[test]
fn every_cell_has_the_colour_that_sox_draws() {
    let arrays = open_archive(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/sox.npz"));
    let (x, colors) = (&arrays["x"], &arrays["colors"]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    fs::write(&path, x.values.iter().flat_map(|sample| sample.to_le_bytes()).collect::<Vec<u8>>()).unwrap();
    let got = export(&path, "--raw f64le --rate 12800 --start 32samples --preset sox --nfft 128 --hop 64 --db");
    let levels = &got["S"];
    assert_eq!(levels.shape, colors.shape);
    let width = levels.shape[1];
    let mut seen = std::collections::HashSet::new();
    for (index, (level, color)) in levels.values.iter().zip(&colors.values).enumerate() {
        let (row, column) = (index / width, index % width);
        // SoX doubles also 0 Hz and Nyquist, where a constant of ½ then reads 0 dB: the one thing that is not copied.
        let doubled = if row == 0 || row == 64 { 20.0 * 2.0_f64.log10() } else { 0.0 };
        assert!(is_drawn_with(level + doubled, *color), "row {row}, column {column}: {level} dB in colour {color}");
        seen.insert(*color as usize);
    }
    // The picture is worth comparing: its levels are spread over most of the range.
    assert!(seen.len() > 100, "{} colours", seen.len());
}

#[test]
fn frames_are_as_far_apart_as_columns_of_sox() {
    // What `sox -V4` reports for 100 columns a second: 22050 Hz are columns of 220 samples, not of 221.
    for (rate, hop) in [("8000", 80.0), ("11025", 110.0), ("22050", 220.0), ("44100", 441.0), ("48000", 480.0)] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        fs::write(&path, vec![0; 2 * 5000]).unwrap();
        let got = export(&path, &format!("--raw s16le --rate {rate} --preset sox"));
        let seconds = got["t"].values[1] - got["t"].values[0];
        let samples = seconds * rate.parse::<f64>().unwrap();
        assert!((samples - hop).abs() < 1e-6, "{samples} samples at {rate} Hz");
    }
}
