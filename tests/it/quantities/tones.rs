//! What a tone reads in a picture, whatever its rows.

use std::f64::consts::TAU;

use specgram::pipeline::spectrogram;
use specgram::stft::{Mode, Scaling};
use specgram::window::Window;

use super::{options, real};

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
