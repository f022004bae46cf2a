//! Test signals: exact values, statistics of the noise, the same bytes for the same seed.

mod noise;
mod options;
mod reading;

use std::f64::consts::{SQRT_2, TAU};
use std::fs;
use std::path::Path;

use specgram::Error;
use specgram::source::synth::{Chirp, NoiseColor, Sweep, Synth, SynthOptions, SynthSignal};
use specgram::source::{AudioSource, ByteOrder, SampleFormat};
use specgram::units::{Hertz, Position};

const F64: SampleFormat = SampleFormat::Float64(ByteOrder::Little);

fn integers(bytes: u8) -> SampleFormat {
    SampleFormat::Signed { bytes, order: ByteOrder::Little }
}

/// Doubles at 8 kHz.
fn options(signals: &[SynthSignal], samples: u64) -> SynthOptions {
    SynthOptions {
        signals: signals.to_vec(),
        sample_rate: Hertz(8000.0),
        duration: Position::Samples(samples),
        format: F64,
        ..SynthOptions::default()
    }
}

fn tone(frequency: f64, amplitude: f64) -> SynthSignal {
    SynthSignal::Tone { frequency: Hertz(frequency), amplitude }
}

fn noise(color: NoiseColor, samples: u64) -> Vec<f64> {
    values(&options(&[SynthSignal::Noise { color, amplitude: 1.0 }], samples))
}

fn chirp(text: &str) -> SynthSignal {
    SynthSignal::Chirp { chirp: text.parse().unwrap(), amplitude: 1.0 }
}

fn bytes(options: &SynthOptions) -> Vec<u8> {
    let mut source = Synth::new(options).unwrap();
    let length = source.spec().length.unwrap() as usize * source.spec().bytes_per_sample_frame();
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
    let impulse = SynthSignal::Impulse { at: Position::Seconds(0.000_25), amplitude: -2.0 };
    let sum = values(&options(&[tone(2000.0, 1.0), impulse, tone(0.0, 1.0)], 5));
    assert_near(&sum, &[0.0, 1.0, -2.0, -1.0, 0.0], 3e-16);
    assert_eq!(values(&options(&[], 3)), [0.0; 3]);
}

#[test]
fn an_impulse_is_one_sample_wherever_it_lies() {
    for at in [0, 1, 1023, 1024, 2999] {
        let got = values(&options(&[SynthSignal::Impulse { at: Position::Samples(at), amplitude: 0.7 }], 3000));
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
fn phases_stay_exact_at_any_time() {
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
fn written_forms_can_be_read() {
    let chirp: Chirp = "20:8k:log".parse().unwrap();
    assert_eq!(chirp, Chirp { from: Hertz(20.0), to: Hertz(8000.0), sweep: Sweep::Log });
    assert_eq!(chirp.to_string().parse::<Chirp>().unwrap(), chirp);
    for color in NoiseColor::ALL {
        assert_eq!(color.to_string().parse::<NoiseColor>().unwrap(), color);
    }
    for text in ["", "20", "20:", "20:8k:cubic", "20:30:linear:3", "a:b"] {
        assert!(matches!(text.parse::<Chirp>(), Err(Error::InvalidText { .. })), "{text}");
    }
    assert!(matches!("blue".parse::<NoiseColor>(), Err(Error::InvalidText { .. })));
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
        SynthSignal::Noise { color: NoiseColor::Pink, amplitude: 0.1 },
        SynthSignal::Noise { color: NoiseColor::Brown, amplitude: 0.1 },
    ];
    let documented = hash(&bytes(&SynthOptions::default()));
    let all_kinds = hash(&bytes(&options(&of_all_kinds, 20_000)));
    assert_eq!(
        (documented, all_kinds),
        (0xadc0_bdce_f537_88ed, 0x0363_1648_dce4_b1bf),
        "{documented:#018x} {all_kinds:#018x}"
    );
}
