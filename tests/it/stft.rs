//! Spectra derived by hand, and a DFT straight from its definition.

mod modes;
mod multitaper;

use std::f64::consts::{PI, TAU};

use proptest::prelude::*;
use specgram::Error;
use specgram::stft::{Detrend, Scaling, StftOptions, StftPlan};
use specgram::units::SampleRate;
use specgram::window::{Form, Window};

/// Rounding of a double-precision FFT of a few thousand points, relative to its strongest bin.
const FFT_ROUNDING: f64 = 1e-13;

const RATE: f64 = 1000.0;

fn options(nfft: usize, window: Window, scaling: Scaling) -> StftOptions {
    StftOptions { nfft, window_length: nfft, hop: nfft, window, scaling, ..StftOptions::default() }
}

fn power(options: &StftOptions, frame: &[f64]) -> Vec<f64> {
    let plan = StftPlan::<f64>::new(options, SampleRate::new(RATE).unwrap()).unwrap();
    let mut power = vec![f64::NAN; plan.bins()];
    plan.power(frame, &mut plan.scratch(), &mut power);
    power
}

fn sine(length: usize, cycles: f64, amplitude: f64) -> Vec<f64> {
    (0..length).map(|n| amplitude * (TAU * cycles * n as f64 / length as f64 + 0.3).sin()).collect()
}

/// |Σ x[n]·e^(−2πikn/N)|², term by term.
fn naive_power(x: &[f64], nfft: usize, k: usize) -> f64 {
    let (mut re, mut im) = (0.0, 0.0);
    for (n, x) in x.iter().enumerate() {
        let angle = -TAU * ((k * n) % nfft) as f64 / nfft as f64;
        re += x * angle.cos();
        im += x * angle.sin();
    }
    re * re + im * im
}

#[test]
fn a_sine_on_a_bin_reads_its_amplitude_in_every_scaling() {
    // A quarter of the rate, far from the image at the negative frequency.
    let frame = sine(1024, 256.0, 0.5);
    for window in [Window::Boxcar, Window::Hann, Window::BlackmanHarris, Window::Kaiser(8.6)] {
        let dbfs = power(&options(1024, window, Scaling::Dbfs), &frame)[256];
        let spectrum = power(&options(1024, window, Scaling::Spectrum), &frame)[256];
        // A² and A²/2, but for what leaks from the image.
        assert!((dbfs - 0.25).abs() < 1e-6, "{window} reads {dbfs}");
        assert!((spectrum - 0.125).abs() < 1e-6, "{window} reads {spectrum}");
    }
    // Density: A²/2 spread over the noise bandwidth, 1.5 bins of fs/N for a Hann window.
    let density = power(&options(1024, Window::Hann, Scaling::Density), &frame)[256];
    assert!((density - 0.125 / (1.5 * RATE / 1024.0)).abs() < 1e-9, "{density}");
}

#[test]
fn the_edges_of_the_spectrum_are_not_doubled() {
    let constant = vec![0.5; 16];
    let alternating: Vec<f64> = (0..16).map(|n| if n % 2 == 0 { 0.25 } else { -0.25 }).collect();
    for (scaling, unit) in [(Scaling::Spectrum, 1.0), (Scaling::Dbfs, 1.0), (Scaling::Density, 16.0 / RATE)] {
        let options = options(16, Window::Boxcar, scaling);
        assert!((power(&options, &constant)[0] - 0.25 * unit).abs() < 1e-15, "{scaling} at 0 Hz");
        assert!((power(&options, &alternating)[8] - 0.0625 * unit).abs() < 1e-15, "{scaling} at Nyquist");
    }
}

#[test]
fn the_last_bin_of_an_odd_dft_is_doubled() {
    // N = 5, a cosine on bin 2: one-sided power A²/2, though bin 2 is the last.
    let frame: Vec<f64> = (0..5).map(|n| (TAU * 2.0 * f64::from(n) / 5.0).cos()).collect();
    let power = power(&options(5, Window::Boxcar, Scaling::Spectrum), &frame);
    assert_eq!(power.len(), 3);
    assert!((power[2] - 0.5).abs() < 1e-15, "{power:?}");
}

#[test]
fn an_impulse_is_flat() {
    let mut frame = vec![0.0; 32];
    frame[7] = 1.0;
    // |X| = 1 everywhere: density 2/(fs·N), half of it at the edges.
    let power = power(&options(32, Window::Boxcar, Scaling::Density), &frame);
    assert!(power[1..16].iter().all(|p| (p - 2.0 / (RATE * 32.0)).abs() < 1e-18), "{power:?}");
    assert!((power[0] - 1.0 / (RATE * 32.0)).abs() < 1e-18);
    assert!((power[16] - 1.0 / (RATE * 32.0)).abs() < 1e-18);
}

#[test]
fn a_dirichlet_kernel_has_its_zeros_and_its_side_lobe() {
    // A boxcar of 8 in a DFT of 64: |X_k| = |sin(πk/8)/sin(πk/64)| for a constant.
    let options = StftOptions { window_length: 8, ..options(64, Window::Boxcar, Scaling::Spectrum) };
    let power = power(&options, &[1.0; 8]);
    for k in [8, 16, 24] {
        assert!(power[k] < 1e-30, "bin {k} reads {}", power[k]);
    }
    let side_lobe = ((PI * 12.0 / 8.0).sin() / (PI * 12.0 / 64.0).sin()).powi(2);
    assert!((power[12] - 2.0 * side_lobe / 64.0).abs() < 1e-15, "{}", power[12]);
}

#[test]
fn detrending_removes_its_trend() {
    let line: Vec<f64> = (0..64).map(|n| 5.0 - 0.25 * f64::from(n)).collect();
    let with = |detrend| StftOptions { detrend, ..options(64, Window::Hann, Scaling::Spectrum) };
    let total = |detrend| power(&with(detrend), &line).iter().sum::<f64>();
    assert!(total(Detrend::Linear) < 1e-28, "{}", total(Detrend::Linear));
    let of_constant: f64 = power(&with(Detrend::Constant), &[3.5; 64]).iter().sum();
    assert!(of_constant < 1e-28, "{of_constant}");
    // The mean alone leaves the slope.
    assert!(total(Detrend::Constant) > 1.0, "{}", total(Detrend::Constant));
    assert!(total(Detrend::None) > total(Detrend::Constant));
}

#[test]
fn frames_and_times_follow_the_definition() {
    let options = StftOptions { nfft: 256, window_length: 200, hop: 50, ..StftOptions::default() };
    let plan = StftPlan::<f64>::new(&options, SampleRate::new(RATE).unwrap()).unwrap();
    assert_eq!([199, 200, 249, 250, 1000].map(|n| plan.frames_in(n)), [0, 1, 1, 2, 17]);
    assert_eq!((plan.time_of(0), plan.time_of(3)), (0.1, 0.25));
    assert_eq!((plan.bins(), plan.frequency_of(128)), (129, 500.0));
}

#[test]
fn invalid_transform_lengths_are_refused() {
    let rate = SampleRate::new(RATE).unwrap();
    let refused = |options: StftOptions| StftPlan::<f32>::new(&options, rate).err().expect("refused").to_string();
    let base = StftOptions::default();
    assert!(refused(StftOptions { nfft: 1, window_length: 1, ..base.clone() }).contains("DFT length"));
    assert!(refused(StftOptions { window_length: 1025, ..base.clone() }).contains("1025"));
    assert!(refused(StftOptions { window_length: 0, ..base.clone() }).contains("window length"));
    assert!(refused(StftOptions { hop: 0, ..base.clone() }).contains("hop must"));
    let huge = StftPlan::<f32>::new(&StftOptions { nfft: usize::MAX, ..base }, rate).err().unwrap();
    assert!(matches!(huge, Error::Limit { .. }), "{huge}");
}

proptest! {
    #[test]
    fn every_bin_equals_the_dft_by_definition(
        nfft in 2_usize..150,
        shortening in 0_usize..40,
        symmetric: bool,
        seed in prop::collection::vec(-1.0_f64..1.0, 150),
    ) {
        let length = nfft.saturating_sub(shortening).max(2);
        let form = if symmetric { Form::Symmetric } else { Form::Periodic };
        let options = StftOptions { nfft, window_length: length, hop: 1, form, window: Window::Hamming, scaling: Scaling::Density, ..StftOptions::default() };
        let w = Window::Hamming.coefficients(length, form).unwrap();
        let windowed: Vec<f64> = seed.iter().zip(&w).map(|(x, w)| x * w).collect();
        let got = power(&options, &seed[..length]);
        let s2: f64 = w.iter().map(|w| w * w).sum();
        let strongest = got.iter().copied().fold(0.0, f64::max);
        for (k, got) in got.iter().enumerate() {
            let doubled = if k == 0 || 2 * k == nfft { 1.0 } else { 2.0 };
            let want = doubled * naive_power(&windowed, nfft, k) / (RATE * s2);
            prop_assert!((got - want).abs() <= FFT_ROUNDING * nfft as f64 * strongest, "bin {k}: {got} for {want}");
        }
    }

    #[test]
    fn parseval_holds_for_a_boxcar(samples in prop::collection::vec(-1.0_f64..1.0, 2..200)) {
        let n = samples.len();
        let density = power(&options(n, Window::Boxcar, Scaling::Density), &samples);
        let in_frequency: f64 = density.iter().sum::<f64>() * RATE / n as f64;
        let in_time: f64 = samples.iter().map(|x| x * x).sum::<f64>() / n as f64;
        prop_assert!((in_frequency - in_time).abs() <= FFT_ROUNDING * in_time.max(1e-3) * n as f64);
    }

    #[test]
    fn twice_the_amplitude_is_four_times_the_power(samples in prop::collection::vec(-1.0_f64..1.0, 64)) {
        let options = options(64, Window::Hann, Scaling::Dbfs);
        let doubled: Vec<f64> = samples.iter().map(|x| 2.0 * x).collect();
        for (one, two) in power(&options, &samples).iter().zip(power(&options, &doubled)) {
            // Powers of two scale without rounding.
            prop_assert_eq!(4.0 * one, two);
        }
    }
}
