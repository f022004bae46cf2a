//! Shared files whose headers are wrong or incomplete: their manifest states what must come out.

use serde_json::Value;

use crate::export::Table;
use crate::program::{Folder, Output};

/// The entries of the manifest that are about headers.
fn entries() -> Vec<Value> {
    let Some(folder) = crate::shared::folder().map(|shared| shared.join("reference/decode")) else { return Vec::new() };
    let Ok(text) = std::fs::read(folder.join("manifest.json")) else {
        crate::shared::absent("SPECGRAM_SHARED has no reference/decode/manifest.json");
        return Vec::new();
    };
    let manifest: Value = serde_json::from_slice(&text).expect("JSON");
    let names = ["wav_", "iq_", "riff_", "sleep.edf", "brain.bdf", "quake.mseed"];
    let mut entries = manifest["files"].as_array().expect("files").clone();
    entries.retain(|entry| names.iter().any(|name| text_of(&entry["file"]).starts_with(name)));
    for entry in &mut entries {
        entry["path"] = folder.join(text_of(&entry["file"])).to_str().expect("a path in UTF-8").into();
    }
    assert!(entries.len() >= 11, "{} files are about headers", entries.len());
    entries
}

fn text_of(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

/// Whether a run's messages name the kind of the file.
fn is_named(entry: &Value, output: &Output) -> bool {
    entry["say"].as_array().into_iter().flatten().any(|word| output.stderr.contains(text_of(word)))
}

#[track_caller]
fn near(found: f64, expected: &Value, tolerance: f64, what: &str) {
    assert!((found - number(expected)).abs() <= tolerance, "{what}: {found}, not {expected} ± {tolerance}");
}

/// The power at a frequency, in decibels, by a DFT in which it is a bin.
fn level(path: &str, rate: f64, hertz: f64, flags: &[&str]) -> f64 {
    let length =
        (64..4096).find(|&n| (hertz.abs() * f64::from(n) / rate).fract() == 0.0).expect("a length").to_string();
    let fixed = ["export", path, "--format", "csv", "-q", "--scaling", "spectrum", "--window", "boxcar", "--nfft"];
    let output = Folder::new().run(&[&fixed[..], &[&length, "--hop", &length], flags].concat(), b"").done();
    let table = Table::parse(output.text());
    let center = table.frequencies[table.frequencies.len() / 2];
    let is_complex = flags.contains(&"--iq");
    let sought = if is_complex { center + hertz } else { hertz };
    let bin = table.frequencies.iter().position(|frequency| (frequency - sought).abs() < 1e-6).expect("a bin");
    let powers = &table.rows[bin];
    10.0 * (powers.iter().sum::<f64>() / powers.len() as f64).log10()
}

#[test]
fn shared_files_are_read_or_named_as_their_manifest_states() {
    for entry in entries() {
        let path = text_of(&entry["path"]);
        // The facts are about the samples as they stand.
        let as_they_stand = ["info", "--json", path, "--iq=no", "--time-expansion", "1"];
        let bytes = std::fs::read(path).expect("a file");
        for output in [Folder::new().run(&as_they_stand, b""), Folder::new().run(&["info", "-"], &bytes)] {
            match text_of(&entry["expect"]) {
                "play" => drop(output.done()),
                "play_or_error" if output.code == Some(0) => {}
                "play_or_error" => {
                    let output = output.failed(1);
                    assert!(is_named(&entry, &output) && !output.stderr.contains("--raw"), "{output:?}");
                }
                "error_or_warn" => assert!(is_named(&entry, &output.done()), "{path}"),
                other => panic!("{path}: unknown expectation {other}"),
            }
        }
        let output = Folder::new().run(&as_they_stand, b"");
        if entry["expect"] == "play" || entry["expect"] == "play_or_error" && output.code == Some(0) {
            let output = output.done();
            let reported: Value = serde_json::from_str(output.text()).expect("JSON");
            check_facts(&entry, &reported[0]);
        }
    }
}

fn check_facts(entry: &Value, found: &Value) {
    let (path, facts, tolerance) = (text_of(&entry["path"]), &entry["facts"], &entry["tolerance"]);
    for (key, theirs, tolerance) in [
        ("frames", "frames", number(&tolerance["frames"])),
        ("sample_rate", "rate", 0.0),
        ("channels", "channels", 0.0),
        ("peak", "peak", number(&tolerance["peak"])),
        ("rms", "rms", number(&tolerance["rms"])),
    ] {
        near(number(&found[key]), &facts[theirs], tolerance, &format!("{path}: {key}"));
    }
    for tone in facts["tones"].as_array().into_iter().flatten() {
        let [from, to, channel] = ["from_s", "to_s", "channel"].map(|key| tone[key].to_string());
        let span = ["--start", &from, "--end", &to, "--channel", &channel, "--time-expansion", "1"];
        let sine = level(path, number(&facts["rate"]), number(&tone["freq_hz"]), &span) + 10.0 * 2_f64.log10();
        near(sine, &tone["level_dbfs"], number(&tolerance["level_db"]), path);
    }
}

#[test]
fn shared_recordings_of_receivers_are_complex() {
    for entry in entries().iter().filter(|entry| entry["as_iq"].is_object()) {
        let (path, rate, iq) = (text_of(&entry["path"]), number(&entry["facts"]["rate"]), &entry["as_iq"]);
        for tone in iq["tones"].as_array().expect("tones") {
            // Levels are given to 0.01 dB.
            near(level(path, rate, number(&tone["freq_hz"]), &["--iq"]), &tone["level_dbfs"], 0.006, path);
        }
        if iq["center_hz"].is_number() {
            let output = Folder::new().run(&["info", "--json", path], b"").done();
            assert!(is_named(entry, &output), "{output:?}");
            let reported: Value = serde_json::from_str(output.text()).expect("JSON");
            assert_eq!(reported[0]["center_frequency"], iq["center_hz"]);
        }
    }
}

#[test]
fn shared_recordings_of_bats_are_shown_in_true_time() {
    for entry in entries().iter().filter(|entry| entry["time_expansion"].is_number()) {
        let (path, truth) = (text_of(&entry["path"]), &entry["true"]);
        let output = Folder::new().run(&["info", "--json", path], b"").done();
        assert!(is_named(entry, &output), "{output:?}");
        let reported: Value = serde_json::from_str(output.text()).expect("JSON");
        assert_eq!(number(&reported[0]["sample_rate"]), number(&truth["rate"]));
        assert_eq!(number(&reported[0]["time_expansion"]), number(&entry["time_expansion"]));
        near(number(&reported[0]["duration"]), &truth["seconds"], 1e-9, path);
        // The same tone, at its true frequency and time.
        let facts = &entry["facts"]["tones"][0];
        let [from, to] = ["from_s", "to_s"].map(|key| number(&facts[key]) / number(&entry["time_expansion"]));
        let span = ["--start", &from.to_string(), "--end", &to.to_string()];
        let sine = level(path, number(&truth["rate"]), number(&truth["tone_hz"]), &span) + 10.0 * 2_f64.log10();
        near(sine, &facts["level_dbfs"], number(&entry["tolerance"]["level_db"]), path);
    }
}
