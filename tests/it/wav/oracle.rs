//! Files that another library wrote.

use std::io::Cursor;

use hound::{SampleFormat, WavSpec, WavWriter};
use specgram::source::{AudioSource, Channels};

use super::{as_file, drain};

/// A file of two channels, the second the negative of the first.
fn written<S: hound::Sample + Copy>(bits: u16, sample_format: SampleFormat, samples: &[(S, S)]) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let spec = WavSpec { channels: 2, sample_rate: 48_000, bits_per_sample: bits, sample_format };
    let mut writer = WavWriter::new(&mut file, spec).unwrap();
    for &(left, right) in samples {
        writer.write_sample(left).unwrap();
        writer.write_sample(right).unwrap();
    }
    writer.finalize().unwrap();
    file.into_inner()
}

#[test]
fn integers_of_every_width_that_hound_writes_are_read_as_it_wrote_them() {
    for bits in [8, 16, 24, 32] {
        let full = 2_f64.powi(i32::from(bits) - 1);
        let top = (full - 1.0) as i32;
        let codes = [0, 1, 2, 100, top / 3, top - 1, top];
        let pairs: Vec<(i32, i32)> = codes.iter().map(|&code| (code, -code)).collect();
        let bytes = written(bits, SampleFormat::Int, &pairs);
        let mut wav = as_file(&bytes).unwrap();
        assert_eq!((wav.spec().channels, wav.spec().length), (2, Some(7)));
        assert_eq!(wav.facts().bits, Some(bits));
        let expected: Vec<f64> = codes.iter().map(|&code| f64::from(code) / full).collect();
        assert_eq!(drain(&mut wav, Channels::One(0)), expected, "{bits} bits, left");
        let negative: Vec<f64> = expected.iter().map(|sample| -sample).collect();
        assert_eq!(drain(&mut as_file(&bytes).unwrap(), Channels::One(1)), negative, "{bits} bits, right");
        assert_eq!(drain(&mut as_file(&bytes).unwrap(), Channels::Mix), [0.0; 7], "{bits} bits, mix");
        assert_eq!(wav.report().warnings, []);
    }
}

#[test]
fn floats_that_hound_writes_are_read_as_it_wrote_them() {
    let values = [0.0, 1e-18, 0.1, 1.0, 18.5, f32::MAX];
    let pairs: Vec<(f32, f32)> = values.iter().map(|&value| (value, -value)).collect();
    let bytes = written(32, SampleFormat::Float, &pairs);
    let expected: Vec<f64> = values.iter().map(|&value| f64::from(value)).collect();
    assert_eq!(drain(&mut as_file(&bytes).unwrap(), Channels::One(0)), expected);
    assert_eq!(as_file(&bytes).unwrap().facts().encoding, "float");
}
