//! Arithmetic follows the data: any level is valid, and single precision is used for samples that have no more.

use std::f64::consts::TAU;
use std::io::Cursor;

use specgram::pipeline::{PictureOptions, spectrogram};
use specgram::source::{Memory, Raw};
use specgram::stft::{Scaling, StftOptions};
use specgram::units::SampleRate;
use specgram::window::Window;

use crate::golden::Picture;
use crate::program::Folder;

/// A tone and a click in noise 40 dB below.
fn signal() -> Vec<f64> {
    let noise = |n: u32| f64::from(n.wrapping_mul(2_654_435_761) >> 8) / 16_777_216.0 - 0.5;
    let mut samples: Vec<f64> =
        (0..20_000).map(|n| 0.5 * (TAU * 0.11 * f64::from(n)).sin() + 0.01 * noise(n)).collect();
    samples[7000] = 0.9;
    samples
}

/// A bare raster of raw samples in greys over the automatic range, and the `--verbose` description of that range.
fn drawn(format: &str, bytes: &[u8]) -> (Picture, String) {
    let folder = Folder::new();
    folder.write("in", bytes);
    let input = ["render", "in", "--raw", format, "--rate", "8000", "--nfft", "256", "-v"];
    let look = ["--plot-size", "200x129", "--no-axes", "--no-title", "--no-colorbar", "--colormap", "gray"];
    let output = folder.run(&[&input[..], &look].concat(), b"").done();
    let range = output.stderr.lines().find_map(|line| line.split_once("colours from ")).map(|(_, range)| range);
    (Picture::decode(&output.stdout), range.unwrap_or_default().to_owned())
}

#[test]
fn strain_and_counts_are_drawn_like_sound() {
    let samples = signal();
    let doubles = |factor: f64| samples.iter().flat_map(|x| (x * factor).to_le_bytes()).collect::<Vec<u8>>();
    let singles = |factor: f64| samples.iter().flat_map(|x| ((x * factor) as f32).to_le_bytes()).collect::<Vec<u8>>();
    let (sound, range) = drawn("f64le", &doubles(1.0));
    assert_eq!(range, "-95 to -5 dBFS");
    // Whole multiples of the 5 dB that the range is rounded to: −360 dB, +80 dB, +240 dB.
    for (factor, range) in [(1e-18, "-455 to -365 dBFS"), (1e4, "-15 to 75 dBFS"), (1e12, "145 to 235 dBFS")] {
        for (format, bytes) in [("f64le", doubles(factor)), ("f32le", singles(factor))] {
            let (picture, reported) = drawn(format, &bytes);
            assert_eq!(reported, range, "{format} times {factor}");
            // A level on the border of two colours may fall to either side; two neighbours are up to two greys apart.
            let apart = |(a, b): (&[u8; 4], &[u8; 4])| a[0].abs_diff(b[0]);
            let distances: Vec<u8> = sound.pixels.iter().zip(&picture.pixels).map(apart).collect();
            let differ = distances.iter().filter(|distance| **distance > 0).count();
            assert!(distances.iter().all(|distance| *distance <= 2), "{format} times {factor}");
            assert!(differ <= 5, "{format} times {factor}: {differ} of 25800 pixels differ");
        }
    }
}

/// The noise that single precision adds to empty bins, as amplitude re the strongest bin: −140 dB.
const SINGLE_NOISE: f64 = 1e-7;

/// Its effect on the strongest bin: 10⁻⁵ dB.
const SINGLE_ROUNDING: f64 = 1.15e-6;

#[test]
fn single_precision_stays_140_decibels_below_the_strongest_bin() {
    let rate = SampleRate::new(8000.0).unwrap();
    for nfft in [64, 101, 512, 1000, 1009, 1024, 4096, 16_384, 65_536] {
        // A sine of almost full scale between two bins, in 24 bits: analysed in single precision.
        let codes: Vec<i32> = (0..5 * nfft as i32)
            .map(|n| (8_388_607.0 * 0.99 * (TAU * f64::from(n) * (0.1 + 0.3 / nfft as f64)).sin()).round() as i32)
            .collect();
        let bytes: Vec<u8> = codes.iter().flat_map(|code| code.to_le_bytes()[..3].to_vec()).collect();
        let stft = StftOptions {
            nfft,
            window_length: nfft,
            hop: nfft,
            scaling: Scaling::Dbfs,
            window: Window::BlackmanHarris,
            ..StftOptions::default()
        };
        let options =
            PictureOptions { stft, fit_hop: false, columns: 5, rows: nfft / 2 + 1, ..PictureOptions::default() };
        let raw = Raw::open_stream(Box::new(Cursor::new(bytes)), "s24le".parse().unwrap(), rate, 1).unwrap();
        let single = spectrogram(raw, &options).unwrap().0.cells.map(|power| power.sqrt());
        let samples: Vec<f64> = codes.iter().map(|code| f64::from(*code) / 8_388_608.0).collect();
        let memory = Memory::new(rate, 1, samples).unwrap();
        let double = spectrogram(memory, &options).unwrap().0.cells.map(|power| power.sqrt());
        let strongest = double.values().iter().copied().fold(0.0, f64::max);
        assert!(single.values() != double.values(), "{nfft} in single precision");
        for (single, double) in single.values().iter().zip(double.values()) {
            // At −60 dB of the tone, the rest is noise of the arithmetic.
            let bound = if *double < 1e-3 * strongest { SINGLE_NOISE } else { SINGLE_ROUNDING };
            let apart = (single - double).abs() / strongest;
            assert!(apart < bound, "{nfft}: {:.1} dB at {double} of {strongest}", 20.0 * apart.log10());
        }
    }
}
