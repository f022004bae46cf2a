//! Properties of every transform: it moves with the signal, and noise reads its density.

use std::f64::consts::TAU;
use std::num::NonZeroUsize;

use proptest::prelude::*;
use specgram::pipeline::spectra;
use specgram::source::{Channels, Memory};
use specgram::stft::{Align, Detrend, Mode, Scaling, StftOptions};
use specgram::units::SampleRate;
use specgram::window::{Form, Window};

use crate::program::Folder;
use crate::reference::arrays::{Array, archive};

/// The numbers of every frame, one after the other, and how many a frame has.
fn frames(samples: &[f64], options: &StftOptions) -> Vec<f64> {
    let source = Memory::new(SampleRate::new(8000.0).unwrap(), 1, samples).unwrap();
    let mut all = Vec::new();
    spectra(source, options, Channels::Mix, NonZeroUsize::MIN, |numbers| {
        all.extend_from_slice(numbers);
        Ok(())
    })
    .unwrap();
    all
}

proptest! {
    #[test]
    fn a_signal_that_begins_one_hop_later_has_the_spectra_from_the_second_on(
        nfft in 2_usize..80,
        share in 0.0_f64..=1.0,
        hop in 1_usize..120,
        frame_count in 2_usize..7,
        tail in 0_usize..100,
        mode in prop::sample::select(Mode::ALL.to_vec()),
        scaling in prop::sample::select(Scaling::ALL.to_vec()),
        detrend in prop::sample::select(Detrend::ALL.to_vec()),
        align in prop::sample::select(Align::ALL.to_vec()),
        seed: u32,
    ) {
        let window_length = ((nfft as f64 * share) as usize).max(1);
        let options =
            StftOptions { nfft, window_length, hop, mode, scaling, detrend, align, ..StftOptions::default() };
        let count = (frame_count - 1) * hop + options.frame_length() + tail % hop;
        let x: Vec<f64> = (0..count as u32)
            .map(|n| f64::from((n ^ seed).wrapping_mul(2_654_435_761) >> 8) / 16_777_216.0 - 0.5)
            .collect();
        let (whole, later) = (frames(&x, &options), frames(&x[hop..], &options));
        // The same arithmetic on the same samples: not a bit may differ.
        let column = whole.len() / frame_count;
        prop_assert_eq!(whole.len(), frame_count * column);
        prop_assert!(whole[column..] == later[..]);
    }
}

/// The relative standard error of a mean over `frames` periodograms of white noise and all `bins` bins between 0 Hz
/// and Nyquist, from the window alone.
///
/// The values of two cells d bins and j frames apart are correlated by |Σ w[n]·w[n + jH]·e^(2πidn/N)|²/(Σw²)², as those
/// of two filters are whose noise is Gaussian (P. D. Welch, IEEE Trans. AU-15 (1967), for d = 0). Of K values the mean
/// has then the variance of K/(1 + 2Σ…) independent ones, of each of which the standard deviation is its mean.
fn standard_error(w: &[f64], hop: usize, frames: usize, bins: usize) -> f64 {
    let nfft = w.len();
    let power: f64 = w.iter().map(|w| w * w).sum();
    let correlation = |apart: usize, bins_apart: usize| {
        let (mut re, mut im) = (0.0, 0.0);
        for (n, (a, b)) in w.iter().zip(&w[apart * hop..]).enumerate() {
            let (sin, cos) = (TAU * (bins_apart * n % nfft) as f64 / nfft as f64).sin_cos();
            re += a * b * cos;
            im += a * b * sin;
        }
        (re * re + im * im) / (power * power)
    };
    let mut sum = 0.0;
    for apart in 0..frames.min(nfft.div_ceil(hop)) {
        let in_time = (frames - apart) as f64 * if apart == 0 { 1.0 } else { 2.0 };
        for bins_apart in 0..bins {
            let in_frequency = (bins - bins_apart) as f64 * if bins_apart == 0 { 1.0 } else { 2.0 };
            sum += in_time * in_frequency * correlation(apart, bins_apart);
        }
    }
    sum.sqrt() / (frames * bins) as f64
}

#[test]
fn the_error_of_a_mean_is_that_of_its_independent_frames() {
    // Frames that do not overlap and a window without sidelobes on bins: every cell is independent.
    let boxcar = Window::Boxcar.coefficients(16, Form::Periodic).unwrap();
    assert!((standard_error(&boxcar, 16, 25, 1) - 0.2).abs() < 1e-12);
    assert!((standard_error(&boxcar, 16, 25, 4) - 0.1).abs() < 1e-12);
    // Welch's example: half-overlapping frames under a Hann window are correlated by (1/6)², so 1/√K grows by √(19/18).
    let hann = Window::Hann.coefficients(64, Form::Periodic).unwrap();
    let many = standard_error(&hann, 32, 10_000, 1) * 100.0;
    assert!((many - (19.0_f64 / 18.0).sqrt()).abs() < 1e-4, "{many}");
}

/// How many standard errors a mean may be off: once in 1.7 million times it is more.
const CERTAIN: f64 = 5.0;

#[test]
fn white_noise_reads_its_density_within_its_statistical_error() {
    let folder = Folder::new();
    let noise = ["synth", "--noise", "white", "--amplitude", "0.2", "--rate", "8000", "--duration", "100"];
    folder.run(&[&noise[..], &["--bits", "f64", "-o", "in.wav"]].concat(), b"").done();
    // Variance 0.04 over 0 to 4 kHz.
    let density = 0.04 / 4000.0;
    for (window, hop) in [(Window::Boxcar, 128), (Window::Hann, 64), (Window::Flattop, 32), (Window::Kaiser(8.6), 150)]
    {
        let (name, step) = (window.to_string(), hop.to_string());
        let flags = ["export", "in.wav", "--format", "npz", "-q", "--nfft", "128", "--window", &name, "--hop", &step];
        let s: Array = archive(folder.run(&flags, b"").done().stdout).remove("S").unwrap();
        let w = window.coefficients(128, Form::Periodic).unwrap();
        let ratios: Vec<f64> = s.row_means().values.iter().map(|mean| mean / density).collect();
        // Every bin by itself, and all together: 63 of them, to some 0.2 %.
        let (one, all) = (standard_error(&w, hop, s.shape[1], 1), standard_error(&w, hop, s.shape[1], 63));
        for (bin, ratio) in ratios.iter().enumerate().skip(1).take(63) {
            assert!((ratio - 1.0).abs() < CERTAIN * one, "{window}, bin {bin}: {ratio}, within {one}");
        }
        let mean = ratios[1..64].iter().sum::<f64>() / 63.0;
        assert!((mean - 1.0).abs() < CERTAIN * all && all < 0.003, "{window}: {mean}, within {all}");
        // At the ends there is no second side: half the density, and, being real, twice the variance.
        for bin in [0, 64] {
            let error = CERTAIN * one * std::f64::consts::SQRT_2;
            assert!((2.0 * ratios[bin] - 1.0).abs() < error, "{window}, bin {bin}: {}", ratios[bin]);
        }
    }
}

#[test]
fn twice_the_amplitude_is_six_decibels_more_in_every_scaling() {
    let x: Vec<f64> = (0..4000_u32).map(|n| f64::from(n.wrapping_mul(2_654_435_761) >> 8) / 1.7e7 - 0.5).collect();
    let doubled: Vec<f64> = x.iter().map(|x| 2.0 * x).collect();
    for scaling in Scaling::ALL {
        for (mode, factor) in [(Mode::Psd, 10.0), (Mode::Magnitude, 20.0)] {
            let options = StftOptions { nfft: 256, window_length: 200, scaling, mode, ..StftOptions::default() };
            for (one, two) in frames(&x, &options).iter().zip(frames(&doubled, &options)) {
                let decibels = factor * (two / one).log10();
                assert!((decibels - 6.020_599_913_279_624).abs() < 1e-12, "{scaling} {mode}: {decibels} dB");
            }
        }
    }
}
