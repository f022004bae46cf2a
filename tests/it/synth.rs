//! Test signals: exact values, statistics of the noise, the same bytes for the same seed.

use std::f64::consts::{PI, SQRT_2, TAU};
use std::fs;
use std::path::Path;

use realfft::RealFftPlanner;
use specgram::Error;
use specgram::source::synth::{Chirp, MAX_CHANNELS, MAX_RATE, NoiseColor, Signal, Sweep, Synth, SynthOptions};
use specgram::source::{AudioSource, ByteOrder, SampleFormat};
use specgram::units::{Hertz, Position};

const F64: SampleFormat = SampleFormat::Float64(ByteOrder::Little);

fn integers(bytes: u8) -> SampleFormat {
    SampleFormat::Signed { bytes, order: ByteOrder::Little }
}

/// Doubles at 8 kHz.
fn options(signals: &[Signal], samples: u64) -> SynthOptions {
    SynthOptions {
        signals: signals.to_vec(),
        sample_rate: Hertz(8000.0),
        duration: Position::Samples(samples),
        format: F64,
        ..SynthOptions::default()
    }
}

fn tone(frequency: f64, amplitude: f64) -> Signal {
    Signal::Tone { frequency: Hertz(frequency), amplitude }
}

fn noise(color: NoiseColor, samples: u64) -> Vec<f64> {
    values(&options(&[Signal::Noise { color, amplitude: 1.0 }], samples))
}

fn chirp(text: &str) -> Signal {
    Signal::Chirp { chirp: text.parse().unwrap(), amplitude: 1.0 }
}

fn bytes(options: &SynthOptions) -> Vec<u8> {
    let mut source = Synth::new(options).unwrap();
    let length = source.spec().length.unwrap() as usize * source.spec().bytes_per_instant();
    let mut bytes = vec![0; length + 64];
    assert_eq!(source.read(&mut bytes).unwrap(), length);
    assert_eq!(source.read(&mut bytes[length..]).unwrap(), 0, "nothing after the end");
    bytes.truncate(length);
    bytes
}

fn doubles(bytes: &[u8]) -> Vec<f64> {
    bytes.chunks_exact(8).map(|value| f64::from_le_bytes(value.try_into().unwrap())).collect()
}

fn values(options: &SynthOptions) -> Vec<f64> {
    doubles(&bytes(options))
}

fn assert_near(got: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(got.len(), expected.len());
    for (n, (got, expected)) in got.iter().zip(expected).enumerate() {
        assert!((got - expected).abs() <= tolerance, "sample {n}: {got} is not {expected}");
    }
}

#[test]
fn a_tone_at_an_eighth_of_the_rate_is_known_by_hand() {
    let h = SQRT_2 / 4.0;
    let expected = [0.0, h, 0.5, h, 0.0, -h, -0.5, -h, 0.0];
    // One rounding of the phase and one of the sine.
    assert_near(&values(&options(&[tone(1000.0, 0.5)], 9)), &expected, 1e-16);
}

#[test]
fn signals_add_up_and_none_is_silence() {
    let impulse = Signal::Impulse { at: Position::Seconds(0.000_25), amplitude: -2.0 };
    let sum = values(&options(&[tone(2000.0, 1.0), impulse, tone(0.0, 1.0)], 5));
    assert_near(&sum, &[0.0, 1.0, -2.0, -1.0, 0.0], 3e-16);
    assert_eq!(values(&options(&[], 3)), [0.0; 3]);
}

#[test]
fn an_impulse_is_one_sample_wherever_it_lies() {
    for at in [0, 1, 1023, 1024, 2999] {
        let got = values(&options(&[Signal::Impulse { at: Position::Samples(at), amplitude: 0.7 }], 3000));
        for (n, value) in got.iter().enumerate() {
            assert_eq!(*value, if n as u64 == at { 0.7 } else { 0.0 }, "sample {n}, impulse at {at}");
        }
    }
}

#[test]
fn the_documented_signal_is_what_it_is_documented_to_be() {
    let got = values(&SynthOptions { format: F64, ..SynthOptions::default() });
    assert_eq!(got.len(), 100_000);
    // From numpy: its own PCG64DXSM at the documented state, the polar method, and the formula of the signal.
    let expected = [
        10.351779428371168,
        -1.8088177978359252,
        3.402492051217665,
        -10.929619856304075,
        11.17851725222341,
        1.7686108505888487,
    ];
    assert_near(&got[..6], &expected, 1e-11);
}

#[test]
fn the_carrier_equals_the_reference() {
    let Some(shared) = crate::shared::folder() else { return };
    let file = fs::read(Path::new(&shared).join("reference/inputs/fm_doc_carrier_2s_f64.wav")).unwrap();
    let expected = doubles(&file[file.len() - 8 * 20_000..]);
    let mut options = SynthOptions { format: F64, duration: Position::Seconds(2.0), ..SynthOptions::default() };
    options.signals.pop();
    // The reference rounds phases of up to 38000 radians four times, each by up to 3.6e−12; times 2√2.
    assert_near(&values(&options), &expected, 4.2e-11);
}

#[test]
fn phases_stay_exact_for_ever() {
    // 44100 Hz and 997 Hz are whole, so the phase is a fraction of whole numbers.
    let far = 1_u64 << 40;
    let mut options = options(&[tone(997.0, 1.0)], far + 3000);
    options.sample_rate = Hertz(44_100.0);
    let mut source = Synth::new(&options).unwrap();
    assert_eq!(source.skip(far).unwrap(), far);
    let mut bytes = vec![0; 8 * 3000];
    assert_eq!(source.read(&mut bytes).unwrap(), bytes.len());
    for (n, got) in (far..).zip(doubles(&bytes)) {
        let cycles = ((u128::from(n) * 997) % 44_100) as f64 / 44_100.0;
        // Within a block a phase grows by at most 23 cycles: 4e−15 of a cycle.
        assert!((got - (TAU * cycles).sin()).abs() < 3e-14, "sample {n}: {got}");
    }
}

#[test]
fn chirps_follow_their_formulas() {
    // Cycles by the integral of each curve; T is one second, so t is also the part of the duration.
    type Cycles = fn(f64) -> f64;
    let cases: [(&str, Cycles); 4] = [
        ("100:3000", |t| 100.0 * t + 1450.0 * t * t),
        ("3000:100:linear", |t| 3000.0 * t - 1450.0 * t * t),
        ("100:3000:quadratic", |t| 100.0 * t + 2900.0 / 3.0 * t * t * t),
        ("100:3200:log", |t| 100.0 * (32f64.powf(t) - 1.0) / 32f64.ln()),
    ];
    for (text, cycles) in cases {
        let expected: Vec<f64> = (0..8000).map(|n| (TAU * cycles(f64::from(n) / 8000.0)).sin()).collect();
        // 3000 cycles in doubles, on both sides: 3e−12 radians each.
        assert_near(&values(&options(&[chirp(text)], 8000)), &expected, 1e-11);
    }
    let steady = values(&options(&[chirp("440:440:log")], 4000));
    assert_near(&steady, &values(&options(&[tone(440.0, 1.0)], 4000)), 1e-13);
}

#[test]
fn what_is_written_can_be_read() {
    let chirp: Chirp = "20:8k:log".parse().unwrap();
    assert_eq!(chirp, Chirp { from: Hertz(20.0), to: Hertz(8000.0), sweep: Sweep::Log });
    assert_eq!(chirp.to_string().parse::<Chirp>().unwrap(), chirp);
    for color in NoiseColor::ALL {
        assert_eq!(color.to_string().parse::<NoiseColor>().unwrap(), color);
    }
    for text in ["", "20", "20:", "20:8k:cubic", "20:30:linear:3", "a:b"] {
        assert!(matches!(text.parse::<Chirp>(), Err(Error::InvalidOption(_))), "{text}");
    }
    assert!(matches!("blue".parse::<NoiseColor>(), Err(Error::InvalidOption(_))));
}

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
fn colored_noise_falls_as_it_should() {
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
            let mut options = options(&[Signal::Noise { color, amplitude: 1.0 }], 1);
            options.seed = seed;
            power += values(&options)[0].powi(2) / starts as f64;
        }
        assert!((power - 1.0).abs() < 4.0 * (2.0 / starts as f64).sqrt(), "{color}: {power} at the start");
    }
}

#[test]
fn fading_noise_has_the_density_and_the_decay_of_its_definition() {
    let fading = Signal::FadingNoise { density: 0.01, decay: 2.0 };
    let got = values(&options(&[fading], 160_000));
    for second in [0, 3, 7, 15] {
        let power = got[second * 8000..][..8000].iter().map(|value| value * value).sum::<f64>() / 8000.0;
        // ∫ e^(−t) over the second, times 0.01·4000.
        let expected = 40.0 * (-(second as f64)).exp() * (1.0 - (-1.0f64).exp());
        // Four standard errors of the mean of 8000 squares.
        assert!((power / expected - 1.0).abs() < 4.0 * (2.0f64 / 8000.0).sqrt(), "second {second}: {power}");
    }
    let steady = values(&options(&[Signal::FadingNoise { density: 1.0 / 4000.0, decay: f64::INFINITY }], 100));
    assert_near(&steady, &noise(NoiseColor::White, 100), 1e-15);
}

#[test]
fn channels_share_the_tones_but_not_the_noise() {
    let samples = 1 << 16;
    let mut stereo = options(&[tone(440.0, 1.0)], samples);
    stereo.channels = 2;
    assert!(values(&stereo).chunks_exact(2).all(|instant| instant[0] == instant[1]));

    let white = Signal::Noise { color: NoiseColor::White, amplitude: 1.0 };
    stereo.signals = vec![white.clone(), white];
    let both = values(&stereo);
    let (left, right): (Vec<f64>, Vec<f64>) = both.chunks_exact(2).map(|instant| (instant[0], instant[1])).unzip();
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
    let mut options = options(&[Signal::Noise { color: NoiseColor::White, amplitude: 1.0 }], 1 << 14);
    let first = values(&options);
    options.seed = 1;
    let second = values(&options);
    let correlation = first.iter().zip(&second).map(|(a, b)| a * b).sum::<f64>() / first.len() as f64;
    assert!(correlation.abs() < 4.0 / 128.0, "{correlation}");
}

/// FNV-1a of 64 bits.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn the_same_seed_makes_the_same_bytes_on_every_machine() {
    let of_all_kinds = [
        chirp("20:4k:log"),
        chirp("4k:0:quadratic"),
        tone(997.0, 0.3),
        Signal::Noise { color: NoiseColor::Pink, amplitude: 0.1 },
        Signal::Noise { color: NoiseColor::Brown, amplitude: 0.1 },
    ];
    let documented = hash(&bytes(&SynthOptions::default()));
    let all_kinds = hash(&bytes(&options(&of_all_kinds, 20_000)));
    assert_eq!(
        (documented, all_kinds),
        (0xadc0_bdce_f537_88ed, 0x0363_1648_dce4_b1bf),
        "{documented:#018x} {all_kinds:#018x}"
    );
}

#[test]
fn reading_in_any_blocks_gives_the_same_bytes() {
    let mut options = SynthOptions { channels: 3, format: integers(3), ..SynthOptions::default() };
    options.duration = Position::Samples(5000);
    let whole = bytes(&options);
    for instants in [1, 7, 1024, 1500] {
        let mut source = Synth::new(&options).unwrap();
        let mut pieces = Vec::new();
        let mut block = vec![0; instants * 9];
        loop {
            let count = source.read(&mut block).unwrap();
            pieces.extend_from_slice(&block[..count]);
            if count < block.len() {
                break;
            }
        }
        assert!(pieces == whole, "blocks of {instants}");
    }
}

#[test]
fn skipping_arrives_where_reading_does() {
    let noisy = options(&[tone(440.0, 1.0), Signal::FadingNoise { density: 0.01, decay: 1.0 }], 5000);
    for options in [noisy, options(&[tone(440.0, 1.0)], 5000)] {
        let whole = values(&options);
        for (first, second) in [(0, 0), (1, 1022), (1, 1023), (1024, 1), (10, 3000), (4999, 0), (0, 4999)] {
            let mut source = Synth::new(&options).unwrap();
            let mut sample = [0; 8];
            assert_eq!(source.skip(first).unwrap(), first);
            assert_eq!(source.skip(second).unwrap(), second);
            assert_eq!(source.read(&mut sample).unwrap(), 8);
            assert_eq!(f64::from_le_bytes(sample), whole[(first + second) as usize], "{first} + {second}");
            let left = 5000 - first - second - 1;
            assert_eq!(source.skip(u64::MAX).unwrap(), left);
            assert_eq!((source.skip(1).unwrap(), source.read(&mut sample).unwrap()), (0, 0));
        }
    }
}

#[test]
fn integers_are_rounded_and_held_to_full_scale() {
    let at = |amplitude: f64, format| {
        let mut options = options(&[Signal::Impulse { at: Position::Samples(0), amplitude }], 1);
        options.format = format;
        let mut wide = [0; 4];
        let got = bytes(&options);
        wide[4 - got.len()..].copy_from_slice(&got);
        i32::from_le_bytes(wide) >> (32 - 8 * got.len())
    };
    let step = 1.0 / 32768.0;
    let cases =
        [(0.5, 16384), (1.0, 32767), (-1.0, -32768), (3.0, 32767), (-3.0, -32768), (1.4 * step, 1), (-1.6 * step, -2)];
    for (amplitude, expected) in cases {
        assert_eq!(at(amplitude, integers(2)), expected, "{amplitude}");
    }
    assert_eq!((at(1.0, integers(3)), at(-2.0, integers(3))), (0x7f_ffff, -0x80_0000));
    assert_eq!((at(1.0, integers(4)), at(-2.0, integers(4))), (i32::MAX, i32::MIN));
    assert_eq!(at(0.25, integers(4)), 1 << 29);
}

#[test]
fn clipped_samples_are_counted() {
    let clipped = |signals: &[Signal], format| {
        let mut options = options(signals, 16);
        options.format = format;
        let mut source = Synth::new(&options).unwrap();
        source.skip(16).unwrap();
        source.warnings().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    // Two periods of 2·sin at an eighth of the rate: ±2 once each and ±√2 twice each per period.
    let loud = [tone(1000.0, 2.0)];
    let expected = "12 of 16 samples are beyond full scale and clipped in 16 bits (floats would keep them)";
    assert_eq!(clipped(&loud, integers(2)), [expected]);
    assert!(clipped(&loud, F64).is_empty());
    assert!(clipped(&[tone(1000.0, 1.0)], integers(2)).is_empty(), "full scale itself is not beyond it");
}

#[test]
fn a_carrier_that_folds_back_is_told() {
    let swinging = |carrier: f64| {
        let fm = Signal::Fm {
            carrier: Hertz(carrier),
            modulation_index: 500.0,
            modulation_rate: Hertz(0.25),
            amplitude: 1.0,
        };
        Synth::new(&options(&[fm], 10)).unwrap().warnings().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(swinging(3875.0).is_empty());
    assert_eq!(swinging(3900.0), ["the tone swings from 3775 Hz to 4025 Hz and folds back at 0 Hz and at 4000 Hz"]);
    assert!(swinging(100.0)[0].contains("from -25 Hz"));
}

#[test]
fn options_out_of_range_are_refused() {
    let plain = || options(&[], 100);
    let refused = |change: &dyn Fn(&mut SynthOptions), part: &str| {
        let mut options = plain();
        change(&mut options);
        let message = match Synth::new(&options) {
            Err(error @ (Error::InvalidOption(_) | Error::Limit(_))) => error.to_string(),
            other => panic!("{part}: {other:?}"),
        };
        assert!(message.contains(part), "'{message}' does not say '{part}'");
    };
    let signal = |signal: Signal, part: &str| refused(&|options| options.signals = vec![signal.clone()], part);
    signal(tone(4001.0, 1.0), "a tone of 4001 Hz is not between 0 Hz and 4000 Hz");
    signal(tone(-1.0, 1.0), "a tone of -1 Hz");
    signal(tone(f64::NAN, 1.0), "a tone of NaN Hz");
    signal(tone(1.0, f64::INFINITY), "an amplitude of inf");
    signal(chirp("20:5k"), "a chirp of 5000 Hz");
    signal(chirp("0:400:log"), "a logarithmic chirp cannot reach 0 Hz");
    signal(Signal::FadingNoise { density: -1.0, decay: 5.0 }, "a noise power of -1");
    signal(Signal::FadingNoise { density: f64::NAN, decay: 5.0 }, "a noise power of NaN");
    signal(Signal::FadingNoise { density: 1.0, decay: 0.0 }, "a noise decay of 0 s");
    signal(Signal::Impulse { at: Position::Samples(100), amplitude: 1.0 }, "at sample 100 is outside the 100 samples");
    signal(Signal::Impulse { at: Position::Seconds(-1.0), amplitude: 1.0 }, "an impulse at sample");
    let fm = |carrier, modulation_index, modulation_rate| Signal::Fm {
        carrier: Hertz(carrier),
        modulation_index,
        modulation_rate: Hertz(modulation_rate),
        amplitude: 1.0,
    };
    signal(fm(9000.0, 1.0, 1.0), "a carrier of 9000 Hz");
    signal(fm(3000.0, f64::NAN, 1.0), "a modulation index of NaN");
    signal(fm(3000.0, 1.0, 5000.0), "a modulation rate of 5000 Hz");

    refused(&|options| options.duration = Position::Samples(0), "less than one sample");
    refused(&|options| options.duration = Position::Seconds(1e-9), "less than one sample at 8000 Hz");
    refused(&|options| options.duration = Position::Seconds(1e300), "more than 281474976710656 samples");
    refused(&|options| options.duration = Position::Seconds(f64::NAN), "less than one sample");
    refused(&|options| options.sample_rate = Hertz(0.0), "sample rate of 0 Hz");
    refused(&|options| options.sample_rate = Hertz(f64::NAN), "sample rate of NaN");
    refused(&|options| options.sample_rate = Hertz(2.0 * MAX_RATE), "above 1e12 Hz");
    refused(&|options| options.channels = 0, "at least 1 channel");
    refused(&|options| options.channels = MAX_CHANNELS + 1, "1025 channels are more than 1024");
    refused(&|options| options.format = SampleFormat::MuLaw, "not as MuLaw");
    refused(&|options| options.format = SampleFormat::Float32(ByteOrder::Big), "little-endian");
}
