//! The multitaper spectrum, from its definition.

use std::f64::consts::TAU;

use proptest::prelude::*;
use specgram::stft::{
    Align, Detrend, Mode, Multitaper, Planned, Scaling, Sides, Signal, SignalKind, StftOptions, StftPlan, TaperOptions,
    TaperWeights, Transform, TransformChoice, TransformOptions,
};
use specgram::units::SampleRate;
use specgram::window::Tapers;

use super::RATE;

fn rate() -> SampleRate {
    SampleRate::new(RATE).unwrap()
}

/// The rounding of transforms of some hundred samples, relative to the strongest bin.
const ROUNDING: f64 = 1e-13;

fn power(options: &StftOptions, tapers: &TaperOptions, signal: Signal<'_, f64>) -> Vec<f64> {
    let kind = if matches!(signal, Signal::Real(_)) { SignalKind::Real } else { SignalKind::Complex };
    let plan = Multitaper::<f64>::new(options, tapers, rate(), kind).unwrap();
    let (mut power, mut values) = (vec![f64::NAN; plan.bins()], vec![f64::NAN; plan.bins()]);
    let mut scratch = plan.scratch();
    plan.power(signal, &mut scratch, &mut power);
    plan.values(signal, &mut scratch, &mut values);
    assert_eq!(power, values, "the scratch may be used again");
    power
}

/// Σλ_k|X_k(f)|²/(fs·Σλ_k) at so many cycles in N samples.
fn definition(re: &[f64], im: &[f64], cycles: f64, nfft: usize, tapers: &TaperOptions) -> f64 {
    let Tapers { sequences, ratios } = Tapers::new(re.len(), tapers.bandwidth, tapers.count).unwrap();
    let weight = |k: usize| if tapers.weights == TaperWeights::Uniform { 1.0 } else { ratios[k] };
    let one = |v: &[f64]| {
        let (mut sum_re, mut sum_im) = (0.0, 0.0);
        for n in 0..v.len() {
            let (sin, cos) = (-TAU * cycles * n as f64 / nfft as f64).sin_cos();
            sum_re += v[n] * (re[n] * cos - im[n] * sin);
            sum_im += v[n] * (re[n] * sin + im[n] * cos);
        }
        sum_re * sum_re + sum_im * sum_im
    };
    let (mut sum, mut total) = (0.0, 0.0);
    for (k, v) in sequences.iter().enumerate() {
        sum += weight(k) * one(v);
        total += weight(k);
    }
    sum / (RATE * total)
}

fn noise(count: usize, seed: u32) -> Vec<f64> {
    (0..count as u32).map(|n| f64::from((n ^ seed).wrapping_mul(2_654_435_761) >> 8) / 16_777_216.0 - 0.5).collect()
}

fn density(nfft: usize, window_length: usize) -> StftOptions {
    StftOptions { nfft, window_length, scaling: Scaling::Density, ..StftOptions::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_power_is_the_weighted_mean_over_the_tapers(
        window_length in 10_usize..64,
        zeros in 0_usize..40,
        bandwidth in 0.6_f64..4.5,
        kind in prop::sample::select(vec![SignalKind::Real, SignalKind::Complex]),
        two_sides: bool,
        weights in prop::sample::select(TaperWeights::ALL.to_vec()),
        seed: u32,
    ) {
        let nfft = window_length + zeros;
        let sides = if kind == SignalKind::Complex || two_sides { Sides::Two } else { Sides::One };
        let options = StftOptions { sides: Some(sides), ..density(nfft, window_length) };
        let tapers = TaperOptions { weights, ..TaperOptions::new(bandwidth) };
        let (re, im) = (noise(window_length, seed), noise(window_length, seed ^ 0x5555));
        let silence = vec![0.0; window_length];
        let (signal, im) = match kind {
            SignalKind::Real => (Signal::Real(&re[..]), &silence),
            SignalKind::Complex => (Signal::Complex(&re, &im), &im),
        };
        let got = power(&options, &tapers, signal);
        let zero = if sides == Sides::Two { nfft / 2 } else { 0 };
        let expected: Vec<f64> = (0..got.len())
            .map(|bin| {
                let cycles = bin as f64 - zero as f64;
                let is_edge = bin == 0 || 2 * bin == nfft;
                let doubled = if sides == Sides::One && !is_edge { 2.0 } else { 1.0 };
                doubled * definition(&re, im, cycles, nfft, &tapers)
            })
            .collect();
        let strongest = expected.iter().copied().fold(0.0, f64::max);
        for (bin, (got, expected)) in got.iter().zip(&expected).enumerate() {
            prop_assert!((got - expected).abs() < ROUNDING * strongest, "bin {bin}: {got} is not {expected}");
        }
    }
}

#[test]
fn a_tone_reads_its_power_over_the_noise_bandwidth() {
    let tone = |bin: f64| (0..256).map(move |n| (TAU * bin * n as f64 / 256.0 + 0.3).sin_cos());
    for tapers in [TaperOptions::default(), TaperOptions { count: 1, ..TaperOptions::new(2.0) }] {
        let asked = TransformOptions { stft: density(256, 256), choice: TransformChoice::Multitaper(tapers) };
        let plan = Planned::<f64>::new(&asked, rate(), SignalKind::Complex).unwrap();
        let (im, re): (Vec<f64>, Vec<f64>) = tone(30.0).unzip();
        let got = power(&asked.stft, &tapers, Signal::Complex(&re, &im))[128 + 30];
        assert!((got / plan.full_scale_tone() - 1.0).abs() < 1e-12, "{got}");
        assert!((got * plan.noise_bandwidth() - 1.0).abs() < 1e-12, "{got}");
        // For a real tone the negative frequency is 120 bins away: the tapers let 1e-5 of its amplitude through at most.
        let plan = Planned::<f64>::new(&asked, rate(), SignalKind::Real).unwrap();
        let got = power(&asked.stft, &tapers, Signal::Real(&im))[60 - 30];
        assert!((got / plan.full_scale_tone() - 1.0).abs() < 1e-3, "{got} is not {}", plan.full_scale_tone());
        assert!((plan.bandwidth() - 2.0 * tapers.bandwidth * RATE / 256.0).abs() < 1e-9);
    }
}

#[test]
fn frames_and_bins_are_those_of_one_window() {
    let options = StftOptions { align: Align::Center, detrend: Detrend::Constant, hop: 7, ..density(64, 50) };
    let (one, several) = (
        StftPlan::<f64>::new(&options, rate()).unwrap(),
        Multitaper::<f64>::new(&options, &TaperOptions::default(), rate(), SignalKind::Real).unwrap(),
    );
    assert_eq!((one.layout(), one.bins(), one.spacing()), (several.layout(), several.bins(), several.spacing()));
    assert!((0..one.bins()).all(|bin| one.frequency_of(bin) == several.frequency_of(bin)));
    // A constant under a detrend leaves nothing under any taper.
    let power = power(&options, &TaperOptions::default(), Signal::Real(&[0.75; 64]));
    assert!(power.iter().all(|power| *power == 0.0), "{power:?}");
}

#[test]
fn tapers_estimate_a_density_alone() {
    let refused =
        |options: &StftOptions| Multitaper::<f64>::new(options, &TaperOptions::default(), rate(), SignalKind::Real);
    for (mode, scaling, reported) in [
        (Mode::Magnitude, Scaling::Density, "mode must be psd with tapers, got magnitude"),
        (Mode::Psd, Scaling::Dbfs, "scaling must be density with tapers, got dbfs"),
    ] {
        let error = refused(&StftOptions { mode, scaling, ..density(64, 64) }).err().unwrap();
        assert_eq!(error.to_string(), reported);
    }
    assert!(refused(&density(64, 8)).is_err(), "NW = 4 is half of 8");
}
