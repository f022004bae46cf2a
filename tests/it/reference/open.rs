//! The arrays of `reference/manifest.json`: scipy, matplotlib and librosa on recordings and signals.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use specgram::scale::{Bins, MelNorm, MelOptions, MelScale};
use specgram::units::{Hertz, SampleRate};

use super::arrays::{AXES, Array, Tolerance, difference};
use super::command::{Verdicts, export};

/// Case, and the flags of `specgram export` that reproduce it.
const CASES: [(&str, &str); 36] = [
    ("01_fm_default", "--preset scipy"),
    ("02_fm_gauss_density", "--nfft 256 --overlap 192 --window gaussian:32"),
    (
        "03_fm_gauss_spectrum_linear",
        "--nfft 512 --window-length 400 --overlap 200 --window gaussian:50 --detrend linear --scaling spectrum",
    ),
    ("04_fm_hann_zeropad", "--nfft 1024 --window-length 512 --overlap 256"),
    ("05_fm_hamming_oddnfft", "--nfft 301 --window-length 255 --overlap 100 --window hamming --detrend constant"),
    ("06_chirp_blackman", "--nfft 256 --overlap 128 --window blackman --detrend constant --scaling spectrum"),
    ("07_two_kaiser", "--nfft 2048 --overlap 1536 --window kaiser:8.6 --scaling spectrum"),
    ("08_two_flattop", "--nfft 4096 --overlap 2048 --window flattop --scaling spectrum"),
    ("09_dcny_boxcar_density", "--nfft 200 --overlap 0 --window boxcar"),
    ("10_dcny_boxcar_spectrum", "--nfft 200 --overlap 100 --window boxcar --detrend constant --scaling spectrum"),
    ("11_impulse_hann", "--nfft 128 --overlap 96"),
    ("12_silence_default", "--nfft 256 --overlap 128 --detrend constant"),
    ("13_speech_hann", "--nfft 512 --window-length 256 --overlap 0"),
    ("14a_stereo_left_bh", "--channel left --nfft 512 --overlap 0 --window blackmanharris"),
    ("14b_stereo_right_bh", "--channel right --nfft 512 --overlap 0 --window blackmanharris"),
    ("14c_stereo_mix_bh", "--channel mix --nfft 512 --overlap 0 --window blackmanharris"),
    ("15_short_input", "--preset scipy"),
    ("16a_fm_complex", "--duration 8192samples --nfft 128 --overlap 64 --scaling spectrum --mode complex"),
    ("16b_fm_magnitude", "--duration 8192samples --nfft 128 --overlap 64 --scaling spectrum --mode magnitude"),
    ("16c_fm_angle", "--duration 8192samples --nfft 128 --overlap 64 --mode angle"),
    ("16d_fm_phase", "--duration 8192samples --nfft 128 --overlap 64 --mode phase"),
    ("16e_fm_magnitude_density", "--duration 8192samples --nfft 128 --overlap 64 --mode magnitude"),
    ("17_iq_twosided", "--raw cf32le --rate 2000 --nfft 256 --overlap 128"),
    (
        "18a_stft_zeros",
        "--duration 5000samples --nfft 256 --window-length 200 --overlap 150 --scaling spectrum --mode complex \
         --boundary zeros --pad-tail",
    ),
    (
        "18b_stft_even",
        "--duration 5000samples --nfft 256 --window-length 200 --overlap 150 --scaling spectrum --mode complex \
         --boundary even --pad-tail",
    ),
    (
        "18c_stft_none",
        "--duration 5000samples --nfft 256 --window-length 200 --overlap 150 --scaling spectrum --mode complex",
    ),
    // But for the first and the last slice: see INSIDE_ONLY.
    (
        "19_shorttimefft_gauss",
        "--duration 6000samples --nfft 256 --overlap 192 --window gaussian:40 --symmetric --boundary zeros --pad-tail",
    ),
    ("20_mlab_default", "--preset matplotlib"),
    (
        "21_mlab_noscale",
        "--preset matplotlib --nfft 256 --window-length 200 --overlap 100 --detrend linear --scaling spectrum",
    ),
    (
        "22_mlab_magnitude",
        "--preset matplotlib --duration 20000samples --mode magnitude --window hamming --window-length 512 --overlap 256",
    ),
    (
        "23_librosa_stft",
        "--preset librosa --duration 22050samples --mode complex --nfft 1024 --window-length 800 --hop 512",
    ),
    ("24a_mel_slaney", "--preset librosa --duration 22050samples --mode psd --nfft 1024 --hop 512 --mel 40"),
    (
        "24b_mel_htk",
        "--preset librosa --duration 22050samples --mode psd --nfft 1024 --hop 512 --mel 40 --mel-scale htk --mel-norm none",
    ),
    ("24c_mel_slaney128", "--preset librosa --duration 22050samples --mode psd --nfft 1024 --hop 512 --mel 128"),
    (
        "25a_db_refmax_top80",
        "--preset librosa --duration 22050samples --mode psd --nfft 1024 --hop 512 --db --db-ref max --amin 1e-10 --top-db 80",
    ),
    (
        "25b_db_ref1_notop",
        "--preset librosa --duration 22050samples --mode psd --nfft 1024 --hop 512 --db --amin 1e-10",
    ),
];

/// What of a case cannot be asked for: the case, and the columns of the reference that can.
///
/// scipy's ShortTimeFFT also gives the slices p = −1 and p = 95, centred 8 ms before the signal and
/// 10 ms after it, since the outermost samples of their windows touch it. Here the frames that a
/// boundary adds are those centred on the signal itself; no value of the others is lost by that, as
/// a reader who wants them pads the signal.
const INSIDE_ONLY: (&str, std::ops::Range<usize>) = ("19_shorttimefft_gauss", 1..96);

/// What the case of angles asks for, modulo 2π.
const ANGLES: Tolerance = Tolerance { relative: 0.0, absolute: 1e-7, turns: true };

/// If the magnitude is below this share of the maximum, the angle is meaningless.
const AUDIBLE: f64 = 1e-6;

/// Decibels.
const DECIBELS: Tolerance = Tolerance::new(0.0, 1e-6);

fn folder() -> Option<PathBuf> {
    crate::shared::folder().map(|shared| shared.join("reference"))
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap()
}

/// The tolerance that a case states for double precision.
fn tolerance(case: &Value) -> Tolerance {
    match &case["tolerance"]["float64"] {
        Value::String(_) => DECIBELS,
        stated => Tolerance::new(stated["rtol"].as_f64().unwrap(), stated["atol"].as_f64().unwrap()),
    }
}

#[test]
fn every_case_of_the_open_set_is_reproduced_by_a_command_line() {
    let Some(folder) = folder() else { return };
    let manifest = manifest(&folder);
    let mut verdicts = Verdicts::default();
    let mut seen = HashSet::new();
    for case in manifest["cases"].as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        let flags = CASES.iter().find(|(name, _)| *name == id).unwrap_or_else(|| panic!("{id} is in no table")).1;
        seen.insert(id);
        let got = export(&folder.join("inputs").join(case["input"].as_str().unwrap()), flags);
        for (key, output) in case["outputs"].as_object().unwrap() {
            let mut expected = Array::open(&folder.join(output["file"].as_str().unwrap()));
            if id == INSIDE_ONLY.0 && expected.shape.len() == 2 {
                expected = expected.columns(INSIDE_ONLY.1);
            } else if id == INSIDE_ONLY.0 && key == "t" {
                expected = expected.rows(INSIDE_ONLY.1);
            }
            let difference = match key.as_str() {
                "f" | "t" => difference(&got[key], &expected, AXES),
                "S_re" => difference(&got["S"].part(0), &expected, tolerance(case)),
                "S_im" => difference(&got["S"].part(1), &expected, tolerance(case)),
                "S" if id.contains("angle") => difference_of_significant_angles(&folder, &got["S"], &expected),
                "S" | "Sdb" => difference(&got["S"], &expected, tolerance(case)),
                // The filters themselves have a separate test.
                "fb" => None,
                "edges" => difference(&got["f"], &expected.rows(1..expected.shape[0] - 1), AXES),
                other => panic!("{id}: what is {other}?"),
            };
            verdicts.note(id, key, difference);
        }
    }
    assert_eq!(seen.len(), CASES.len(), "the table and the manifest have the same cases");
    verdicts.settle();
}

/// Compares angles where they are meaningful.
fn difference_of_significant_angles(folder: &Path, got: &Array, expected: &Array) -> Option<String> {
    let magnitude = Array::open(&folder.join("out/16b_fm_magnitude.S.npy"));
    let greatest = magnitude.values.iter().copied().fold(0.0, f64::max);
    let audible = |array: &Array| Array {
        values: array
            .values
            .iter()
            .zip(&magnitude.values)
            .map(|(x, m)| if *m >= AUDIBLE * greatest { *x } else { 0.0 })
            .collect(),
        ..array.clone()
    };
    difference(&audible(got), &audible(expected), ANGLES)
}

#[test]
fn mel_filters_are_those_of_librosa() {
    let Some(folder) = folder() else { return };
    let rate = SampleRate::new(44_100.0).unwrap();
    let bins = Bins::Even { count: 513, first: 0.0, width: 44_100.0 / 1024.0 };
    let mut verdicts = Verdicts::default();
    for (id, bands, scale, norm) in [
        ("24a_mel_slaney", 40, MelScale::Slaney, MelNorm::Slaney),
        ("24b_mel_htk", 40, MelScale::Htk, MelNorm::None),
        ("24c_mel_slaney128", 128, MelScale::Slaney, MelNorm::Slaney),
    ] {
        let options = MelOptions { bands, scale, norm, low: Hertz(0.0), high: None };
        let bank = options.bank(&bins, rate).unwrap();
        let weights = (0..bands).flat_map(|band| (0..513).map(move |bin| (band, bin)));
        let weights = Array {
            shape: vec![bands, 513],
            complex: false,
            values: weights.map(|(band, bin)| bank.weight(band, bin)).collect(),
        };
        let edges = Array { shape: vec![bands + 2], complex: false, values: options.edges(rate).unwrap() };
        let reference = |key: &str| Array::open(&folder.join(format!("out/{id}.{key}.npy")));
        verdicts.note(id, "fb", difference(&weights, &reference("fb"), Tolerance::new(1e-9, 1e-14)));
        verdicts.note(id, "edges", difference(&edges, &reference("edges"), AXES));
    }
    verdicts.settle();
}
