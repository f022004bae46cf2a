//! Modes, sides and complex input, from their definitions.

use std::f64::consts::{PI, TAU};

use proptest::prelude::*;
use specgram::stft::{Align, Mode, Scaling, Sides, Signal, SignalKind, StftOptions, StftPlan};
use specgram::units::SampleRate;
use specgram::window::{Window, WindowGain};

use super::{FFT_ROUNDING, RATE, options};

fn rate() -> SampleRate {
    SampleRate::new(RATE).unwrap()
}

fn values(options: &StftOptions, frame: &[f64]) -> Vec<f64> {
    let plan = StftPlan::<f64>::new(options, rate()).unwrap();
    let mut values = vec![f64::NAN; plan.bins() * plan.numbers_per_bin()];
    plan.values(frame, &mut plan.scratch(), &mut values);
    values
}

fn complex_values(options: &StftOptions, re: &[f64], im: &[f64]) -> Vec<f64> {
    let plan = StftPlan::<f64>::of_kind(options, rate(), SignalKind::Complex).unwrap();
    let mut values = vec![f64::NAN; plan.bins() * plan.numbers_per_bin()];
    plan.values(Signal::Complex(re, im), &mut plan.scratch(), &mut values);
    values
}

#[test]
fn an_impulse_has_the_phase_of_its_delay() {
    // x = δ[n − 3] in 16: X(k) = e^(−2πi·3k/16), so the phase falls by 3π/8 a bin.
    let mut frame = [0.0; 16];
    frame[3] = 1.0;
    let with = |mode| StftOptions { mode, ..options(16, Window::Boxcar, Scaling::None) };
    let complex = values(&with(Mode::Complex), &frame);
    for (k, value) in complex.chunks_exact(2).enumerate() {
        let phase = -TAU * 3.0 * k as f64 / 16.0;
        assert!((value[0] - phase.cos()).abs() < 1e-15 && (value[1] - phase.sin()).abs() < 1e-15, "bin {k}: {value:?}");
    }
    for (k, angle) in values(&with(Mode::Angle), &frame).iter().enumerate() {
        let turned = (angle + 3.0 * PI * k as f64 / 8.0).rem_euclid(TAU);
        assert!(turned.min(TAU - turned) < 1e-14 && angle.abs() <= PI, "bin {k}: {angle}");
    }
    for (k, phase) in values(&with(Mode::Phase), &frame).iter().enumerate() {
        assert!((phase + 3.0 * PI * k as f64 / 8.0).abs() < 1e-13, "bin {k}: {phase}");
    }
    assert!(values(&with(Mode::Magnitude), &frame).iter().all(|magnitude| (magnitude - 1.0).abs() < 1e-15));
}

#[test]
fn real_values_have_no_negative_zero() {
    // −1 at 0 Hz: the phase is π, not −π, on both sides and at Nyquist.
    let frame = [-1.0, 0.0, 0.0, 0.0];
    for sides in [Sides::One, Sides::Two] {
        let options =
            StftOptions { mode: Mode::Angle, sides: Some(sides), ..options(4, Window::Boxcar, Scaling::None) };
        let angles = values(&options, &frame);
        let zero = if sides == Sides::One { 0 } else { 2 };
        let nyquist = if sides == Sides::One { 2 } else { 0 };
        assert_eq!((angles[zero], angles[nyquist]), (PI, PI), "{sides}");
    }
}

#[test]
fn a_phase_lies_above_minus_pi_and_zero_has_phase_zero() {
    let angles = |nfft, window, sides, frame: &[f64]| {
        values(&StftOptions { mode: Mode::Angle, sides: Some(sides), ..options(nfft, window, Scaling::None) }, frame)
    };
    for sides in [Sides::One, Sides::Two] {
        // −1 ± 0i everywhere.
        assert!(angles(4, Window::Boxcar, sides, &[-1.0, 0.0, 0.0, 0.0]).iter().all(|&angle| angle == PI), "{sides}");
        // Both of a flat top's signs make zeros of both signs.
        for zero in [0.0, -0.0] {
            assert_eq!(
                angles(4, Window::Flattop, sides, &[zero; 4]),
                vec![0.0; if sides == Sides::One { 3 } else { 4 }]
            );
        }
    }
    let nothing = StftOptions { mode: Mode::Phase, ..options(4, Window::Flattop, Scaling::None) };
    assert_eq!(complex_values(&nothing, &[0.0; 4], &[-0.0; 4]), [0.0; 4]);
}

#[test]
fn magnitudes_reach_as_far_as_numbers_do() {
    // A cosine on bin 8 of 64 reads half its amplitude; the square of the least and the greatest is no normal number.
    for amplitude in [1e-300, 1e-170, 1e-158, 1e-100, 1.0, 1e160, 1e300] {
        let frame: Vec<f64> = (0..64).map(|n| amplitude * (TAU * f64::from(n) / 8.0).cos()).collect();
        let options = StftOptions { mode: Mode::Magnitude, ..options(64, Window::Boxcar, Scaling::Spectrum) };
        let got = values(&options, &frame)[8] / (amplitude / 2.0);
        assert!((got - 1.0).abs() < 1e-12, "{amplitude}: {got}");
    }
    assert_eq!(
        values(&StftOptions { mode: Mode::Magnitude, ..options(4, Window::Boxcar, Scaling::None) }, &[0.0; 4]),
        [0.0; 3]
    );
}

#[test]
fn a_centred_window_leaves_as_many_samples_on_both_sides() {
    // 4 samples in 8, from the third on: only they count.
    let base = StftOptions { window_length: 4, ..options(8, Window::Boxcar, Scaling::None) };
    let centred = StftOptions { align: Align::Center, mode: Mode::Complex, ..base.clone() };
    assert_eq!((centred.frame_length(), centred.window_offset(), base.frame_length()), (8, 2, 4));
    let mut frame = [7.0; 8];
    frame[2..6].copy_from_slice(&[1.0, 0.0, 0.0, 0.0]);
    // An impulse on sample 2: X(k) = e^(−2πi·2k/8).
    for (k, value) in values(&centred, &frame).chunks_exact(2).enumerate() {
        let phase = -TAU * 2.0 * k as f64 / 8.0;
        assert!((value[0] - phase.cos()).abs() < 1e-15 && (value[1] - phase.sin()).abs() < 1e-15, "bin {k}: {value:?}");
    }
    let plan = StftPlan::<f64>::new(&centred, rate()).unwrap();
    assert_eq!((plan.time_of(0), plan.frames_in(8), plan.frames_in(7)), (0.004, 1, 0));
}

#[test]
fn both_sides_ascend_from_minus_half_the_rate() {
    let frequencies = |nfft| {
        let options = StftOptions { sides: Some(Sides::Two), ..options(nfft, Window::Boxcar, Scaling::None) };
        let plan = StftPlan::<f64>::new(&options, SampleRate::new(nfft as f64).unwrap()).unwrap();
        (0..plan.bins()).map(|k| plan.frequency_of(k)).collect::<Vec<_>>()
    };
    assert_eq!(frequencies(4), [-2.0, -1.0, 0.0, 1.0]);
    assert_eq!(frequencies(5), [-2.0, -1.0, 0.0, 1.0, 2.0]);
    let shifted = StftOptions { center: 100e6, ..options(4, Window::Boxcar, Scaling::None) };
    let plan = StftPlan::<f64>::of_kind(&shifted, SampleRate::new(4.0).unwrap(), SignalKind::Complex).unwrap();
    assert_eq!((plan.frequency_of(0), plan.frequency_of(2)), (100e6 - 2.0, 100e6));
}

#[test]
fn one_side_of_complex_samples_is_refused() {
    let one = StftOptions { sides: Some(Sides::One), ..options(8, Window::Hann, Scaling::None) };
    let error = StftPlan::<f64>::of_kind(&one, rate(), SignalKind::Complex).err().unwrap();
    assert!(error.to_string().contains("sides must be two"), "{error}");
}

/// Σ x[n]·e^(−2πikn/N) for complex x.
fn naive(re: &[f64], im: &[f64], k: i64) -> (f64, f64) {
    let nfft = re.len() as i64;
    re.iter().zip(im).enumerate().fold((0.0, 0.0), |(sum_re, sum_im), (n, (re, im))| {
        let (sin, cos) = (-TAU * (k * n as i64).rem_euclid(nfft) as f64 / nfft as f64).sin_cos();
        (sum_re + re * cos - im * sin, sum_im + re * sin + im * cos)
    })
}

/// Any window that has no parameter to be chosen, and some that have.
fn windows() -> impl Strategy<Value = Window> {
    prop::sample::select(Window::ALL.to_vec())
}

proptest! {
    #[test]
    fn complex_samples_have_the_dft_by_definition(samples in prop::collection::vec((-1.0_f64..1.0, -1.0_f64..1.0), 2..120)) {
        let (re, im): (Vec<f64>, Vec<f64>) = samples.into_iter().unzip();
        let nfft = re.len();
        let options = StftOptions { mode: Mode::Complex, ..options(nfft, Window::Boxcar, Scaling::None) };
        for (bin, value) in complex_values(&options, &re, &im).chunks_exact(2).enumerate() {
            let (want_re, want_im) = naive(&re, &im, bin as i64 - (nfft / 2) as i64);
            let apart = (value[0] - want_re).hypot(value[1] - want_im);
            prop_assert!(apart < FFT_ROUNDING * nfft as f64, "bin {bin}: {value:?} for {want_re}, {want_im}");
        }
    }

    #[test]
    fn parseval_holds_for_complex_samples(samples in prop::collection::vec((-1.0_f64..1.0, -1.0_f64..1.0), 2..200)) {
        let (re, im): (Vec<f64>, Vec<f64>) = samples.into_iter().unzip();
        let n = re.len();
        let density = complex_values(&options(n, Window::Boxcar, Scaling::Density), &re, &im);
        let in_frequency: f64 = density.iter().sum::<f64>() * RATE / n as f64;
        let in_time: f64 = re.iter().zip(&im).map(|(re, im)| re * re + im * im).sum::<f64>() / n as f64;
        prop_assert!((in_frequency - in_time).abs() <= FFT_ROUNDING * in_time.max(1e-3) * n as f64);
    }

    #[test]
    fn both_sides_of_real_samples_mirror_each_other(
        samples in prop::collection::vec(-1.0_f64..1.0, 3..150),
        scaling in prop::sample::select(Scaling::ALL.to_vec()),
    ) {
        let nfft = samples.len();
        let of = |sides, mode| {
            values(&StftOptions { sides: Some(sides), mode, ..options(nfft, Window::Hamming, scaling) }, &samples)
        };
        let (one, two) = (of(Sides::One, Mode::Psd), of(Sides::Two, Mode::Psd));
        let zero = nfft / 2;
        let strongest = one.iter().copied().fold(0.0, f64::max);
        for k in 1..nfft.div_ceil(2) {
            prop_assert_eq!(two[zero + k], two[zero - k]);
            // Under density and spectrum the two sides share what one side has.
            let whole = if matches!(scaling, Scaling::Density | Scaling::Spectrum) { 2.0 * two[zero + k] } else { two[zero + k] };
            prop_assert!((whole - one[k]).abs() <= FFT_ROUNDING * strongest, "bin {k}: {whole} for {}", one[k]);
        }
        let angles = of(Sides::Two, Mode::Angle);
        for k in 1..nfft.div_ceil(2) {
            prop_assert_eq!(angles[zero + k], -angles[zero - k]);
        }
    }

    #[test]
    fn a_tone_on_a_bin_reads_its_amplitude_with_any_window_and_any_length(
        window in windows(),
        nfft in 64_usize..600,
        share in 0.2_f64..1.0,
        place in 0.1_f64..0.4,
        amplitude in 1e-3_f64..10.0,
        phase in 0.0_f64..TAU,
    ) {
        let length = ((nfft as f64 * share) as usize).max(16);
        let bin = (nfft as f64 * place) as usize;
        let with = |scaling| StftOptions { window_length: length, ..options(nfft, window, scaling) };
        let turn = |n: usize| TAU * (bin * n % nfft) as f64 / nfft as f64 + phase;
        let (cos, sin): (Vec<f64>, Vec<f64>) = (0..length).map(|n| (amplitude * turn(n).cos(), amplitude * turn(n).sin())).unzip();
        let w = window.coefficients(length, specgram::window::Form::Periodic).unwrap();
        let gain = WindowGain::of(&w).unwrap();
        let power = amplitude * amplitude;
        let density_of = |power: f64| power * gain.sum() * gain.sum() / (RATE * gain.sum_of_squares());

        // A turning pointer has no image: it reads A² exactly.
        let above = nfft / 2 + bin;
        for (scaling, expected) in [(Scaling::Spectrum, power), (Scaling::Dbfs, power), (Scaling::Density, density_of(power))] {
            let got = complex_values(&with(scaling), &cos, &sin)[above];
            prop_assert!((got / expected - 1.0).abs() < 1e-10, "{window} {scaling}: {got} for {expected}");
        }

        // A sine reads A²/2 and A², but for the image at the negative frequency: the window's own transform there.
        let image = naive(&padded(&w, nfft), &vec![0.0; nfft], 2 * bin as i64);
        let leak = image.0.hypot(image.1) / gain.sum();
        let bound = (1.0 + leak).powi(2) - 1.0 + 1e-10;
        for (scaling, expected) in [(Scaling::Spectrum, power / 2.0), (Scaling::Dbfs, power), (Scaling::Density, density_of(power / 2.0))] {
            let got = values(&with(scaling), &sin)[bin];
            prop_assert!((got / expected - 1.0).abs() <= bound, "{window} {scaling}: {got} for {expected}, within {bound}");
        }
    }
}

fn padded(w: &[f64], nfft: usize) -> Vec<f64> {
    let mut padded = w.to_vec();
    padded.resize(nfft, 0.0);
    padded
}

#[test]
fn a_factor_of_each_bin_is_one_of_power() {
    let frame: Vec<f64> = (0..16_u32).map(|n| f64::from(n.wrapping_mul(2_654_435_761) >> 8) / 1e7 - 0.8).collect();
    let factor = |hertz: f64| 1.0 + (hertz / 100.0).powi(2);
    for (scaling, sides) in [
        (Scaling::Density, Sides::One),
        (Scaling::Dbfs, Sides::One),
        (Scaling::Dbfs, Sides::Two),
        (Scaling::None, Sides::Two),
    ] {
        for (mode, nfft) in Mode::ALL.into_iter().flat_map(|mode| [(mode, 16), (mode, 15)]) {
            let options = StftOptions { mode, sides: Some(sides), ..options(nfft, Window::Hann, scaling) };
            let bare = StftPlan::<f64>::new(&options, rate()).unwrap();
            let weighted = StftPlan::<f64>::new(&options, rate()).unwrap().with_factors(factor).unwrap();
            let of = |plan: &StftPlan<f64>| {
                let mut values = vec![f64::NAN; plan.bins() * plan.numbers_per_bin()];
                plan.values(&frame[..nfft], &mut plan.scratch(), &mut values);
                values
            };
            let numbers = bare.numbers_per_bin();
            for (at, (plain, got)) in of(&bare).into_iter().zip(of(&weighted)).enumerate() {
                let factor = match mode {
                    Mode::Psd => factor(bare.frequency_of(at)),
                    Mode::Magnitude | Mode::Complex => factor(bare.frequency_of(at / numbers)).sqrt(),
                    Mode::Angle | Mode::Phase => 1.0,
                };
                let off = (got - factor * plain).abs();
                assert!(off <= 1e-14 * (1.0 + got.abs()), "{mode} {scaling} {nfft}, number {at}: {got}, {plain}");
            }
        }
    }
}

#[test]
fn factors_of_one_change_no_bit_and_impossible_ones_are_refused() {
    let frame: Vec<f64> = (0..64).map(|n| f64::from(n * n % 61) / 61.0 - 0.5).collect();
    let plan = || StftPlan::<f64>::new(&options(64, Window::Hann, Scaling::Dbfs), rate()).unwrap();
    let power = |plan: StftPlan<f64>| {
        let mut power = vec![f64::NAN; plan.bins()];
        plan.power(&frame[..], &mut plan.scratch(), &mut power);
        power
    };
    assert_eq!(power(plan().with_factors(|_| 1.0).unwrap()), power(plan()));
    assert!(power(plan().with_factors(|_| 0.0).unwrap()).iter().all(|power| *power == 0.0));
    for wrong in [-1.0, f64::NAN, f64::INFINITY] {
        let error = plan().with_factors(|hertz| if hertz > 100.0 { wrong } else { 1.0 }).map(drop).unwrap_err();
        assert!(error.to_string().contains("bin factor must be finite"), "{error}");
    }
}
