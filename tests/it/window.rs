//! Windows: exact values, scipy's values, published figures of merit, and refused input.

mod options;
mod tapers;

use std::fs;
use std::path::Path;

use specgram::window::{Form, Window, WindowGain, half_power_bandwidth};

use crate::reference::arrays::Array;

/// scipy and this library round in different places; both stay well within this of the formulas.
const SCIPY: f64 = 1e-13;

/// Sums of thousands of values whose own errors are about 1e−16.
const SUMS: f64 = 1e-13;

/// Harris gives two decimals, of windows of some 50 samples.
const TABLE: f64 = 0.01;

fn window(text: &str) -> Window {
    text.parse().unwrap()
}

fn values(text: &str, length: usize, form: Form) -> Vec<f64> {
    window(text).coefficients(length, form).unwrap()
}

fn assert_near(got: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    assert_eq!(got.len(), expected.len(), "{what}");
    for (n, (got, expected)) in got.iter().zip(expected).enumerate() {
        assert!((got - expected).abs() <= tolerance, "{what}[{n}]: {got} is not {expected}");
    }
}

#[test]
fn short_windows_have_the_values_derived_by_hand() {
    let root_half = 0.5f64.sqrt();
    let cases: [(&str, Form, &[f64]); 11] = [
        ("boxcar", Form::Periodic, &[1.0, 1.0, 1.0]),
        ("bartlett", Form::Periodic, &[0.0, 0.5, 1.0, 0.5]),
        ("bartlett", Form::Symmetric, &[0.0, 0.5, 1.0, 0.5, 0.0]),
        ("cosine", Form::Symmetric, &[root_half, root_half]),
        ("hann", Form::Periodic, &[0.0, 0.5, 1.0, 0.5]),
        ("hann", Form::Symmetric, &[0.0, 0.75, 0.75, 0.0]),
        ("hamming", Form::Periodic, &[0.08, 0.54, 1.0, 0.54]),
        ("blackman", Form::Periodic, &[0.0, 0.34, 1.0, 0.34]),
        ("gaussian:1", Form::Symmetric, &[(-0.5f64).exp(), 1.0, (-0.5f64).exp()]),
        // With α = ½ and 9 samples the taper is two samples long.
        ("tukey:0.5", Form::Symmetric, &[0.0, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.0]),
        // a = 0, 2/5, 4/5: 1, 1 − 0.96 + 0.384 within the quarter of 1 sample, 2·0.2³ beyond.
        ("parzen", Form::Symmetric, &[0.016, 0.424, 1.0, 0.424, 0.016]),
    ];
    for (text, form, expected) in cases {
        // Each is a handful of roundings away from an exact expression.
        assert_near(&values(text, expected.len(), form), expected, 1e-15, text);
    }
}

#[test]
fn a_window_of_one_sample_is_one() {
    for window in Window::ALL {
        for form in [Form::Periodic, Form::Symmetric] {
            assert_eq!(window.coefficients(1, form).unwrap(), [1.0], "{window}");
        }
    }
}

#[test]
fn every_value_equals_scipys() {
    let text = include_str!("../reference/windows.txt");
    let mut lines = [0; 3];
    for line in text.lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        let form = if fields[2] == "periodic" { Form::Periodic } else { Form::Symmetric };
        let got = values(fields[1], fields[3].parse().unwrap(), form);
        let expected: Vec<f64> = fields[4..].iter().map(|field| field.parse().unwrap()).collect();
        match fields[0] {
            "values" => {
                lines[0] += 1;
                assert_near(&got, &expected, SCIPY, line);
            }
            "sums" => {
                lines[1] += 1;
                let gain = WindowGain::of(&got).unwrap();
                assert!((gain.sum() / expected[0] - 1.0).abs() < SUMS, "{line}: S1 {}", gain.sum());
                assert!((gain.sum_of_squares() / expected[1] - 1.0).abs() < SUMS, "{line}: S2");
            }
            _ => {
                lines[2] += 1;
                let index: usize = fields[4].parse().unwrap();
                // Ten times finer than scipy's own error at these lengths.
                assert!((got[index] - expected[1]).abs() < 2e-14, "{line}: {}", got[index]);
            }
        }
    }
    assert_eq!(lines, [48, 60, 20]);
}

#[test]
fn the_shared_windows_are_equal() {
    let Some(shared) = crate::shared::folder() else { return };
    let mut seen = 0;
    for entry in fs::read_dir(Path::new(&shared).join("reference/windows")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let [label, length, form] = stem.split('_').collect::<Vec<_>>()[..] else { panic!("{stem}") };
        let length: usize = length.parse().unwrap();
        let split = label.find(|c: char| c.is_ascii_digit()).unwrap_or(label.len());
        let (name, parameter) = label.split_at(split);
        let text = match name {
            // The file's name gives the deviation as a part of the length.
            "gaussian" => format!("gaussian:{}", parameter.parse::<f64>().unwrap() * length as f64),
            _ if parameter.is_empty() => name.to_owned(),
            _ => format!("{name}:{parameter}"),
        };
        let form = if form == "periodic" { Form::Periodic } else { Form::Symmetric };
        assert_near(&values(&text, length, form), &Array::open(&path).values, SCIPY, stem);
        seen += 1;
    }
    assert_eq!(seen, 78);
}

#[test]
fn noise_bandwidths_are_the_known_fractions() {
    // For a sum of cosines, ENBW = 1 + ½·Σ(a_k/a_0)².
    let cases = [
        ("boxcar", 1.0),
        ("hann", 1.5),
        ("hamming", 1.0 + 0.5 * (0.46f64 / 0.54).powi(2)),
        ("blackman", 1.0 + 0.5 * (0.25 + 0.0064) / (0.42 * 0.42)),
    ];
    for (text, expected) in cases {
        for length in [8, 64, 1024] {
            let gain = WindowGain::of(&values(text, length, Form::Periodic)).unwrap();
            assert!((gain.enbw() - expected).abs() < 1e-14, "{text}, {length}: {}", gain.enbw());
        }
    }
    let hann = WindowGain::of(&values("hann", 1024, Form::Periodic)).unwrap();
    assert_eq!((hann.length(), hann.sum(), hann.sum_of_squares()), (1024, 512.0, 384.0));
}

#[test]
fn bandwidths_are_those_of_harris() {
    // Harris 1978, table 1: equivalent noise bandwidth and 3.0-dB bandwidth in bins.
    let table = [
        ("boxcar", 1.00, 0.89),
        ("bartlett", 1.33, 1.28),
        ("hann", 1.50, 1.44),
        ("hamming", 1.36, 1.30),
        ("blackmanharris", 2.00, 1.90),
        ("bohman", 1.79, 1.71),
        ("parzen", 1.92, 1.82),
        ("tukey:0.25", 1.10, 1.01),
        // Harris' parameter of the Kaiser window is β/π.
        ("kaiser:6.283185307", 1.50, 1.43),
        ("kaiser:9.42477796", 1.80, 1.71),
    ];
    for (text, noise, half_power) in table {
        let values = values(text, 4096, Form::Periodic);
        let enbw = WindowGain::of(&values).unwrap().enbw();
        assert!((enbw - noise).abs() < TABLE, "{text}: ENBW {enbw}");
        let bandwidth = half_power_bandwidth(&values);
        assert!((bandwidth - half_power).abs() < TABLE, "{text}: 3 dB {bandwidth}");
    }
}

#[test]
fn half_power_bandwidths_are_those_of_the_transform() {
    // Harris lists 1.20 and 1.68 for these two, which their transforms contradict.
    let half_power = |text: &str| half_power_bandwidth(&values(text, 1 << 16, Form::Symmetric)) / 2.0;
    let f = half_power("cosine");
    let cosine = (std::f64::consts::PI * f).cos() / (1.0 - 4.0 * f * f);
    // The symmetric cosine ends half a sample outside; its sum nears the integral as 1/L².
    assert!((cosine - 0.5f64.sqrt()).abs() < 1e-8, "{f}: {cosine}");
    let f = half_power("blackman");
    let sinc = (std::f64::consts::PI * f).sin() / (std::f64::consts::PI * f);
    let pair = |term: f64, k: f64| term * f * f / (f * f - k * k);
    let blackman = sinc * (0.42 - pair(0.5, 1.0) + pair(0.08, 2.0)) / 0.42;
    // The symmetric Blackman window is one sample shorter than its period: an error of 1/L.
    assert!((blackman - 0.5f64.sqrt()).abs() < 2.0 / 65536.0, "{f}: {blackman}");
    // |Dirichlet kernel|² of 2 samples is cos²(πf/2) with f in bins: half at f = ½, so 1 bin wide.
    assert!((half_power_bandwidth(&[1.0, 1.0]) - 1.0).abs() < 1e-10);
    // A long boxcar: sinc²(f) = ½ at f = 0.44294647.
    assert!((half_power_bandwidth(&vec![1.0; 1 << 16]) - 0.885_892_94).abs() < 1e-7);
    // One sample passes all frequencies alike.
    assert_eq!(half_power_bandwidth(&[1.0]), 1.0);
    assert_eq!(half_power_bandwidth(&[0.0, 1.0, 0.0]), 3.0);
}

#[test]
fn chebyshev_sidelobes_are_level() {
    // Where the polynomial is ±1 the transform is exactly the attenuation below its peak.
    let length = 129;
    let values = values("chebwin:70", length, Form::Symmetric);
    let sum: f64 = values.iter().sum();
    let order = (length - 1) as f64;
    let beta = (10f64.powf(70.0 / 20.0).acosh() / order).cosh();
    for lobe in 1..length - 1 {
        let turn = (std::f64::consts::PI * lobe as f64 / order).cos() / beta;
        let angle = 2.0 * turn.acos();
        let middle = (length - 1) as f64 / 2.0;
        let transform: f64 = values.iter().enumerate().map(|(n, w)| w * ((n as f64 - middle) * angle).cos()).sum();
        let level = 20.0 * (transform.abs() / sum).log10();
        // Rounding of 129 values, 70 dB above the measured sidelobes.
        assert!((level + 70.0).abs() < 1e-8, "lobe {lobe}: {level} dB");
    }
}

#[test]
fn a_slepian_sequence_concentrates_its_energy() {
    // Slepian's operator Σ sin(2πW(n−m))/(π(n−m))·w[m] leaves the sequence as it is, but for λ.
    let (length, bandwidth) = (301, 2.5);
    let values = values(&format!("dpss:{bandwidth}"), length, Form::Symmetric);
    let w = bandwidth / length as f64;
    let through = |n: usize| -> f64 {
        let kernel = |m: usize| {
            let lag = n as f64 - m as f64;
            if n == m { 2.0 * w } else { (std::f64::consts::TAU * w * lag).sin() / (std::f64::consts::PI * lag) }
        };
        values.iter().enumerate().map(|(m, value)| value * kernel(m)).sum()
    };
    let concentration = through(length / 2) / values[length / 2];
    // Slepian 1978: all but 1e−5 of the energy lies in the band at NW = 2.5.
    assert!(concentration < 1.0 && concentration > 0.99996, "{concentration}");
    for (n, value) in values.iter().enumerate() {
        assert!((through(n) - concentration * value).abs() < 1e-13, "{n}");
    }
}

#[test]
fn long_windows_of_every_kind_are_finite_and_even() {
    for window in Window::ALL {
        let values = window.or_std(5000.0).coefficients((1 << 16) + 1, Form::Symmetric).unwrap();
        // The flattop's terms, as published, add up to 1 + 3e−9.
        assert!(values.iter().all(|value| value.is_finite() && *value <= 1.0 + 1e-8), "{window}");
        assert!(values.iter().eq(values.iter().rev()), "{window} is not even");
    }
}
