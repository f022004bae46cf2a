//! The flags of the transform, in combination.

use super::{folder_with, synth};
use crate::export::Table;
use crate::program::{Folder, Output};

#[track_caller]
fn export(folder: &Folder, flags: &[&str]) -> Output {
    folder.run(&[&["export", "in.wav", "--format", "csv", "-q"], flags].concat(), b"")
}

#[track_caller]
fn table(folder: &Folder, flags: &[&str]) -> Table {
    Table::parse(export(folder, flags).done().text())
}

#[test]
fn any_number_of_threads_makes_the_same_bytes() {
    let folder =
        folder_with(&["--noise", "pink", "--amplitude", "0.1", "--duration", "30", "--channels", "2", "--bits", "16"]);
    let sound = folder.read("in.wav");
    for args in [&["render", "in.wav"][..], &["render", "in.wav", "--pool", "max", "--hop", "7"], &["export", "in.wav"]]
    {
        let with = |threads| folder.run(&[args, &["--threads", threads]].concat(), b"").done().stdout;
        let one = with("1");
        for threads in ["2", "3", "8"] {
            assert!(with(threads) == one, "{args:?} with {threads} threads");
        }
    }
    let piped = |threads| folder.run(&["render", "--threads", threads], &sound).done().stdout;
    assert!(piped("1") == piped("4"));
}

#[test]
fn an_overlap_is_a_hop_by_another_name() {
    let folder = folder_with(&["--duration", "2", "--noise", "white"]);
    let quarter = table(&folder, &["--hop", "256"]);
    assert_eq!(quarter.times[..2], [512.0 / 10_000.0, 768.0 / 10_000.0]);
    for overlap in ["768", "75%", "75.0%"] {
        assert!(table(&folder, &["--overlap", overlap]) == quarter, "{overlap}");
    }
    // An export's default is half a window; a percentage is of the window, not of the DFT.
    assert!(table(&folder, &[]) == table(&folder, &["--hop", "512"]));
    let padded = ["--nfft", "1000", "--window-length", "400"];
    let of = |flags: &[&str]| table(&folder, &[&padded[..], flags].concat());
    assert!(of(&["--overlap", "75%"]) == of(&["--hop", "100"]));
    assert!(of(&[]) == of(&["--hop", "200"]));
    // A hop may leave gaps, and need not divide anything.
    assert_eq!(table(&folder, &["--hop", "3000"]).times.len(), (20_000 - 1024) / 3000 + 1);
}

#[test]
fn overlaps_that_leave_no_hop_are_refused() {
    let folder = folder_with(&[]);
    for (flags, reported) in [
        (&["--overlap", "1024"][..], "--overlap must be below the window length, 1024 samples, got 1024"),
        (&["--overlap", "5000"], "window length, 1024 samples, got 5000"),
        (&["--overlap", "300", "--window-length", "300"], "window length, 300 samples, got 300"),
        (&["--hop", "0"], "--hop must be at least 1"),
        (&["--overlap", "auto"], "--overlap auto works only for pictures"),
    ] {
        export(&folder, flags).failed(2).with_stderr(reported);
    }
}

#[test]
fn the_lengths_of_window_and_transform_follow_each_other() {
    let folder = folder_with(&["--duration", "1", "--noise", "white"]);
    for (flags, bins, first) in [
        // The default is 1024, or the window's length where that is longer.
        (&[][..], 513, 512.0),
        (&["--window-length", "256"], 513, 128.0),
        (&["--window-length", "2000"], 1001, 1000.0),
        // The window is as long as the transform by default; an odd length has no bin at half the rate.
        (&["--nfft", "300"], 151, 150.0),
        (&["--nfft", "301"], 151, 150.5),
        (&["--nfft", "2"], 2, 1.0),
        (&["--nfft", "64", "--window-length", "1"], 33, 0.5),
    ] {
        let table = table(&folder, flags);
        assert_eq!((table.frequencies.len(), table.times[0]), (bins, first / 10_000.0), "{flags:?}");
    }
    for (flags, reported) in [
        (
            &["--nfft", "100", "--window-length", "101"][..],
            "--window-length must be between 1 and 100 samples, the DFT length, got 101",
        ),
        (&["--nfft", "1"], "--nfft must be at least 2"),
        (&["--window-length", "0"], "--window-length must be between 1 and 1024 samples"),
        (&["--nfft", "99999999999"], "--nfft must be at most 16777216 samples, got 99999999999"),
        (&["--nfft", "99999999999999999999999"], "--nfft"),
    ] {
        export(&folder, flags).failed(2).with_stderr(reported);
    }
}

#[test]
fn a_padded_transform_meets_the_shorter_one_on_every_second_bin() {
    // Sums of the same products in another order.
    const ROUNDING: f64 = 1e-11;
    let folder = folder_with(&["--duration", "1", "--noise", "white", "--bits", "f64"]);
    let short = table(&folder, &["--nfft", "256"]);
    let padded = table(&folder, &["--nfft", "512", "--window-length", "256"]);
    assert_eq!((padded.rows.len(), padded.times.len()), (257, short.times.len()));
    for (k, row) in short.rows.iter().enumerate() {
        for (value, same) in row.iter().zip(&padded.rows[2 * k]) {
            assert!((value - same).abs() <= ROUNDING * value.max(1e-12), "bin {k}: {value} and {same}");
        }
    }
}

#[test]
fn scalings_differ_by_their_factors() {
    // Rounding in the transform, relative to its strongest bin.
    const ROUNDING: f64 = 1e-14;
    let (n, rate) = (1024.0, 10_000.0);
    let folder = folder_with(&["--duration", "1", "--noise", "white", "--bits", "f64"]);
    let of = |scaling| table(&folder, &["--scaling", scaling]).rows;
    let (density, spectrum, dbfs) = (of("density"), of("spectrum"), of("dbfs"));
    assert!(density == table(&folder, &[]).rows);
    let strongest = spectrum.iter().flatten().copied().fold(0.0, f64::max);
    for (k, row) in spectrum.iter().enumerate() {
        for (m, &value) in row.iter().enumerate() {
            // A sine of amplitude A has the power A²/2; at the ends there is no pair to double.
            let sine = if k == 0 || k == 512 { 1.0 } else { 2.0 };
            // S1²/(fs·S2) of Hann: S1 = N/2, S2 = 3N/8.
            let wide = (n / 2.0) * (n / 2.0) / (rate * 3.0 * n / 8.0);
            assert!((dbfs[k][m] - sine * value).abs() <= ROUNDING * sine * strongest, "bin {k}");
            assert!((density[k][m] - wide * value).abs() <= ROUNDING * wide * strongest, "bin {k}");
        }
    }
}

#[test]
fn a_gaussian_without_a_width_gets_the_one_that_suits_the_picture() {
    // 100000 samples on 1000 columns: a hop of 100; STD² = 100·1024/2π, less than (1024/6)².
    let std = (100.0 * 1024.0 / std::f64::consts::TAU).sqrt();
    let folder = folder_with(&[]);
    let args = ["render", "in.wav", "-v", "--plot-size", "1000x500", "-o", "a.png", "--window"];
    folder
        .run(&[&args[..], &["gaussian"]].concat(), b"")
        .done()
        .with_stderr(&format!("gaussian:{}", &std.to_string()[..8]));
    folder.run(&[&args[..], &["gaussian:50"]].concat(), b"").done().with_stderr("window gaussian:50,");
    // On an export it is a sixth of the window.
    let sixth = ["--nfft", "600", "--window", "gaussian"];
    assert!(table(&folder, &sixth) == table(&folder, &["--nfft", "600", "--window", "gaussian:100"]));
}

#[test]
fn a_hop_of_one_and_windows_longer_than_the_input_still_draw() {
    let folder = Folder::new();
    folder.write("in.wav", synth(&["--duration", "2000samples"]));
    for flags in [&["--hop", "1"][..], &["--nfft", "2"], &["--nfft", "65536"], &["--overlap", "99.99%"]] {
        folder.run(&[&["render", "in.wav", "-q"], flags].concat(), b"").done().silent();
    }
}
