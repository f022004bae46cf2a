//! The reading of a tone in a picture, for any rows, and its description.

use std::f64::consts::TAU;

use serde_json::Value;
use specgram::pipeline::spectrogram;
use specgram::stft::{Mode, Scaling};
use specgram::window::Window;

use super::{options, real};
use crate::program::{Folder, run};
use crate::reference::arrays::Array;

/// A sum of 16384 products and its square, beside numbers near 1.
const ROUNDING: f64 = 1e-9;

#[test]
fn a_tone_keeps_its_level_in_a_row_of_many_bins() {
    // On bin 4900 of 16384, some 82 bins to a row; three of them hold the tone, of a Hann window of the sum 8192.
    let tone = |n| (TAU * 4900.0 * f64::from(n) / 16_384.0).sin();
    for (scaling, mode, level) in [
        (Scaling::Spectrum, Mode::Psd, 0.5),
        (Scaling::Spectrum, Mode::Magnitude, 0.25),
        (Scaling::Dbfs, Mode::Psd, 1.0),
        (Scaling::None, Mode::Psd, 4096.0 * 4096.0),
    ] {
        let mut options = options(16_384, 4, 100);
        (options.stft.scaling, options.stft.mode, options.stft.window) = (scaling, mode, Window::Hann);
        let (picture, _) = spectrogram(real((0..65_536).map(tone).collect()), &options).unwrap();
        for column in 0..4 {
            // 100 rows of 5 Hz, the tone at 299.07 Hz.
            let got = picture.cells.get(column, 59) / level;
            assert!((got - 1.0).abs() < ROUNDING, "{scaling}, {mode}, column {column}: {got}");
        }
    }
}

#[test]
fn a_full_scale_tone_reads_its_stated_level() {
    let folder = Folder::new();
    // On bin 8 of 64.
    let turns: Vec<f64> = (0..1024).map(|n| TAU * f64::from(n) / 8.0).collect();
    folder.write("real", turns.iter().flat_map(|turn| turn.sin().to_le_bytes()).collect::<Vec<u8>>());
    let complex = turns.iter().flat_map(|turn| [turn.cos().to_le_bytes(), turn.sin().to_le_bytes()].concat());
    folder.write("complex", complex.collect::<Vec<u8>>());
    for (name, format, sides, mode, expected) in [
        ("real", "f64le", "one", "psd", "0 dB is 1 FS²; a full-scale sine reads -3.01 dB"),
        ("real", "f64le", "two", "psd", "0 dB is 1 FS²; a full-scale sine reads -6.02 dB"),
        ("real", "f64le", "one", "magnitude", "0 dB is 1 FS; a full-scale sine reads -6.02 dB"),
        ("real", "f64le", "two", "magnitude", "0 dB is 1 FS; a full-scale sine reads -6.02 dB"),
        ("complex", "cf64le", "two", "psd", "0 dB is 1 FS²; a complex tone of full scale reads 0 dB"),
        ("complex", "cf64le", "two", "magnitude", "0 dB is 1 FS; a complex tone of full scale reads 0 dB"),
    ] {
        let flags = [name, "--raw", format, "--rate", "1000", "--sides", sides, "--mode", mode];
        let flags = [&flags[..], &["--nfft", "64", "--scaling", "spectrum"]].concat();
        let reported = folder.run(&[&["render", "-o", "a.png", "--json"], &flags[..]].concat(), b"").done();
        let reported: Value = serde_json::from_str(reported.text()).unwrap();
        assert_eq!(reported["zero_db"], expected);
        let levels = Array::parse(&folder.run(&[&["export", "--db"], &flags[..]].concat(), b"").done().stdout);
        let most = levels.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let said = expected.rsplit(' ').nth(1).unwrap().parse::<f64>().unwrap();
        assert!((most - said).abs() <= 0.005, "{name}, {sides}, {mode}: {most} for {said}");
    }
    run(&["render", "--demo", "-o", "a.png", "--scaling", "spectrum", "-v"], b"").done().with_stderr("reads -3.01 dB");
}
