//! Decibels of exported arrays.

use serde_json::Value;

use crate::program::{Folder, wav_of_floats};
use crate::reference::arrays::{Array, archive};

fn arrays(folder: &Folder, flags: &[&str]) -> Array {
    let output = folder.run(&[&["export", "in.wav", "--format", "npz", "-q", "--nfft", "16"], flags].concat(), b"");
    archive(output.done().stdout).remove("S").unwrap()
}

/// 16 samples of a constant, then silence.
fn half_silent() -> Folder {
    let folder = Folder::new();
    let mut samples = [0.5_f32; 32];
    samples[16..].fill(0.0);
    folder.write("in.wav", wav_of_floats(1000, 1, &samples));
    folder
}

const BOXCAR: [&str; 6] = ["--window", "boxcar", "--overlap", "0", "--scaling", "spectrum"];

#[test]
fn decibels_are_ten_times_the_logarithm_of_power() {
    let folder = half_silent();
    // 0.25 FS² at 0 Hz, of magnitude 0.5: both −6.02 dB; nothing elsewhere.
    for mode in ["psd", "magnitude"] {
        let got = arrays(&folder, &[&BOXCAR[..], &["--mode", mode, "--db"]].concat());
        assert!((got.values[0] - 20.0 * 0.5_f64.log10()).abs() < 1e-12, "{mode}");
        assert_eq!(got.values[1], f64::NEG_INFINITY, "{mode}");
        let referred = arrays(&folder, &[&BOXCAR[..], &["--mode", mode, "--db", "--db-ref", "max"]].concat());
        assert_eq!(referred.values[0], 0.0);
    }
}

#[test]
fn a_floor_and_a_span_bound_what_silence_reads() {
    let folder = half_silent();
    let floored = arrays(&folder, &[&BOXCAR[..], &["--db", "--amin", "1e-6", "--db-ref", "0.25"]].concat());
    assert!((floored.values[0]).abs() < 1e-12);
    assert!((floored.values[1] - 10.0 * (1e-6_f64 / 0.25).log10()).abs() < 1e-12);
    let spanned = arrays(&folder, &[&BOXCAR[..], &["--db", "--top-db", "60"]].concat());
    let top = 10.0 * 0.25_f64.log10();
    assert!((spanned.values[0] - top).abs() < 1e-12 && (spanned.values[1] - (top - 60.0)).abs() < 1e-12);
}

#[test]
fn nothing_but_silence_is_minus_infinity_in_arrays_and_null_in_json() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(1000, 1, &[0.0; 64]));
    for flags in [&["--db"][..], &["--db", "--db-ref", "max"], &["--db", "--db-ref", "max", "--top-db", "80"]] {
        assert!(arrays(&folder, flags).values.iter().all(|value| *value == f64::NEG_INFINITY), "{flags:?}");
    }
    let json = folder.run(&["export", "in.wav", "--nfft", "16", "--db", "--format", "json"], b"").done();
    let json: Value = serde_json::from_str(json.text()).unwrap();
    assert!(json["S"][3][2].is_null());
    let csv = folder.run(&["export", "in.wav", "--nfft", "16", "--db", "--format", "csv"], b"").done();
    assert!(csv.text().lines().nth(1).unwrap().ends_with(",-inf"));
}

#[test]
fn nothing_is_measured_from_infinity() {
    let folder = Folder::new();
    // Powers of 10⁴⁰⁰ are infinite; beside the tone there is rounding, or nothing.
    let tone = (0..16_u32).map(|n| 1e200 * (f64::from(n) * std::f64::consts::TAU / 8.0).cos());
    folder.write("in", tone.flat_map(f64::to_le_bytes).collect::<Vec<u8>>());
    let under = |scaling, flags: &[&str]| {
        let input = ["export", "in", "--raw", "f64le", "--rate", "1000", "--nfft", "16", "--window", "boxcar", "--db"];
        folder.run(&[&input[..], &["--scaling", scaling], flags].concat(), b"")
    };
    let export = |flags| under("spectrum", flags);
    for (flags, instead) in [
        (&["--db-ref", "max"][..], "give --db-ref VALUE"),
        (&["--db-ref", "max", "--top-db", "80"], "give --db-ref VALUE"),
        (&["--top-db", "80"], "leave out --top-db"),
    ] {
        let told = export(flags).failed(1);
        assert_eq!(told.stderr, format!("specgram: standard output: powers leave the range of doubles: {instead}\n"));
    }
    assert_eq!(Array::parse(&export(&["--db-ref", "2"]).done().stdout).values[2], f64::INFINITY);
    // Of magnitude it is a tone like any other.
    let magnitude = Array::parse(&export(&["--mode", "magnitude", "--db-ref", "max"]).done().stdout);
    assert_eq!(magnitude.values[2], 0.0);
    // Beyond the range even sums are infinite, and their differences are no numbers.
    folder.write("in", [f64::MAX; 16].iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>());
    let lost = Array::parse(&under("none", &["--amin", "1e-10"]).done().stdout);
    assert!(lost.values.iter().any(|value| value.is_nan()), "{lost:?}");
}

#[test]
fn twice_the_amplitude_is_six_decibels_more() {
    let folder = Folder::new();
    let samples: Vec<f32> =
        (0..200_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 9) as f32 / 8_388_608.0 - 0.5).collect();
    folder.write("in.wav", wav_of_floats(1000, 1, &samples));
    let one = arrays(&folder, &["--db"]);
    folder.write("in.wav", wav_of_floats(1000, 1, &samples.iter().map(|x| 2.0 * x).collect::<Vec<_>>()));
    for (one, two) in one.values.iter().zip(arrays(&folder, &["--db"]).values) {
        assert!((two - one - 6.020_599_913_279_624).abs() < 1e-10);
    }
}
