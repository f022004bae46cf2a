//! The arrays of `reference/peer`: the expectations of the tests of scipy, matplotlib and librosa themselves.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use specgram::scale::FrequencyScale;

use super::arrays::{AXES, Array, Tolerance, difference};
use super::command::{Verdicts, export};

/// The relation of the expected numbers to the exported ones.
#[derive(Clone, Copy)]
enum Shown {
    /// All of them, or their only column.
    All,
    /// The mean over time.
    Mean,
    /// The mean over time of one row.
    MeanOfRow(usize),
    /// The lowest rows.
    Lowest(usize),
}

/// Case, the flags of `specgram export` that reproduce it, and what is compared.
const CASES: [(&str, &str, Shown); 16] = [
    ("periodogram_even", "--nfft 16 --overlap 0 --window boxcar --detrend constant", Shown::All),
    ("periodogram_odd", "--nfft 15 --overlap 0 --window boxcar --detrend constant", Shown::All),
    ("periodogram_twosided", "--nfft 16 --overlap 0 --window boxcar --detrend constant --sides two", Shown::All),
    (
        "periodogram_complex",
        "--raw cf64le --rate 1 --nfft 16 --overlap 0 --window boxcar --detrend constant",
        Shown::All,
    ),
    ("welch_even", "--nfft 8 --overlap 4 --detrend constant", Shown::Mean),
    ("welch_odd", "--nfft 9 --overlap 4 --detrend constant", Shown::Mean),
    ("welch_spectrum", "--nfft 8 --overlap 4 --detrend constant --scaling spectrum", Shown::Mean),
    ("welch_noverlap4", "--nfft 16 --overlap 4 --detrend constant", Shown::Mean),
    ("detrend_linear", "--nfft 10 --overlap 0 --detrend linear", Shown::All),
    ("window_correction_hann", "--nfft 1000 --overlap 500 --detrend constant --scaling spectrum", Shown::MeanOfRow(30)),
    (
        "window_correction_bartlett",
        "--nfft 1000 --overlap 500 --window bartlett --detrend constant --scaling spectrum",
        Shown::MeanOfRow(30),
    ),
    (
        "window_correction_tukey0.1",
        "--nfft 1000 --overlap 500 --window tukey:0.1 --detrend constant --scaling spectrum",
        Shown::MeanOfRow(30),
    ),
    ("spectrogram_tukey_16_2", "--nfft 16 --overlap 2 --window tukey:0.25 --detrend constant", Shown::All),
    (
        "gauss_complex_sweep",
        "--raw cf64le --rate 200 --nfft 50 --overlap 40 --window gaussian:2 --scaling spectrum --mode magnitude",
        Shown::All,
    ),
    ("mlab_onesided_norm", "--nfft 7 --overlap 0 --window boxcar", Shown::All),
    // The row at Nyquist, which matplotlib doubles where its NFFT is odd, is left out by the case itself.
    ("mlab_specgram_freqs", "--nfft 128 --window-length 119 --overlap 59 --symmetric", Shown::Lowest(64)),
];

/// The straight line of `detrend_linear` leaves rounding, which its note allows.
const A_LINE: f64 = 1e-14;

fn folder() -> Option<PathBuf> {
    crate::shared::folder().map(|shared| shared.join("reference/peer"))
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap()
}

fn numbers(list: &Value) -> Option<Array> {
    let values: Vec<f64> = list.as_array()?.iter().map(|value| value.as_f64().unwrap()).collect();
    Some(Array { shape: vec![values.len()], complex: false, values })
}

/// Sorts what comes in the order of a DFT, positive frequencies first, by frequency.
fn ascending(array: Array, frequencies: Option<&Array>) -> Array {
    let negatives = frequencies.map_or(0, |f| f.values.iter().filter(|f| **f < 0.0).count());
    if negatives == 0 || frequencies.is_some_and(|f| f.values[0] < 0.0) {
        return array;
    }
    let count = array.shape[0];
    array.rows((count - negatives..count).chain(0..count - negatives))
}

#[test]
fn every_case_of_the_peer_set_is_reproduced_by_a_command_line() {
    let Some(folder) = folder() else { return };
    let manifest = manifest(&folder);
    let cases = manifest["cases"].as_array().unwrap();
    assert_eq!(cases.len(), CASES.len(), "the table and the manifest have the same cases");
    let mut verdicts = Verdicts::default();
    for case in cases {
        let id = case["id"].as_str().unwrap();
        let (_, flags, shown) = CASES.iter().find(|(name, ..)| *name == id).unwrap_or_else(|| panic!("{id}?"));
        let got = export(&folder.join(case["input"].as_str().unwrap()), flags);
        let frequencies = numbers(&case["frequencies"]);
        let expected = match case["expected_file"].as_str() {
            Some(file) => Array::open(&folder.join(file)),
            None => ascending(numbers(&case["expected"]).unwrap(), frequencies.as_ref()),
        };
        let spectra = match *shown {
            Shown::All if expected.shape.len() == 1 => got["S"].row_means(),
            Shown::All => got["S"].clone(),
            Shown::Mean => got["S"].row_means(),
            Shown::MeanOfRow(row) => got["S"].row_means().rows([row]),
            Shown::Lowest(rows) => got["S"].rows(0..rows),
        };
        let absolute = case["tolerance_abs"].as_f64().unwrap();
        let absolute = if id == "detrend_linear" { A_LINE } else { absolute };
        verdicts.note(id, "S", difference(&spectra, &expected, Tolerance::new(0.0, absolute)));
        if let Some(frequencies) = &frequencies {
            verdicts.note(id, "f", difference(&got["f"], &ascending(frequencies.clone(), Some(frequencies)), AXES));
        }
    }
    verdicts.settle();
}

/// The tables have 8 decimals.
const PRINTED: f64 = 1e-8;

#[test]
fn mel_scales_have_the_values_of_librosas_tests() {
    let Some(folder) = folder() else { return };
    let tables = &manifest(&folder)["tables"];
    for (name, scale) in [("slaney", FrequencyScale::Mel), ("htk", FrequencyScale::MelHtk)] {
        let table = |direction: &str, unit: &str| numbers(&tables[format!("{direction}_{name}")][unit]).unwrap().values;
        for (hertz, mel) in table("hz_to_mel", "hz").iter().zip(table("hz_to_mel", "mel")) {
            assert!((scale.of_hertz(*hertz) - mel).abs() <= PRINTED, "{hertz} Hz on {scale}");
        }
        for (mel, hertz) in table("mel_to_hz", "mel").iter().zip(table("mel_to_hz", "hz")) {
            assert!((scale.to_hertz(*mel) - hertz).abs() <= PRINTED, "{mel} mel on {scale}");
        }
    }
}
