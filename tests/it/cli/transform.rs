//! The choice of a transform, and its description.

use serde_json::Value;

use super::folder_with;

/// A picture of power density by tapers, with what `flags` add.
const MULTITAPER: [&str; 6] = ["render", "in.wav", "--transform", "multitaper", "-o", "out.png"];

#[test]
fn a_figure_states_its_tapers() {
    let folder = folder_with(&["--duration", "2", "--noise", "white"]);
    let reported = folder.run(&[&MULTITAPER[..], &["--json", "-v"]].concat(), b"").done();
    let json: Value = serde_json::from_str(reported.text()).unwrap();
    assert_eq!((&json["transform"], &json["tapers"]), (&"multitaper".into(), &7.into()));
    assert_eq!((&json["time_half_bandwidth"], &json["taper_weights"]), (&4.0.into(), &"eigenvalue".into()));
    assert_eq!(
        (&json["scaling"], &json["window"], &json["symmetric"]),
        (&"density".into(), &Value::Null, &Value::Null)
    );
    // 2NW/L of 10 kHz.
    assert_eq!(json["frequency_resolution"], 8.0 * 10_000.0 / 1024.0);
    let reported = reported.stderr;
    assert!(reported.contains("; 7 tapers of NW 4, eigenvalue weights, DFT length 1024\n"), "{reported}");
    assert!(reported.contains(" by 78.12 Hz (window's length, band of the tapers, 2W); "), "{reported}");
    assert!(reported.contains("0 dB is 1 FS²/Hz (psd density)\n"), "{reported}");
    let record = folder.run(&["info", "out.png"], b"").done();
    assert!(record.text().contains("multitaper") && record.text().contains("eigenvalue"), "{}", record.text());
}

#[test]
fn an_export_states_its_tapers() {
    let folder = folder_with(&["--duration", "2", "--noise", "white"]);
    let flags = ["export", "in.wav", "--transform", "multitaper", "--tapers", "2.5", "--taper-weights", "uniform"];
    let reported = folder.run(&[&flags[..], &["--format", "json", "-v"]].concat(), b"").done();
    let json: Value = serde_json::from_str(reported.text()).unwrap();
    let parameters = &json["parameters"];
    assert_eq!((&parameters["transform"], &parameters["tapers"]), (&"multitaper".into(), &4.into()));
    assert_eq!(parameters["taper_weights"], "uniform");
    assert_eq!((&parameters["time_half_bandwidth"], &parameters["window"]), (&2.5.into(), &Value::Null));
    assert!(reported.stderr.ends_with("513 rows; 4 tapers of NW 2.5, uniform weights\n"), "{}", reported.stderr);
}

#[test]
fn one_window_is_the_default_and_has_a_name() {
    let folder = folder_with(&["--duration", "2", "--noise", "white"]);
    for command in [&["render", "in.wav"][..], &["export", "in.wav", "--format", "npz"]] {
        let plain = folder.run(command, b"").done().stdout;
        assert!(folder.run(&[command, &["--transform", "stft"]].concat(), b"").done().stdout == plain, "{command:?}");
    }
}

#[test]
fn several_tapers_vary_less_than_one() {
    // The standard deviation of white noise's power is its mean under one window, 1/√7 of that under 7 tapers.
    let folder = folder_with(&["--duration", "20", "--noise", "white"]);
    let spread = |flags: &[&str]| {
        let args = [&["export", "in.wav", "--nfft", "256", "--hop", "256", "--format", "json"], flags].concat();
        let json: Value = serde_json::from_str(folder.run(&args, b"").done().text()).unwrap();
        let rows = json["S"].as_array().unwrap();
        // Without the ends, which are of fewer degrees of freedom.
        let inner: Vec<f64> = rows[8..120]
            .iter()
            .flat_map(|row| row.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()))
            .collect();
        let mean = inner.iter().sum::<f64>() / inner.len() as f64;
        let variance = inner.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / inner.len() as f64;
        variance.sqrt() / mean
    };
    // 112 bins of 781 frames: a hundredth is some two standard errors of either.
    assert!((spread(&[]) - 1.0).abs() < 0.03);
    assert!(
        (spread(&["--transform", "multitaper", "--taper-weights", "uniform"]) - 7.0_f64.sqrt().recip()).abs() < 0.01
    );
}
