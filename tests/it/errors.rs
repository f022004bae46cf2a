//! Bad input: one clear line, the right exit status, no output.

mod catalogue;
mod codecs;
mod containers;
mod entry;
mod flags;
mod foreign;
mod hints;
mod idle;
mod job;
mod kinds;
mod limits;
mod numbers;
mod options;
mod partial;
mod riff;
mod sigmf;
mod stated;
mod strict;
mod values;
mod writing;

use crate::golden::Picture;
use crate::program::{Folder, wav_of_floats};

/// Runs `render`, `export` and `info` on a file that none of them can read.
#[track_caller]
fn assert_refused(name: &str, bytes: Option<&[u8]>, reported: &str) {
    for (command, output) in [("render", "out.png"), ("export", "out.npz"), ("info", "")] {
        let folder = Folder::new();
        if let Some(bytes) = bytes {
            folder.write(name, bytes);
        }
        let before = folder.names();
        let output = if output.is_empty() { vec![] } else { vec!["-o", output] };
        let failure = folder.run(&[&[command, name], &output[..]].concat(), b"").failed(1);
        assert!(failure.stderr.starts_with(&format!("specgram: {name}: ")), "{failure:?}");
        failure.with_stderr(reported);
        assert_eq!(folder.names(), before, "{command}");
        if let Some(bytes) = bytes {
            folder.run(&[&[command], &output[..], &["-"]].concat(), bytes).failed(1).with_stderr("standard input: ");
            assert_eq!(folder.names(), before, "{command}");
        }
    }
}

/// A valid file with some of its bytes replaced.
fn damaged(at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut wav = wav_of_floats(8000, 1, &[0.5; 3000]);
    wav[at..at + bytes.len()].copy_from_slice(bytes);
    wav
}

#[test]
fn non_audio_files_are_refused() {
    let whole = damaged(0, b"RIFF");
    assert_refused("none.wav", None, "cannot open: ");
    assert_refused("notes.txt", Some(b"Dear diary, the birds sang early today.\n"), "text, not audio");
    assert_refused("header.wav", Some(&whole[..30]), "the input ends at byte 30");
}

#[cfg(unix)]
#[test]
fn system_errors_are_reported_without_their_number() {
    use std::io::Error;
    let text = |source| specgram::Error::io("cannot open", source).to_string();
    assert_eq!(text(Error::from_raw_os_error(2)), "cannot open: No such file or directory");
    assert_eq!(text(Error::from_raw_os_error(28)), "cannot open: No space left on device");
    assert_eq!(text(Error::other("a disk (os error 28)")), "cannot open: a disk (os error 28)");
}

#[test]
fn a_folder_is_no_single_input() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("folder")).unwrap();
    folder.run(&["info", "folder"], b"").failed(1).with_stderr("specgram: folder: cannot open: is a directory");
    for command in ["render", "export"] {
        folder
            .run(&[command, "folder"], b"")
            .failed(2)
            .with_stderr("specgram: several inputs require -o for their outputs");
    }
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let path = folder.write("secret.wav", damaged(0, b"R"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Root can read everything.
    if std::fs::File::open(&path).is_err() {
        folder.run(&["render", "secret.wav"], b"").failed(1).with_stderr("specgram: secret.wav: cannot open: ");
    }
}

#[test]
fn an_output_in_a_missing_folder_or_over_a_folder_is_refused() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("folder.png")).unwrap();
    folder
        .run(&["render", "--demo", "-o", "no/out.png"], b"")
        .failed(1)
        .with_stderr("no/out.png: cannot write: no directory no");
    folder
        .run(&["render", "--demo", "-o", "folder.png"], b"")
        .failed(1)
        .with_stderr("folder.png: cannot write: is a dir");
    folder.run(&["render", "--demo", "-o", "."], b"").failed(1).with_stderr(".: cannot write: is a directory");
    // If one cannot be written, the others are not written either.
    folder.run(&["render", "--demo", "-o", "out.png", "-o", "no/out.png"], b"").failed(1);
    folder.run(&["synth", "-o", "no/out.wav"], b"").failed(1).with_stderr("no/out.wav: cannot write");
    assert_eq!(folder.names(), ["folder.png"]);
}

#[test]
fn an_input_is_not_overwritten() {
    let folder = Folder::new();
    let wav = damaged(0, b"R");
    folder.write("in.wav", &wav);
    for output in ["in.wav", "./in.wav"] {
        let output = folder.run(&["render", "in.wav", "--format", "png", "-o", output], b"");
        output.failed(2).with_stderr("the output would overwrite the input");
    }
    assert!(folder.read("in.wav") == wav);
}

#[test]
fn nan_samples_are_counted_and_drawn_as_silence() {
    let mut samples = vec![0.25_f32; 3000];
    for (at, odd) in [(5, f32::NAN), (70, f32::INFINITY), (2999, f32::NEG_INFINITY)] {
        samples[at] = odd;
    }
    let folder = Folder::new();
    folder.write("odd.wav", wav_of_floats(8000, 1, &samples));
    for index in [5, 70, 2999] {
        samples[index] = 0.0;
    }
    folder.write("even.wav", wav_of_floats(8000, 1, &samples));
    for args in [&["render", "--no-title"][..], &["export"]] {
        let odd = folder.run(&[args, &["odd.wav"]].concat(), b"").done();
        let odd = odd.with_stderr("specgram: warning: odd.wav: 3 samples are not finite");
        let even = folder.run(&[args, &["even.wav"]].concat(), b"").done();
        match args[0] {
            // Figures contain the name of their input.
            "render" => assert!(Picture::decode(&odd.stdout).pixels == Picture::decode(&even.stdout).pixels),
            _ => assert!(odd.stdout == even.stdout),
        }
    }
    folder.run(&["info", "odd.wav"], b"").done().with_stderr("3 samples are not finite");
}

#[test]
fn samples_too_large_or_too_small_for_their_power_are_reported() {
    let folder = Folder::new();
    // As integers read for floats are: a double has room for 1e200, its square has not.
    let mut samples = vec![0.25_f64; 3000];
    for (largest, says) in [
        (1e140, ""),
        (
            1e200,
            "specgram: warning: in.raw: samples above 1e150 overflow: their power is infinite and drawn at the highest \
             level; check the sample format\n",
        ),
    ] {
        samples[70] = largest;
        folder.write("in.raw", samples.iter().flat_map(|sample| sample.to_le_bytes()).collect::<Vec<_>>());
        let raw = ["render", "in.raw", "--raw", "f64le", "--rate", "8000", "-o", "out.png"];
        assert_eq!(folder.run(&raw, b"").done().stderr, says);
    }
    // So small that the square is 0, or has lost digits; a window's end or silence is no reason to warn.
    for (amplitude, silent, warned) in
        [(1e-170, 0.0, true), (1e-170, 1.0, true), (1e-156, 0.0, true), (1e-140, 0.0, false), (0.0, 0.0, false)]
    {
        let tone =
            (0..5000).map(|n| if n < 2500 { amplitude * f64::from(n).sin() } else { silent * f64::from(n).sin() });
        folder.write("in.raw", tone.flat_map(|sample: f64| sample.to_le_bytes()).collect::<Vec<_>>());
        for mode in ["psd", "magnitude", "angle"] {
            let raw = ["render", "in.raw", "--raw", "f64le", "--rate", "8000", "--mode", mode, "-o", "out.png"];
            let reported = "specgram: warning: in.raw: samples below 1e-150 have power too small to represent, drawn as silence; \
                        check the sample format\n";
            let expected = if warned && mode != "angle" { reported } else { "" };
            assert_eq!(folder.run(&raw, b"").done().stderr, expected, "{amplitude} {silent} {mode}");
        }
    }
    folder.write("large.wav", wav_of_floats(8000, 1, &[1e15; 10]));
    let reported = folder.run(&["info", "large.wav"], b"").done();
    // 20·log10 of 10¹⁵.
    assert!(reported.text().contains("  peak         1.0000e15 (300.00 dBFS)\n"), "{reported:?}");
}

#[test]
fn a_truncated_data_chunk_is_drawn_up_to_its_end() {
    let folder = Folder::new();
    let mut wav = damaged(0, b"R");
    wav.truncate(44 + 4 * 2000 + 2);
    folder.write("cut.wav", &wav);
    let output = folder.run(&["render", "cut.wav", "-o", "out.png"], b"").done();
    output.with_stderr("specgram: warning: cut.wav: truncated: found 2000 of the 3000 samples stated in the header");
    assert_eq!(folder.names(), ["cut.wav", "out.png"]);
}

#[test]
fn an_input_shorter_than_a_window_is_drawn_with_a_warning() {
    let folder = Folder::new();
    for count in [1, 100, 1023] {
        folder.write("in.wav", wav_of_floats(8000, 1, &vec![0.5; count]));
        let samples = if count == 1 { "input (1 sample)".to_owned() } else { format!("input ({count} samples)") };
        let output = folder.run(&["render", "in.wav", "-o", "out.png"], b"").done();
        assert!(output.stderr.starts_with(&format!("specgram: warning: in.wav: {samples}")), "{output:?}");
    }
    folder.write("in.wav", wav_of_floats(8000, 1, &[0.5; 1024]));
    folder.run(&["render", "in.wav", "-o", "out.png"], b"").done().silent();
}

#[test]
fn contradictory_flags_leave_no_output() {
    let folder = Folder::new();
    folder.write("in.wav", damaged(0, b"R"));
    for flags in [
        &["--hop", "100", "--overlap", "50%"][..],
        &["--overlap", "1024"],
        &["--fmin", "3k", "--fmax", "2k"],
        &["--fmin", "4k"],
        &["--start", "2", "--end", "1"],
        &["--channel", "2"],
        &["--nfft", "64", "--window-length", "65"],
    ] {
        folder.run(&[&["render", "in.wav", "-o", "out.png"], flags].concat(), b"").failed(2);
        assert_eq!(folder.names(), ["in.wav"], "{flags:?}");
    }
}
