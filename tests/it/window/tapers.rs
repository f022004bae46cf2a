//! Tapers: their defining equation, scipy's ratios, and refused input.

use std::f64::consts::PI;

use proptest::prelude::*;
use specgram::window::{Form, Tapers, Window};

/// What is left of an equation between sums of hundreds of products of at most 1.
const ROUNDING: f64 = 1e-12;

/// The ratios that scipy 1.17.1 gives are this near to those here; its own are sums of some hundred roundings.
const SCIPY: f64 = 1e-13;

/// The relative error of an eigenvalue grows slower than the length; it is 1e−17 a sample at worst.
const LONG: f64 = 1e-12;

fn inner(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tapers_solve_the_equation_that_defines_them(
        length in 2_usize..200,
        share in 0.01_f64..0.98,
        part in 0.0_f64..=1.0,
    ) {
        // From a band of nearly nothing to nearly all frequencies.
        let bandwidth = share * length as f64 / 2.0;
        let count = ((2.0 * bandwidth * part) as usize).max(1);
        let Tapers { sequences, ratios } = Tapers::new(length, bandwidth, count).unwrap();
        prop_assert_eq!((sequences.len(), ratios.len()), (count, count));
        let width = bandwidth / length as f64;
        let kernel = |n: usize, m: usize| {
            let distance = n as f64 - m as f64;
            if n == m { 2.0 * width } else { (2.0 * PI * width * distance).sin() / (PI * distance) }
        };
        for (order, (v, &ratio)) in sequences.iter().zip(&ratios).enumerate() {
            for n in 0..length {
                let sum: f64 = (0..length).map(|m| kernel(n, m) * v[m]).sum();
                prop_assert!((sum - ratio * v[n]).abs() < ROUNDING, "order {order}, row {n}: {sum}, {}", ratio * v[n]);
                let mirrored = if order % 2 == 0 { v[length - 1 - n] } else { -v[length - 1 - n] };
                prop_assert!(v[n] == mirrored, "order {order}, sample {n}");
            }
            for (other, w) in sequences.iter().enumerate() {
                let expected = if other == order { 1.0 } else { 0.0 };
                prop_assert!((inner(v, w) - expected).abs() < ROUNDING, "orders {order} and {other}: {}", inner(v, w));
            }
            prop_assert!(v.iter().filter(|v| **v != 0.0).count() > 0 && ratio < 1.0 + ROUNDING && ratio > 0.0);
        }
        // By order: the more oscillations, the less within the band. Ratios of 1 differ by rounding.
        prop_assert!(ratios.windows(2).all(|pair| pair[1] < pair[0] + ROUNDING), "{ratios:?}");
        prop_assert!(sequences.iter().step_by(2).all(|v| v.iter().sum::<f64>() >= 0.0));
    }
}

#[test]
fn ratios_are_those_of_scipy() {
    for (length, bandwidth, count, first, last) in [
        (256, 2.0, 3, 0.999_942_812_565_374, 0.959_401_805_547_727_1),
        (200, 2.5, 4, 0.999_997_193_609_681_9, 0.952_155_496_423_802),
        (400, 4.0, 7, 0.999_999_999_706_493, 0.936_673_044_467_645_2),
    ] {
        let ratios = Tapers::new(length, bandwidth, count).unwrap().ratios;
        assert!((ratios[0] - first).abs() < SCIPY && (ratios[count - 1] - last).abs() < SCIPY, "{ratios:?}");
    }
}

#[test]
fn the_first_taper_is_the_dpss_window() {
    for (length, bandwidth) in [(2, 0.5), (255, 0.3), (1024, 2.5), (1024, 30.0), (40_000, 4.0)] {
        let taper = Tapers::new(length, bandwidth, 1).unwrap().sequences.remove(0);
        let window = Window::Dpss(bandwidth).coefficients(length, Form::Symmetric).unwrap();
        let scale = 1.0 / inner(&window, &window).sqrt();
        let far = taper.iter().zip(&window).map(|(v, w)| (v - w * scale).abs()).fold(0.0, f64::max);
        // Both are good to their last digits, long windows too.
        assert!(far < 1e-14, "{length} {bandwidth}: {far}");
    }
}

#[test]
fn a_taper_may_be_0_in_its_middle() {
    let Tapers { sequences, ratios } = Tapers::new(3, 1.4, 2).unwrap();
    // (1, 0, −1)/√2 whatever the band.
    assert!((sequences[1][0] - 0.5_f64.sqrt()).abs() < 1e-15 && sequences[1][1] == 0.0, "{sequences:?}");
    assert!((0.0..1.0).contains(&ratios[1]), "{ratios:?}");
}

#[test]
fn long_tapers_keep_their_digits() {
    let Tapers { sequences, .. } = Tapers::new(100_000, 4.0, 7).unwrap();
    for (order, v) in sequences.iter().enumerate() {
        for (other, w) in sequences.iter().enumerate() {
            let expected = if other == order { 1.0 } else { 0.0 };
            assert!((inner(v, w) - expected).abs() < LONG, "orders {order} and {other}: {}", inner(v, w));
        }
    }
}

#[test]
fn what_tapers_need() {
    for (length, bandwidth, count, reported) in [
        (100, 0.0, 1, "NW must be above 0, got 0"),
        (100, f64::NAN, 1, "NW must be above 0, got NaN"),
        (8, 4.0, 7, "NW must be below 4, half the window length of 8 samples, got 4"),
        (100, 4.0, 0, "tapers K must be between 1 and 8 for NW 4, got 0"),
        (100, 4.0, 9, "between 1 and 8 for NW 4, got 9"),
        (100, 0.3, 2, "between 1 and 1 for NW 0.3, got 2"),
        (5_000_000, 4.0, 1, "taper length is 5000000 samples; the limit is 4194304"),
        (4_000_000, 20.0, 39, "taper size is 156000000 values; the limit is 67108864"),
    ] {
        let error = Tapers::new(length, bandwidth, count).unwrap_err().to_string();
        assert!(error.contains(reported), "{error}");
    }
}
