//! The exported files: their shapes, their values, and that all formats contain the same.

mod arrays;
mod decibels;
mod edges;
mod memory;
mod presets;
mod properties;

use std::f64::consts::TAU;
use std::io::{Cursor, Read};

use crate::program::{Folder, run, wav_of_floats};

/// A table of spectra in CSV.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    pub(crate) times: Vec<f64>,
    pub(crate) frequencies: Vec<f64>,
    /// A row per frequency.
    pub(crate) rows: Vec<Vec<f64>>,
}

impl Table {
    pub(crate) fn parse(csv: &str) -> Self {
        let mut lines = csv.lines().map(|line| line.split(',').map(|cell| cell.parse().expect("a number")));
        let mut first = lines.next().expect("a row of times");
        let corner: f64 = first.next().expect("a corner");
        assert!(corner.is_nan(), "the corner is {corner}");
        let times: Vec<f64> = first.collect();
        let (frequencies, rows): (Vec<f64>, Vec<Vec<f64>>) =
            lines.map(|mut line| (line.next().expect("a frequency"), line.collect::<Vec<f64>>())).unzip();
        assert!(rows.iter().all(|row| row.len() == times.len()));
        Self { times, frequencies, rows }
    }
}

/// An array of doubles in NumPy's format: its shape, and its values in file order.
fn npy(bytes: &[u8]) -> (String, Vec<f64>) {
    assert_eq!(&bytes[..8], b"\x93NUMPY\x01\x00");
    let end = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    // The format asks for data on a multiple of 64 bytes, and a newline before them.
    assert_eq!((end % 64, bytes[end - 1]), (0, b'\n'));
    let header = std::str::from_utf8(&bytes[10..end - 1]).expect("text").trim_end();
    let values = bytes[end..].as_chunks::<8>();
    assert!(values.1.is_empty());
    (header.to_owned(), values.0.iter().map(|value| f64::from_le_bytes(*value)).collect())
}

/// The contents of an archive, in order.
fn npz(bytes: &[u8]) -> Vec<(String, String, Vec<f64>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let read = |index| {
        let mut file = archive.by_index(index).expect("an entry");
        let (name, mut bytes) = (file.name().expect("a name").into_owned(), Vec::new());
        file.read_to_end(&mut bytes).expect("an entry with the right checksum");
        let (header, values) = npy(&bytes);
        (name, header, values)
    };
    (0..3).map(read).collect()
}

const RATE: u32 = 1000;

/// Forty samples that are exact in single precision.
fn samples() -> Vec<f32> {
    (0..40_i16).map(|n| f32::from((n * 37 + n * n * 11) % 64 - 32) / 32.0).collect()
}

/// Frames of 16 samples every 6, and their spectra by the definition: density, with the periodic Hann window.
fn by_definition(samples: &[f32]) -> Vec<Vec<f64>> {
    let window: Vec<f64> = (0..16).map(|n| 0.5 - 0.5 * (TAU * f64::from(n) / 16.0).cos()).collect();
    let sum_of_squares: f64 = window.iter().map(|w| w * w).sum();
    let frames = (samples.len() - 10) / 6;
    let cell = |k: usize, m: usize| {
        let (mut re, mut im) = (0.0, 0.0);
        for (n, w) in window.iter().enumerate() {
            let (x, angle) = (f64::from(samples[6 * m + n]) * w, TAU * (k * n) as f64 / 16.0);
            re += x * angle.cos();
            im -= x * angle.sin();
        }
        let sides = if k == 0 || k == 8 { 1.0 } else { 2.0 };
        sides * (re * re + im * im) / (f64::from(RATE) * sum_of_squares)
    };
    (0..9).map(|k| (0..frames).map(|m| cell(k, m)).collect()).collect()
}

const FLAGS: [&str; 4] = ["--nfft", "16", "--hop", "6"];

/// Asserts that a table holds the spectra of [`samples`].
#[track_caller]
fn assert_right(table: &Table) {
    // Sixteen products of magnitude below 1, scaled to below 0.01: some units in the last place.
    const ROUNDING: f64 = 1e-16;
    assert_eq!(table.times, [0.008, 0.014, 0.02, 0.026, 0.032]);
    assert_eq!(table.frequencies, (0..9).map(|k| f64::from(k) * 62.5).collect::<Vec<_>>());
    for (k, (row, expected)) in table.rows.iter().zip(by_definition(&samples())).enumerate() {
        for (value, expected) in row.iter().zip(&expected) {
            assert!((value - expected).abs() <= ROUNDING, "bin {k}: {value}, not {expected}");
        }
    }
}

#[test]
fn every_format_holds_the_defined_values() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(RATE, 1, &samples()));
    let outputs = ["-o", "a.csv", "-o", "a.npy", "-o", "a.npz"];
    let output = folder.run(&[&["export", "in.wav"], &FLAGS[..], &outputs].concat(), b"").done();
    // Frames end at 40 − 0: the last begins at 24 and ends with the input.
    assert_eq!(output.silent().stdout, b"");
    assert_eq!(folder.names(), ["a.csv", "a.npy", "a.npz", "in.wav"]);

    let csv = String::from_utf8(folder.read("a.csv")).unwrap();
    assert!(csv.starts_with("nan,0.008,0.014,0.02,0.026,0.032\n0,"), "{csv}");
    let table = Table::parse(&csv);
    assert_right(&table);

    let (header, values) = npy(&folder.read("a.npy"));
    assert_eq!(header, "{'descr': '<f8', 'fortran_order': True, 'shape': (9, 5), }");
    // Fortran order: the first index, that of the frequency, varies fastest.
    let across: Vec<f64> = (0..5).flat_map(|m| table.rows.iter().map(move |row| row[m])).collect();
    assert_eq!(values, across);

    let archive = npz(&folder.read("a.npz"));
    let names: Vec<&str> = archive.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["S.npy", "f.npy", "t.npy"]);
    assert_eq!((&archive[0].1, &archive[0].2), (&header, &values));
    assert_eq!(archive[1].1, "{'descr': '<f8', 'fortran_order': False, 'shape': (9,), }");
    assert_eq!(archive[1].2, table.frequencies);
    assert_eq!((archive[2].1.contains("'shape': (5,)"), &archive[2].2), (true, &table.times));
}

#[test]
fn a_pipe_of_unknown_length_gives_the_same_files() {
    let whole = wav_of_floats(RATE, 1, &samples());
    let mut endless = whole.clone();
    endless[4..8].copy_from_slice(&[0xFF; 4]);
    endless[40..44].copy_from_slice(&[0xFF; 4]);
    for format in ["npy", "npz", "csv"] {
        let of = |sound: &[u8], to: &[&str]| {
            let folder = Folder::new();
            let args = [&["export", "--format", format], &FLAGS[..], to].concat();
            let stdout = folder.run(&args, sound).done().silent().stdout;
            if to == ["-o", "out"] { folder.read("out") } else { stdout }
        };
        let expected = of(&whole, &["-o", "out"]);
        assert!(of(&endless, &["-o", "out"]) == expected, "{format}");
        assert!(of(&endless, &[]) == expected && of(&whole, &["-o", "-"]) == expected, "{format} on stdout");
    }
    // Only an array is written to a pipe.
    let default = run(&[&["export"], &FLAGS[..]].concat(), &whole).done().stdout;
    assert_eq!(npy(&default).1.len(), 45);
}

#[test]
fn an_incomplete_last_frame_is_dropped_with_a_warning() {
    let sound = wav_of_floats(RATE, 1, &samples()[..38]);
    let output = run(&[&["export", "--format", "csv"], &FLAGS[..]].concat(), &sound).done();
    assert_eq!(Table::parse(output.text()).times.len(), 4);
    assert_eq!(output.stderr, "specgram: warning: standard input: ignored 4 samples at the end: not a whole frame\n");
}

#[test]
fn an_input_shorter_than_a_window_is_padded() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(RATE, 1, &samples()[..10]));
    let output = folder.run(&[&["export", "in.wav", "--format", "csv"], &FLAGS[..]].concat(), b"").done();
    let mut padded = samples();
    padded[10..].fill(0.0);
    let expected = by_definition(&padded);
    let table = Table::parse(output.text());
    assert_eq!(table.times, [0.008]);
    for (row, expected) in table.rows.iter().zip(expected) {
        assert!((row[0] - expected[0]).abs() < 1e-16);
    }
    assert_eq!(
        output.stderr,
        "specgram: warning: in.wav: input (10 samples) is shorter than the window (16); zero-padded, so levels are too low\nhint: --nfft 8 gives a window that fits the input\n"
    );
}

#[test]
fn a_truncated_file_is_exported_up_to_its_end() {
    let mut sound = wav_of_floats(RATE, 1, &samples());
    sound.truncate(44 + 4 * 28 + 3);
    let folder = Folder::new();
    folder.write("in.wav", &sound);
    for format in ["npz", "npy", "csv"] {
        let output = folder.run(&[&["export", "in.wav", "--format", format], &FLAGS[..]].concat(), b"").done();
        let output = output.with_stderr("warning: in.wav: truncated: found 28 of the 40 samples");
        let frames = match format {
            "npz" => npz(&output.stdout)[2].2.len(),
            "npy" => npy(&output.stdout).1.len() / 9,
            _ => Table::parse(output.text()).times.len(),
        };
        assert_eq!(frames, 3, "{format}");
    }
}

#[test]
fn silence_is_zero_and_large_values_are_unlimited() {
    for (amplitude, expected) in [(0.0_f32, 0.0), (1e30, 1e60), (1e-30, 1e-60)] {
        let sound = wav_of_floats(RATE, 1, &[amplitude; 16]);
        let args = ["export", "--nfft", "16", "--window", "boxcar", "--scaling", "spectrum", "--format", "csv"];
        let table = Table::parse(run(&args, &sound).done().text());
        // At 0 Hz the power spectrum of a constant is its square.
        let relative = if expected == 0.0 { table.rows[0][0] } else { table.rows[0][0] / expected - 1.0 };
        assert!(relative.abs() < 1e-6, "{amplitude}: {:?}", table.rows[0]);
    }
}

#[test]
fn an_impossible_output_is_refused_before_the_work() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(RATE, 1, &samples()));
    let export = |flags: &[&str]| folder.run(&[&["export", "in.wav"], flags].concat(), b"");
    export(&["-o", "a.png"])
        .failed(2)
        .with_stderr("'a.png' has an unsupported extension (available: npy, npz, csv, json)");
    export(&["-o", "a"])
        .failed(2)
        .with_stderr("'a' has no extension to choose the output format (available: npy, npz, csv");
    export(&["-o", "no/a.npy"]).failed(1).with_stderr("no/a.npy: cannot write: no directory no");
    export(&["-o", "a.npy", "-o", "no/a.npy"]).failed(1);
    export(&["-o", "in.wav", "--format", "npy"]).failed(2).with_stderr("in.wav: the output would overwrite the input");
    assert_eq!(folder.names(), ["in.wav"]);
    assert!(folder.read("in.wav") == wav_of_floats(RATE, 1, &samples()));
}
