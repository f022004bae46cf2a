//! Reading a test signal: in blocks, from the middle, as integers.

use specgram::source::AudioSource;
use specgram::source::synth::{Synth, SynthOptions, SynthSignal};
use specgram::units::Position;

use super::{F64, bytes, integers, options, tone, values};

#[test]
fn reading_in_any_blocks_gives_the_same_bytes() {
    let mut options = SynthOptions { channels: 3, format: integers(3), ..SynthOptions::default() };
    options.duration = Position::Samples(5000);
    let whole = bytes(&options);
    for sample_frames in [1, 7, 1024, 1500] {
        let mut source = Synth::new(&options).unwrap();
        let mut pieces = Vec::new();
        let mut block = vec![0; sample_frames * 9];
        loop {
            let count = source.read(&mut block).unwrap();
            pieces.extend_from_slice(&block[..count]);
            if count < block.len() {
                break;
            }
        }
        assert!(pieces == whole, "blocks of {sample_frames}");
    }
}

#[test]
fn skipping_arrives_where_reading_does() {
    let noisy = options(&[tone(440.0, 1.0), SynthSignal::FadingNoise { density: 0.01, decay: 1.0 }], 5000);
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
        let mut options = options(&[SynthSignal::Impulse { at: Position::Samples(0), amplitude }], 1);
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
    let clipped = |signals: &[SynthSignal], format| {
        let mut options = options(signals, 16);
        options.format = format;
        let mut source = Synth::new(&options).unwrap();
        source.skip(16).unwrap();
        source.report().warnings.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    // Two periods of 2·sin at an eighth of the rate: ±2 once each and ±√2 twice each per period.
    let loud = [tone(1000.0, 2.0)];
    let expected = "12 of 16 samples exceed full scale and are clipped to 16 bits";
    assert_eq!(clipped(&loud, integers(2)), [expected]);
    assert!(clipped(&loud, F64).is_empty());
    assert!(clipped(&[tone(1000.0, 1.0)], integers(2)).is_empty(), "full scale itself is not beyond it");
}
