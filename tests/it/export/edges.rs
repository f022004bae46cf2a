//! Extreme rates and lengths, for figures and arrays.

use crate::golden::Picture;
use crate::program::Folder;
use crate::reference::arrays::archive;

/// Inputs of no, one, two and three samples.
fn folder() -> Folder {
    let folder = Folder::new();
    for (name, samples) in [("none", &[][..]), ("one", &[0.5]), ("two", &[0.5, -0.5]), ("three", &[0.5, -0.5, 0.25])] {
        folder.write(name, samples.iter().flat_map(|sample: &f64| sample.to_le_bytes()).collect::<Vec<u8>>());
    }
    folder
}

#[test]
fn the_shortest_inputs_at_the_oddest_rates_are_drawn_and_exported() {
    let folder = folder();
    for (name, count) in [("one", 1.0), ("two", 2.0), ("three", 3.0)] {
        for rate in ["1", "0.001", "44100", "4294967295", "1e12"] {
            let input = [name, "--raw", "f64le", "--rate", rate, "-q"];
            let drawn = folder.run(&[&["render", "--plot-size", "60x40"], &input[..]].concat(), b"").done().silent();
            assert!(Picture::decode(&drawn.stdout).width > 60, "{name} at {rate} Hz");
            let arrays = archive(folder.run(&[&["export", "--format", "npz"], &input[..]].concat(), b"").done().stdout);
            let hertz: f64 = rate.parse().unwrap();
            assert_eq!(arrays["S"].shape, [513, 1], "{name} at {rate} Hz");
            assert_eq!((arrays["f"].values[512], arrays["t"].values[0]), (hertz / 2.0, 512.0 / hertz));
            // The input at the start of a zero-padded Hann window: the first sample has weight 0.
            assert_eq!(arrays["S"].values.iter().sum::<f64>() > 0.0, count > 1.0, "{name} at {rate} Hz");
        }
    }
    for command in ["render", "export"] {
        let reported = folder.run(&[command, "none", "--raw", "f64le", "--rate", "1"], b"").failed(1);
        assert_eq!(reported.stderr, "specgram: none: the input has no samples\n");
    }
}

#[test]
fn a_preset_makes_a_transform_of_one_sample() {
    let folder = folder();
    let input = ["export", "one", "--raw", "f64le", "--rate", "1000", "--format", "npz", "-q"];
    // scipy's window shrinks to the input, and its mean is subtracted; for the others the length is given.
    for (flags, power) in [
        (&["--preset", "scipy"][..], 0.0),
        (&["--preset", "matplotlib", "--window-length", "1", "--overlap", "0", "--scaling", "none"], 0.25),
        (&["--preset", "tensorflow", "--window-length", "1", "--mode", "psd"], 0.25),
    ] {
        let arrays = archive(folder.run(&[&input[..], flags].concat(), b"").done().stdout);
        assert_eq!(
            (&arrays["S"].values[..], &arrays["f"].values[..]),
            (&[power; 2][..], &[0.0, 500.0][..]),
            "{flags:?}"
        );
    }
    let reported = folder.run(&[&input[..], &["--window-length", "1", "--overlap", "1"]].concat(), b"").failed(2);
    assert!(reported.stderr.contains("--overlap must be below the window length, 1 sample, got 1"), "{reported:?}");
}

#[test]
fn transforms_of_any_length_are_drawn_and_exported() {
    let folder = folder();
    // The least; a prime that is factored as it is and one that is not; the prime below 2²⁰, and 2²².
    for nfft in ["2", "3", "7", "8191", "1048573", "4194304"] {
        let bins = nfft.parse::<usize>().unwrap() / 2 + 1;
        let flags = ["two", "--raw", "f64le", "--rate", "8000", "-q", "--nfft", nfft];
        folder.run(&[&["render", "--plot-size", "60x40"], &flags[..]].concat(), b"").done().silent();
        // Two opposite samples under a boxcar: |0.5 − 0.5·e^(−iω)|² = sin²(ω/2), from 0 at 0 Hz to 1 at half the rate.
        let shape = ["--window-length", "2", "--window", "boxcar", "--scaling", "none", "--format", "npz"];
        let arrays = archive(folder.run(&[&["export"], &flags[..], &shape].concat(), b"").done().stdout);
        let power = &arrays["S"];
        assert_eq!(power.shape, [bins, 1], "{nfft}");
        let step = (bins / 1000).max(1);
        for (f, power) in arrays["f"].values.iter().zip(&power.values).step_by(step) {
            let expected = (std::f64::consts::PI * f / 8000.0).sin().powi(2);
            // A few roundings, of which some 22 passes, or three transforms of a prime length, make more.
            assert!((power - expected).abs() < 1e-13, "N = {nfft}, {f} Hz: {power}, not {expected}");
        }
    }
}

#[test]
fn hops_beyond_the_window_and_the_input_are_carried_out() {
    let folder = folder();
    let bytes: Vec<u8> = (0..100).flat_map(|n| (f64::from(n) / 100.0).to_le_bytes()).collect();
    folder.write("ramp", bytes);
    let flags = ["ramp", "--raw", "f64le", "--rate", "100", "--nfft", "8", "--window", "boxcar", "-q"];
    for (hop, times) in
        [("25", &[0.04, 0.29, 0.54, 0.79][..]), ("92", &[0.04, 0.96]), ("93", &[0.04]), ("1000000", &[0.04])]
    {
        let args = [&["export", "--format", "npz", "--scaling", "spectrum", "--hop", hop], &flags[..]].concat();
        let arrays = archive(folder.run(&args, b"").done().stdout);
        assert_eq!(arrays["t"].values, times, "hop {hop}");
        // At 0 Hz under a boxcar stands the square of the mean of the samples under it.
        for (m, power) in arrays["S"].values[..times.len()].iter().enumerate() {
            let mean = (m as f64 * hop.parse::<f64>().unwrap() + 3.5) / 100.0;
            assert!((power - mean * mean).abs() < 1e-15, "hop {hop}, frame {m}: {power}");
        }
        folder.run(&[&["render", "--plot-size", "60x40", "--hop", hop], &flags[..]].concat(), b"").done().silent();
    }
}
