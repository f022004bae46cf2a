//! The content of arrays beyond one channel's power: channels, complex values, parameters, long tables.

use std::io::Read;

use serde_json::Value;

use crate::export::Table;
use crate::program::{Folder, wav_of_floats};
use crate::reference::arrays::{Array, archive};

/// Two channels of different noise.
fn stereo() -> Vec<u8> {
    let samples: Vec<f32> =
        (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 8) as f32 / 16_777_216.0 - 0.5).collect();
    wav_of_floats(8000, 2, &samples)
}

fn npz(folder: &Folder, flags: &[&str]) -> std::collections::HashMap<String, Array> {
    let output = folder.run(&[&["export", "in.wav", "--format", "npz", "-q"], flags].concat(), b"");
    archive(output.done().stdout)
}

#[test]
fn every_channel_is_one_array() {
    let folder = Folder::new();
    folder.write("in.wav", stereo());
    for flags in [
        &["--nfft", "64"][..],
        &["--nfft", "64", "--mode", "complex"],
        &["--nfft", "64", "--boundary", "odd", "--pad-tail"],
    ] {
        let of = |channel| npz(&folder, &[flags, &["--channel", channel]].concat());
        let (both, left, right) = (of("all"), of("1"), of("2"));
        let s = &both["S"];
        assert_eq!(s.shape, [&[2], &left["S"].shape[..]].concat(), "{flags:?}");
        let (first, second) = s.values.split_at(s.values.len() / 2);
        assert!(first == left["S"].values && second == right["S"].values, "{flags:?}");
        assert!(both["t"] == left["t"] && both["f"] == left["f"]);
        assert!(left["S"] != right["S"]);
    }
    // Threads and formats make no difference.
    let alone =
        folder.run(&["export", "in.wav", "--channel", "all", "--nfft", "64", "--threads", "1"], b"").done().stdout;
    let shared =
        folder.run(&["export", "in.wav", "--channel", "all", "--nfft", "64", "--threads", "3"], b"").done().stdout;
    assert!(alone == shared);
    assert_eq!(Array::parse(&alone), npz(&folder, &["--channel", "all", "--nfft", "64"])["S"]);
    folder.write("in.wav", wav_of_floats(8000, 1, &[0.25; 500]));
    assert_eq!(npz(&folder, &["--channel", "all", "--nfft", "64"])["S"].shape, [1, 33, 14]);
}

#[test]
fn parameters_contain_given_and_derived_values() {
    let folder = Folder::new();
    folder.write("in.wav", stereo());
    let parameters = |flags: &[&str]| {
        let args =
            [&["export", "in.wav", "--format", "json", "-q", "--nfft", "96", "--window", "gaussian"], flags].concat();
        let json: Value = serde_json::from_str(folder.run(&args, b"").done().text()).unwrap();
        json["parameters"].clone()
    };
    // A sixth of 96.
    assert_eq!(parameters(&[])["window"], "gaussian:16");
    for scale in ["slaney", "htk"] {
        let mel = ["--mel", "4", "--mel-scale", scale];
        let typed = parameters(&[&mel[..], &["--fmin", "100", "--fmax", "3200"]].concat());
        assert_eq!((typed["fmin"].as_f64(), typed["fmax"].as_f64()), (Some(100.0), Some(3200.0)), "{scale}");
        let whole = parameters(&mel);
        assert_eq!((whole["fmin"].as_f64(), whole["fmax"].as_f64()), (Some(0.0), Some(4000.0)), "{scale}");
    }
}

/// The reader of JSON in these tests is not exact in a number's last digit.
#[track_caller]
fn assert_near(got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len());
    assert!(got.iter().zip(expected).all(|(got, expected)| (got - expected).abs() <= 1e-15 * expected.abs()));
}

#[test]
fn json_contains_the_same_as_npz() {
    let folder = Folder::new();
    folder.write("in.wav", stereo());
    let flags = ["--nfft", "32", "--window", "kaiser:9", "--start", "0.1", "--scaling", "spectrum"];
    let arrays = npz(&folder, &flags);
    let run = |channel: &str| {
        let output =
            folder.run(&[&["export", "in.wav", "--format", "json", "--channel", channel], &flags[..]].concat(), b"");
        serde_json::from_str::<Value>(output.done().text()).unwrap()
    };
    let json = run("mix");
    let numbers = |value: &Value| value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect::<Vec<f64>>();
    assert_near(&numbers(&json["f"]), &arrays["f"].values);
    assert_near(&numbers(&json["t"]), &arrays["t"].values);
    let rows = |value: &Value| value.as_array().unwrap().iter().flat_map(numbers).collect::<Vec<f64>>();
    assert_near(&rows(&json["S"]), &arrays["S"].values);
    let parameters = &json["parameters"];
    assert_eq!((parameters["window"].as_str(), parameters["nfft"].as_u64()), (Some("kaiser:9"), Some(32)));
    assert_eq!((parameters["unit"].as_str(), parameters["symmetric"].as_bool()), (Some("FS²"), Some(false)));
    let channels = run("all");
    let channels = channels["S"].as_array().unwrap();
    assert_eq!(channels.len(), 2);
    assert_near(&rows(&channels[1]), &npz(&folder, &[&["--channel", "2"], &flags[..]].concat())["S"].values);
}

#[test]
fn an_archive_states_its_parameters() {
    let folder = Folder::new();
    folder.write("in.wav", stereo());
    let flags = ["--preset", "librosa", "--nfft", "64", "--mel", "9", "--db", "--db-ref", "max", "--start", "0.125"];
    let arrays = npz(&folder, &flags);
    let number = |name: &str| arrays[name].values[0];
    assert_eq!((number("sample_rate"), number("start"), number("fmax")), (8000.0, 0.125, 4000.0));
    assert!(arrays["sample_rate"].shape.is_empty());
    let linear = npz(&folder, &[&flags[..6], &flags[9..]].concat());
    assert_eq!(number("db_ref_value"), linear["S"].values.iter().copied().fold(0.0, f64::max));
    let output = folder.run(&[&["export", "in.wav", "--format", "npz", "-q"], &flags[..]].concat(), b"").done();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(output.stdout)).unwrap();
    for (name, descr, text) in [
        ("window", "<U4", Some("hann")),
        ("boundary", "<U5", Some("zeros")),
        ("db_ref", "<U3", Some("max")),
        ("nfft", "<u8", None),
        ("symmetric", "|b1", None),
    ] {
        let mut bytes = Vec::new();
        zip.by_name(&format!("{name}.npy")).unwrap().read_to_end(&mut bytes).unwrap();
        let header = String::from_utf8_lossy(&bytes[10..128]).into_owned();
        assert!(header.contains(descr) && header.contains("'shape': ()"), "{name}: {header}");
        if let Some(text) = text {
            let letters =
                bytes[128..].as_chunks::<4>().0.iter().map(|c| char::from_u32(u32::from_le_bytes(*c)).unwrap());
            assert_eq!(letters.collect::<String>(), text, "{name}");
        }
    }
}

#[test]
fn long_tables_are_the_same_as_arrays() {
    let folder = Folder::new();
    let samples: Vec<f32> =
        (0..600_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 8) as f32 / 16_777_216.0).collect();
    folder.write("in.wav", wav_of_floats(8000, 1, &samples));
    // More numbers than are transposed in memory: 600 000 in 32 rows; 1.2 million in two rows, each too long to be read
    // at once; and the same number in 20 001 rows, of which a block has 26 frames.
    for (flags, rows, frames) in [
        (&["--nfft", "62", "--hop", "8", "--end", "150000samples"][..], 32, (150_000 - 62) / 8 + 1),
        (&["--nfft", "2", "--hop", "1"], 2, 600_000 - 1),
        (&["--nfft", "40001", "--window-length", "64", "--hop", "9999"], 20_001, 60),
    ] {
        let array = npz(&folder, flags);
        let csv = folder.run(&[&["export", "in.wav", "--format", "csv", "-q"], flags].concat(), b"").done();
        let table = Table::parse(csv.text());
        assert_eq!(array["S"].values.len(), rows * frames, "{flags:?}");
        assert!(table.rows.concat() == array["S"].values, "{flags:?}");
        assert!(table.times == array["t"].values && table.frequencies == array["f"].values, "{flags:?}");
    }
}

#[test]
fn data_that_a_format_cannot_store_are_refused() {
    let folder = Folder::new();
    folder.write("in.wav", stereo());
    for (format, flags, reported) in [
        ("csv", &["--mode", "complex"][..], "csv cannot hold complex values"),
        ("json", &["--mode", "complex"], "json cannot hold complex values"),
        ("csv", &["--channel", "all"], "csv holds one channel"),
        ("npz", &["--mode", "complex", "--db"], "--db requires mode psd or magnitude, got complex"),
        ("npz", &["--mode", "angle", "--db"], "--db requires mode psd or magnitude, got angle"),
        ("npz", &["--mode", "phase", "--mel", "8"], "--mel requires mode psd or magnitude, got phase"),
        ("npz", &["--sides", "two", "--mel", "8"], "--mel requires a one-sided spectrum"),
        ("npz", &["--mel", "0"], "--mel must be at least 1"),
        ("npz", &["--mel", "8", "--fmin", "3k", "--fmax", "2k"], "below the highest frequency, 2000 Hz, got 3000 Hz"),
        ("npz", &["--mel", "8", "--fmin", "-5"], "--fmin must be at least 0"),
        ("npz", &["--mel", "8", "--fmax", "5k"], "half the sample rate, 4000 Hz"),
        ("npz", &["--fmin", "100"], "--mel"),
        ("npz", &["--db", "--amin", "-1"], "--amin must be a finite number of at least 0, got -1"),
        ("npz", &["--db", "--top-db", "-3"], "--top-db must be a finite number of at least 0 dB, got -3"),
        ("npz", &["--db", "--db-ref", "0"], "a number above 0, or max"),
        ("npz", &["--amin", "1"], "--db"),
        (
            "npz",
            &["--boundary", "even", "--nfft", "8192"],
            "--boundary even mirrors 4096 samples at each end, but the input has only 2000",
        ),
        ("npz", &["--boundary", "round"], "available: none, zeros, even, odd, constant"),
        ("npz", &["--mode", "power"], "available: psd, magnitude, complex, angle, phase"),
        ("npz", &["--preset", "spek"], "available: scipy, matplotlib, librosa, sox, tensorflow"),
        ("npz", &["--window", "tukey:1.5"], "ALPHA must be a number between 0 and 1"),
        ("npz", &["--window", "kaiser:-1"], "BETA"),
        ("npz", &["--window", "dpss:600"], "NW must be below 512, half the window length of 1024 samples"),
        ("npz", &["--window", "chebwin:0"], "DB must be a number above 0"),
        ("npz", &["--window", "gaussian:0"], "STD must be a number above 0"),
        ("npz", &["--nfft", "256", "--window-length", "300"], "--window-length must be between 1 and 256 samples"),
        ("npz", &["--rate", "0"], "--rate must be above 0 Hz, got 0"),
        ("npz", &["--raw", "f32le"], "--rate"),
    ] {
        let before = folder.names();
        let args = [&["export", "in.wav", "-o", "out.bin", "--format", format], flags].concat();
        folder.run(&args, b"").failed(2).with_stderr(reported);
        assert_eq!(folder.names(), before, "{flags:?}");
    }
}

#[test]
fn bands_without_a_bin_are_reported() {
    let folder = Folder::new();
    folder.write("in.wav", stereo());
    let output = folder.run(&["export", "in.wav", "--nfft", "64", "--mel", "100", "--format", "npz"], b"").done();
    let output = output.with_stderr("mel bands contain no bin, so their values are 0");
    let s = &archive(output.stdout)["S"];
    let silent = s.values.chunks_exact(s.shape[1]).filter(|row| row.iter().all(|value| *value == 0.0)).count();
    assert!(
        output.stderr.contains(&format!("warning: in.wav: {silent} of 100 mel bands")),
        "{silent} in {}",
        output.stderr
    );
}

#[test]
fn rates_and_lengths_at_the_edges_work() {
    let folder = Folder::new();
    folder.write("one", 0.5_f64.to_le_bytes());
    folder.write("two", [0.5_f64.to_le_bytes(), (-0.5_f64).to_le_bytes()].concat());
    let run = |name: &str, flags: &[&str]| {
        let args = [&["export", name, "--raw", "f64le", "-q", "--format", "npz"], flags].concat();
        archive(folder.run(&args, b"").done().stdout)
    };
    // One sample of 0.5 under a boxcar: |X|² = 0.25 everywhere.
    let one = run("one", &["--rate", "1", "--nfft", "4", "--window", "boxcar", "--scaling", "none"]);
    assert_eq!((one["S"].shape.clone(), one["S"].values.clone()), (vec![3, 1], vec![0.25; 3]));
    assert_eq!(one["f"].values, [0.0, 0.25, 0.5]);
    let shortest = run("two", &["--rate", "1", "--nfft", "2", "--window", "boxcar", "--scaling", "spectrum"]);
    assert!(shortest["S"].values[0] == 0.0 && (shortest["S"].values[1] - 0.25).abs() < 1e-15);
    // A prime, and a power of two beyond any window that is likely.
    let prime = run(
        "two",
        &["--rate", "3", "--nfft", "8191", "--window-length", "2", "--window", "boxcar", "--scaling", "none"],
    );
    assert!((prime["S"].values[0]).abs() < 1e-30 && (prime["S"].values[4095] - 1.0).abs() < 1e-6);
    let long = run(
        "two",
        &["--rate", "1e9", "--nfft", "4194304", "--window-length", "2", "--window", "boxcar", "--scaling", "none"],
    );
    assert_eq!(long["S"].shape, [2_097_153, 1]);
    assert!((long["S"].values[2_097_152] - 1.0).abs() < 1e-12);
    assert_eq!(long["f"].values[2_097_152], 0.5e9);
}
