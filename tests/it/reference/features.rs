//! The set of features, whose arrays are in the folder that `SPECGRAM_SHARED` names.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::arrays::{Array, Tolerance, difference};
use super::command::{Verdicts, export};

/// The cases of the multitaper transform, and how each is typed.
const TAPERS: &[(&str, &str)] = &[
    ("m01_mt_nw2_uniform", "--transform multitaper --tapers 2:3 --taper-weights uniform --nfft 256 --overlap 50%"),
    ("m02_mt_nw2.5_eigen", "--transform multitaper --tapers 2.5:4 --nfft 512 --window-length 200 --hop 150"),
    ("m03_mt_nw4_eigen", "--transform multitaper --nfft 400 --hop 200"),
];

fn folder() -> Option<PathBuf> {
    std::env::var_os("SPECGRAM_SHARED").map(|shared| Path::new(&shared).join("reference/features"))
}

/// The tolerance that an output states.
fn tolerance(output: &Value) -> Tolerance {
    Tolerance::new(output["rtol"].as_f64().unwrap(), output["atol"].as_f64().unwrap())
}

#[test]
fn every_multitaper_case_is_reproduced_by_a_command_line() {
    let Some(folder) = folder() else { return };
    let manifest: Value = serde_json::from_str(&fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap();
    let mut verdicts = Verdicts::default();
    for (id, flags) in TAPERS {
        let cases = manifest["cases"].as_array().unwrap();
        let case = cases.iter().find(|case| case["id"] == **id).unwrap_or_else(|| panic!("there is no case {id}"));
        let got = export(&folder.join("inputs").join(case["input"].as_str().unwrap()), flags);
        for key in ["S", "f", "t"] {
            let output = &case["outputs"][key];
            let expected = Array::open(&folder.join(output["file"].as_str().unwrap()));
            verdicts.note(id, key, difference(&got[key], &expected, tolerance(output)));
        }
    }
    verdicts.settle();
}

#[test]
fn every_taper_is_that_of_scipy() {
    let Some(folder) = folder() else { return };
    let manifest: Value = serde_json::from_str(&fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap();
    let mut verdicts = Verdicts::default();
    for (id, bandwidth) in [("m01_mt_nw2_uniform", 2.0), ("m02_mt_nw2.5_eigen", 2.5), ("m03_mt_nw4_eigen", 4.0)] {
        let case = manifest["cases"].as_array().unwrap().iter().find(|case| case["id"] == id).unwrap();
        let reference = |key: &str| Array::open(&folder.join(case["outputs"][key]["file"].as_str().unwrap()));
        let expected = reference("tapers");
        let (count, length) = (expected.shape[0], expected.shape[1]);
        let tapers = specgram::window::Tapers::new(length, bandwidth, count).unwrap();
        let got = Array { shape: vec![count, length], complex: false, values: tapers.sequences.concat() };
        verdicts.note(id, "tapers", difference(&got, &expected, tolerance(&case["outputs"]["tapers"])));
        let got = Array { shape: vec![count], complex: false, values: tapers.ratios };
        verdicts.note(id, "ratios", difference(&got, &reference("ratios"), tolerance(&case["outputs"]["ratios"])));
    }
    verdicts.settle();
}
