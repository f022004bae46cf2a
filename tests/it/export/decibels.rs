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
fn a_floor_and_a_span_bound_the_level_of_silence() {
    let folder = half_silent();
    let floored = arrays(&folder, &[&BOXCAR[..], &["--db", "--amin", "1e-6", "--db-ref", "0.25"]].concat());
    assert!((floored.values[0]).abs() < 1e-12);
    assert!((floored.values[1] - 10.0 * (1e-6_f64 / 0.25).log10()).abs() < 1e-12);
    let spanned = arrays(&folder, &[&BOXCAR[..], &["--db", "--top-db", "60"]].concat());
    let top = 10.0 * 0.25_f64.log10();
    assert!((spanned.values[0] - top).abs() < 1e-12 && (spanned.values[1] - (top - 60.0)).abs() < 1e-12);
}

#[test]
fn silence_is_minus_infinity_in_arrays_and_null_in_json() {
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
fn infinity_cannot_be_the_reference() {
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
        (&["--db-ref", "max"][..], "use a number as the decibel reference"),
        (&["--db-ref", "max", "--top-db", "80"], "use a number as the decibel reference"),
        (&["--top-db", "80"], "set no dynamic range"),
    ] {
        let reported = export(flags).failed(1);
        assert_eq!(reported.stderr, format!("specgram: standard output: the largest power is infinite: {instead}\n"));
    }
    assert_eq!(Array::parse(&export(&["--db-ref", "2"]).done().stdout).values[2], f64::INFINITY);
    // For magnitude it is a tone like any other.
    let magnitude = Array::parse(&export(&["--mode", "magnitude", "--db-ref", "max"]).done().stdout);
    assert_eq!(magnitude.values[2], 0.0);
    // Beyond the range even sums are infinite, and their differences are NaN.
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

/// The parameters of an export of a constant 0.5, whose greatest power is 0.25 FS² at 0 Hz.
fn parameters(flags: &[&str]) -> Value {
    let folder = half_silent();
    let output = folder.run(&[&["export", "in.wav", "--format", "json", "--nfft", "16"], flags].concat(), b"").done();
    serde_json::from_str::<Value>(output.text()).unwrap()["parameters"].take()
}

#[test]
fn the_unit_names_the_zero_decibel_reference() {
    for (flags, unit, reference) in [
        (&["--db"][..], "dB re 1 FS²/Hz", 1.0),
        (&["--db", "--db-ref", "1e-12"], "dB re 1e-12 FS²/Hz", 1e-12),
        (&["--db", "--db-ref", "0.5", "--scaling", "spectrum", "--mode", "magnitude"], "dB re 0.5 FS", 0.5),
        (&["--db", "--db-ref", "4", "--scaling", "none"], "dB re 4", 4.0),
        (&["--db", "--db-ref", "1", "--scaling", "dbfs"], "dBFS", 1.0),
        (&["--db", "--db-ref", "2", "--scaling", "dbfs"], "dB re 2 of a full-scale sine's power", 2.0),
        // Values below --amin are replaced by it, including the reference.
        (&["--db", "--db-ref", "1e-9", "--amin", "1e-6"], "dB re 1e-6 FS²/Hz", 1e-6),
        (&[&BOXCAR[..], &["--db", "--db-ref", "max"]].concat(), "dB re the greatest value", 0.25),
    ] {
        let reported = parameters(flags);
        assert_eq!(reported["unit"], unit, "{flags:?}");
        // One rounding of the window's scale.
        let off = reported["db_ref_value"].as_f64().unwrap() / reference - 1.0;
        assert!(off.abs() <= f64::EPSILON, "{flags:?}: {off:e}");
    }
    assert_eq!(parameters(&["--db", "--db-ref", "max"])["db_ref"], "max");
    assert!(parameters(&[])["db_ref_value"].is_null());
}

#[test]
fn the_unit_of_mel_bands_is_a_weighted_sum() {
    for (flags, unit) in [
        (&[][..], "weighted sum of FS²/Hz"),
        (&["--scaling", "none", "--mode", "magnitude"], "weighted sum of |X|"),
        (&["--scaling", "dbfs"], "weighted sum of powers re a full-scale sine's"),
        (&["--db"], "dB re 1, of a weighted sum of FS²/Hz"),
        (&["--db", "--db-ref", "max"], "dB re the greatest value"),
    ] {
        assert_eq!(parameters(&[&["--mel", "3"], flags].concat())["unit"], unit, "{flags:?}");
    }
}

#[test]
fn a_band_of_a_density_is_in_proportion_to_the_length_of_the_transform() {
    let folder = Folder::new();
    let mut samples = [0.0_f32; 64];
    samples[0] = 1.0;
    folder.write("in.wav", wav_of_floats(1000, 1, &samples));
    // An impulse has |X| = 1 at every frequency: 2/(1000·64) FS²/Hz, under a triangle of height 1 from 0 to 500 Hz, whose
    // middle, 250 Hz, is a bin and whose ends weigh nothing: 250·N/fs times as much.
    for nfft in [4096_u16, 8192] {
        let n = nfft.to_string();
        let mel =
            ["--window-length", "64", "--window", "boxcar", "--mel", "1", "--mel-norm", "none", "--format", "npz"];
        let output = folder.run(&[&["export", "in.wav", "--nfft", &n], &mel[..]].concat(), b"").done();
        let band = archive(output.stdout).remove("S").unwrap().values[0];
        let expected = 250.0 * f64::from(nfft) / 1000.0 * 2.0 / 64_000.0;
        assert!((band / expected - 1.0).abs() < 1e-12, "{band}");
    }
}
