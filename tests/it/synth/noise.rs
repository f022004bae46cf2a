//! The statistics of noise.

use std::f64::consts::{PI, SQRT_2};

use realfft::RealFftPlanner;
use specgram::source::synth::{NoiseColor, SynthOptions, SynthSignal};

use super::{assert_near, noise, options, tone, values};

/// Mean, variance and fourth moment over the square of the variance.
fn moments(values: &[f64]) -> (f64, f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let central = |power: i32| values.iter().map(|value| (value - mean).powi(power)).sum::<f64>() / n;
    (mean, central(2), central(4) / central(2).powi(2))
}

#[test]
fn white_noise_has_the_moments_of_the_normal_distribution() {
    let samples = 1 << 18;
    let (mean, variance, kurtosis) = moments(&noise(NoiseColor::White, samples));
    let n = samples as f64;
    // Four standard errors each; the seed is fixed, so this passes always or never.
    assert!(mean.abs() < 4.0 / n.sqrt(), "mean {mean}");
    assert!((variance - 1.0).abs() < 4.0 * (2.0 / n).sqrt(), "variance {variance}");
    assert!((kurtosis - 3.0).abs() < 4.0 * (24.0 / n).sqrt(), "kurtosis {kurtosis}");
}

/// Welch's estimate of the one-sided density at 8 kHz: Hann, half overlap, `size` samples a segment.
fn density(values: &[f64], size: usize) -> Vec<f64> {
    let window: Vec<f64> = (0..size).map(|n| (PI * n as f64 / size as f64).sin().powi(2)).collect();
    let energy: f64 = window.iter().map(|w| w * w).sum();
    let plan = RealFftPlanner::<f64>::new().plan_fft_forward(size);
    let mut output = plan.make_output_vec();
    let mut sums = vec![0.0; output.len()];
    let starts = (0..=values.len() - size).step_by(size / 2);
    let segments = starts.clone().count() as f64;
    for start in starts {
        let mut frame: Vec<f64> = values[start..][..size].iter().zip(&window).map(|(value, w)| value * w).collect();
        plan.process(&mut frame, &mut output).unwrap();
        for (sum, bin) in sums.iter_mut().zip(&output) {
            *sum += 2.0 * bin.norm_sqr() / (8000.0 * energy * segments);
        }
    }
    sums
}

#[test]
fn white_noise_is_as_strong_at_every_frequency() {
    let density = density(&noise(NoiseColor::White, 1 << 18), 256);
    // Variance 1 over 4000 Hz. 2047 half-overlapping segments are worth some 1900 independent ones:
    // 2.3 % per bin, of which the 127 bins stay within 4.
    for (bin, density) in density.iter().enumerate().take(128).skip(1) {
        assert!((density * 4000.0 - 1.0).abs() < 4.0 * 0.023, "bin {bin}: {}", density * 4000.0);
    }
}

#[test]
fn colored_noise_falls_with_its_slope() {
    // The power of frequency, the ripple of the filter in dB, and four relative standard errors of the variance:
    // 3 % each where half the power lies below rate/1000 (pink), 7 % where a sample remembers 1600 others (brown).
    for (color, power, ripple, error) in [(NoiseColor::Pink, 1.0, 0.2, 0.12), (NoiseColor::Brown, 2.0, 0.5, 0.28)] {
        let noise = noise(color, 1 << 20);
        let (_, variance, _) = moments(&noise);
        assert!((variance - 1.0).abs() < error, "{color}: {variance}");
        let density = density(&noise, 8192);
        let flattened = |from: usize| {
            let bins = from..2 * from;
            10.0 * (bins.map(|bin| density[bin] * (bin as f64).powf(power)).sum::<f64>() / from as f64).log10()
        };
        let octaves = [16, 32, 64, 128, 256, 512, 1024, 2048];
        let levels = octaves.map(flattened);
        let middle = levels.iter().sum::<f64>() / 8.0;
        for (octave, level) in octaves.iter().zip(levels) {
            // Three standard errors of 16 bins in 240 segments: 0.07 dB each.
            assert!((level - middle).abs() < ripple + 0.21, "{color}, octave of bin {octave}: {}", level - middle);
        }
    }
}

#[test]
fn colored_noise_does_not_swell_up_from_silence() {
    // Its first samples are as strong as any.
    let starts = 64;
    for color in [NoiseColor::Pink, NoiseColor::Brown] {
        let mut power = 0.0;
        for seed in 0..starts {
            let mut options = options(&[SynthSignal::Noise { color, amplitude: 1.0 }], 1);
            options.seed = seed;
            power += values(&options)[0].powi(2) / starts as f64;
        }
        assert!((power - 1.0).abs() < 4.0 * (2.0 / starts as f64).sqrt(), "{color}: {power} at the start");
    }
}

#[test]
fn fading_noise_has_the_density_and_the_decay_of_its_definition() {
    let fading = SynthSignal::FadingNoise { density: 0.01, decay: 2.0 };
    let got = values(&options(&[fading], 160_000));
    for second in [0, 3, 7, 15] {
        let power = got[second * 8000..][..8000].iter().map(|value| value * value).sum::<f64>() / 8000.0;
        // ∫ e^(−t) over the second, times 0.01·4000.
        let expected = 40.0 * (-(second as f64)).exp() * (1.0 - (-1.0f64).exp());
        // Four standard errors of the mean of 8000 squares.
        assert!((power / expected - 1.0).abs() < 4.0 * (2.0f64 / 8000.0).sqrt(), "second {second}: {power}");
    }
    let steady = values(&options(&[SynthSignal::FadingNoise { density: 1.0 / 4000.0, decay: f64::INFINITY }], 100));
    assert_near(&steady, &noise(NoiseColor::White, 100), 1e-15);
}

#[test]
fn channels_share_the_tones_but_not_the_noise() {
    let samples = 1 << 16;
    let mut stereo = options(&[tone(440.0, 1.0)], samples);
    stereo.channels = 2;
    assert!(values(&stereo).chunks_exact(2).all(|sample_frame| sample_frame[0] == sample_frame[1]));

    let white = SynthSignal::Noise { color: NoiseColor::White, amplitude: 1.0 };
    stereo.signals = vec![white.clone(), white];
    let both = values(&stereo);
    let (left, right): (Vec<f64>, Vec<f64>) =
        both.chunks_exact(2).map(|sample_frame| (sample_frame[0], sample_frame[1])).unzip();
    let error = 4.0 / (samples as f64).sqrt();
    let correlation = left.iter().zip(&right).map(|(l, r)| l * r).sum::<f64>() / samples as f64;
    // Two noises of variance 1 each: products have variance 4.
    assert!(correlation.abs() < 2.0 * error, "{correlation}");
    // And the two noises of a channel are independent of one another, or the variance were 4.
    assert!((moments(&left).1 - 2.0).abs() < 2.0 * SQRT_2 * error);
    // The first channel does not depend on how many there are.
    stereo.channels = 1;
    assert_eq!(values(&stereo), left);
}

#[test]
fn seeds_make_different_noise() {
    let mut options = options(&[SynthSignal::Noise { color: NoiseColor::White, amplitude: 1.0 }], 1 << 14);
    let first = values(&options);
    options.seed = 1;
    let second = values(&options);
    let correlation = first.iter().zip(&second).map(|(a, b)| a * b).sum::<f64>() / first.len() as f64;
    assert!(correlation.abs() < 4.0 / 128.0, "{correlation}");
}

#[test]
fn the_mean_square_is_the_amplitude_s_over_all_seeds_and_scatters_as_documented() {
    let (samples, seeds) = (100_000, 24);
    // τ of the numbers' chapter on test signals; pink noise has 494 at this length, for which it is long.
    for (color, tau) in [(NoiseColor::White, 0.5), (NoiseColor::Pink, 494.0), (NoiseColor::Brown, 790.0)] {
        let squares: Vec<f64> = (0..seeds)
            .map(|seed| {
                let signal = SynthSignal::Noise { color, amplitude: 0.25 };
                let all = values(&SynthOptions { seed, ..options(&[signal], samples) });
                all.iter().map(|x| x * x).sum::<f64>() / (0.0625 * samples as f64)
            })
            .collect();
        let scatter = (tau / samples as f64).sqrt();
        let mean = squares.iter().sum::<f64>() / f64::from(seeds as u32);
        // A mean square deviates twice as much as its root; four standard errors, the seeds being fixed.
        assert!((mean - 1.0).abs() < 4.0 * 2.0 * scatter / f64::from(seeds as u32).sqrt(), "{}: {mean}", color.name());
        let found = squares.iter().map(|square| (square.sqrt() - 1.0).powi(2)).sum::<f64>() / f64::from(seeds as u32);
        // The relative standard error of a standard deviation is 1/√(2·24), 14 %.
        assert!((found.sqrt() / scatter - 1.0).abs() < 3.0 * 0.144, "{}: {} of {scatter}", color.name(), found.sqrt());
    }
    let help = crate::program::run(&["synth", "--help"], b"").done();
    let reported = help.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        reported.contains("of noise, its expected root mean square") && reported.contains("7 % (pink), 9 % (brown)"),
        "{reported}"
    );
}
