//! What a header states may be wrong: flags against it, and statements of metadata and names.

mod offset;
mod refused;
mod shared;
mod stated;
mod suspicion;

use std::f64::consts::TAU;

use serde_json::Value;

use crate::export::Table;
use crate::program::{Folder, Output, run, wav_of_floats};

/// A tone of 1 kHz at 8 kHz: bins of 64 samples are 125 Hz apart.
pub(super) fn tone() -> Vec<u8> {
    let samples: Vec<f32> = (0..640).map(|n| (TAU * f64::from(n) / 8.0).sin() as f32).collect();
    wav_of_floats(8000, 1, &samples)
}

/// A complex tone of +1 kHz at 8 kHz, as interleaved numbers.
pub(super) fn complex_tone() -> Vec<f32> {
    (0..640)
        .flat_map(|n| [(TAU * f64::from(n) / 8.0).cos(), (TAU * f64::from(n) / 8.0).sin()])
        .map(|x| x as f32)
        .collect()
}

/// The spectra of an input, `in.wav` for a file or `-` for a pipe with the same bytes, and the warnings.
#[track_caller]
pub(super) fn spectra(folder: &Folder, input: &str, flags: &[&str]) -> Table {
    let stdin = if input == "-" { folder.read("in.wav") } else { Vec::new() };
    let fixed = ["export", input, "--format", "csv", "-q", "--nfft", "64", "--hop", "64", "--window", "boxcar"];
    Table::parse(folder.run(&[&fixed, flags].concat(), &stdin).done().text())
}

/// The frequency of the strongest bin of the first frame.
pub(super) fn strongest(table: &Table) -> f64 {
    let bins = table.frequencies.iter().zip(&table.rows);
    *bins.max_by(|(_, a), (_, b)| a[0].total_cmp(&b[0])).expect("a bin").0
}

/// What `info` reports as JSON.
#[track_caller]
pub(super) fn info(folder: &Folder, input: &str, flags: &[&str]) -> (Value, Output) {
    let stdin = if input == "-" { folder.read("in.wav") } else { Vec::new() };
    let output = folder.run(&[&["info", "--json", input], flags].concat(), &stdin).done();
    let mut reported: Value = serde_json::from_str(output.text()).expect("JSON");
    (reported[0].take(), output)
}

pub(super) fn folder(bytes: &[u8]) -> Folder {
    let folder = Folder::new();
    folder.write("in.wav", bytes);
    folder
}

#[test]
fn a_rate_replaces_that_of_the_header() {
    let folder = folder(&tone());
    for input in ["in.wav", "-"] {
        let (stated, typed) = (spectra(&folder, input, &[]), spectra(&folder, input, &["--rate", "16k"]));
        assert_eq!((strongest(&stated), strongest(&typed)), (1000.0, 2000.0));
        assert_eq!(stated.times.iter().map(|time| time / 2.0).collect::<Vec<_>>(), typed.times);
        let (reported, output) = info(&folder, input, &["--rate", "16k"]);
        output.silent();
        assert_eq!((reported["sample_rate"].as_u64(), reported["duration"].as_f64()), (Some(16_000), Some(0.04)));
    }
    let output = folder.run(&["render", "in.wav", "--rate", "16k", "-v", "--json", "-o", "a.png"], b"").done();
    let drawn: Value = serde_json::from_str(output.text()).expect("JSON");
    assert_eq!((drawn["sample_rate"].as_f64(), drawn["frequency_range"][1].as_f64()), (Some(16e3), Some(8e3)));
    output.with_stderr("640 samples of 1 channel at 16000 Hz, 0.04 s");
    let record = folder.run(&["info", "--json", "a.png"], b"").done();
    let record: Value = serde_json::from_str(record.text()).expect("JSON");
    assert_eq!(record[0]["figure"]["input"]["sample_rate"].as_f64(), Some(16e3));
}

#[test]
fn a_rate_holds_for_compressed_input() {
    let folder = Folder::new();
    for name in ["flac.flac", "mp3.mp3", "aac.m4a"] {
        folder.write("in.wav", crate::inputs::bytes(name));
        let (stated, typed) = (info(&folder, "in.wav", &[]).0, info(&folder, "in.wav", &["--rate", "1000"]).0);
        assert_eq!((typed["sample_rate"].as_u64(), &typed["frames"]), (Some(1000), &stated["frames"]), "{name}");
    }
}

#[test]
fn a_time_expansion_multiplies_the_rate() {
    let folder = folder(&tone());
    for input in ["in.wav", "-"] {
        assert_eq!(strongest(&spectra(&folder, input, &["--time-expansion", "10"])), 10_000.0);
        let both = spectra(&folder, input, &["--time-expansion", "3", "--rate", "4k"]);
        assert_eq!((strongest(&both), both.times[0]), (1500.0, 32.0 / 12e3));
        // Places in the input are true times as well.
        let part = spectra(&folder, input, &["--time-expansion", "10", "--start", "0.004"]);
        assert_eq!((part.times[0], part.times.len()), (0.004 + 32.0 / 80e3, 5));
    }
    let reported = info(&folder, "in.wav", &["--time-expansion", "2.5"]).0;
    assert_eq!((reported["time_expansion"].as_f64(), reported["sample_rate"].as_u64()), (Some(2.5), Some(20_000)));
    assert_eq!(info(&folder, "in.wav", &[]).0["time_expansion"].as_u64(), Some(1));
    let text = folder.run(&["info", "in.wav", "--time-expansion", "2.5"], b"").done();
    assert!(text.text().contains("  sample rate  20000 Hz (time expansion of 2.5 undone)\n"), "{text:?}");
}

#[test]
fn two_channels_can_be_i_and_q() {
    let folder = folder(&wav_of_floats(8000, 2, &complex_tone()));
    for input in ["in.wav", "-"] {
        assert_eq!(spectra(&folder, input, &[]).frequencies[0], 0.0);
        let iq = spectra(&folder, input, &["--iq"]);
        assert_eq!((strongest(&iq), iq.frequencies[0], iq.frequencies.len()), (1000.0, -4000.0, 64));
        assert_eq!(strongest(&spectra(&folder, input, &["--iq", "--swap-iq"])), -1000.0);
        assert!(spectra(&folder, input, &["--iq=yes"]) == iq && spectra(&folder, input, &["--iq=no"]) != iq);
        let tuned = spectra(&folder, input, &["--iq", "--center-frequency", "1M"]);
        assert_eq!(strongest(&tuned), 1_001_000.0);
        let (reported, output) = info(&folder, input, &["--iq"]);
        output.silent();
        assert_eq!((reported["complex"].as_bool(), reported["center_frequency"].as_u64()), (Some(true), Some(0)));
    }
}

#[test]
fn raw_pairs_are_a_complex_format() {
    let folder = Folder::new();
    let data: Vec<u8> = complex_tone().iter().flat_map(|x| ((x * 1000.0) as i16).to_le_bytes()).collect();
    folder.write("in.wav", data);
    let raw = |flags: &[&str]| spectra(&folder, "in.wav", &[&["--rate", "8k", "--raw"], flags].concat());
    let pairs = raw(&["s16le", "--channels", "2", "--iq"]);
    assert!(raw(&["cs16le"]) == pairs && raw(&["cs16le", "--iq"]) == pairs);
    assert_eq!((strongest(&pairs), strongest(&raw(&["cs16le", "--swap-iq"]))), (1000.0, -1000.0));
    // An exchange twice over is none, in samples of any width.
    for format in ["cu8", "cs8", "cs16be", "cs32le", "cf32le", "cf32be", "cf64le"] {
        let (plain, swapped) = (raw(&[format]), raw(&[format, "--swap-iq"]));
        // The lowest bin has no counterpart.
        let mirrored = plain.rows[1..].iter().rev();
        for (row, mirror) in swapped.rows[1..].iter().zip(mirrored) {
            for (value, expected) in row.iter().zip(mirror) {
                assert!(
                    value == expected || (value - expected).abs() <= 1e-12 * expected.abs().max(1e-300),
                    "{format}: {value} {expected}"
                );
            }
        }
    }
}

#[test]
fn the_side_is_half_the_difference() {
    let left = |n: u32| (TAU * f64::from(n) / 8.0).sin() as f32;
    let right = |n: u32| (TAU * f64::from(n) / 4.0).cos() as f32 * 0.25;
    let stereo: Vec<f32> = (0..640).flat_map(|n| [left(n), right(n)]).collect();
    // Halves and a difference of doubles, written as doubles.
    let side: Vec<u8> =
        (0..640).flat_map(|n| (f64::from(left(n)) * 0.5 - f64::from(right(n)) * 0.5).to_le_bytes()).collect();
    let folder = folder(&wav_of_floats(8000, 2, &stereo));
    folder.write("side.raw", side);
    let expected = spectra(&folder, "side.raw", &["--raw", "f64le", "--rate", "8k"]);
    for input in ["in.wav", "-"] {
        assert!(spectra(&folder, input, &["--channel", "side"]) == expected, "{input}");
        let extended = ["--boundary", "zeros"];
        let padded = spectra(&folder, "side.raw", &[&["--raw", "f64le", "--rate", "8k"], &extended[..]].concat());
        assert!(spectra(&folder, input, &[&["--channel", "side"], &extended[..]].concat()) == padded, "{input}");
    }
    let drawn = folder.run(&["render", "in.wav", "--channel", "side", "-v", "-o", "a.png"], b"").done();
    drawn.with_stderr("640 samples of half the difference of 2 channels at 8000 Hz");
    let same = run(&["info", "-", "--json"], &wav_of_floats(8000, 2, &stereo)).done().silent();
    assert!(same.text().contains("\"complex\": false"), "{same:?}");
}
