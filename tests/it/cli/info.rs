//! The contents of a file, as text and as JSON.

use serde_json::{Value, json};

use super::synth;
use crate::program::{Folder, run, wav_of_floats};
use crate::wav::{chunk, fmt, riff};

/// Two channels at 8 kHz, 12000 samples in each: one of halves, one of silence.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(8000, 2, &[-0.5, 0.0].repeat(12_000)));
    folder
}

#[test]
fn text_states_format_length_and_levels() {
    let output = folder().run(&["info", "in.wav"], b"").done().silent();
    let lines: Vec<&str> = output.text().lines().collect();
    assert_eq!(lines[0], "in.wav");
    let reported = |name: &str| lines.iter().find_map(|line| line.trim_start().strip_prefix(name)).expect(name).trim();
    assert_eq!((reported("container"), reported("encoding")), ("WAV", "float, 32-bit"));
    assert_eq!((reported("channels"), reported("sample rate")), ("2", "8000 Hz"));
    assert_eq!(reported("duration"), "1.500 s (12000 samples per channel)");
    // Half of full scale is −6.02 dB; in one channel of two, the root mean square is √(1/8), −9.03 dB.
    assert_eq!(reported("peak"), "0.500000 (-6.02 dBFS)");
    assert_eq!(reported("RMS"), "0.353553 (-9.03 dBFS)");
}

#[test]
fn small_levels_keep_significant_digits() {
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(8000, 1, &[1e-18, 0.0, 0.0, 0.0]));
    let output = folder.run(&["info", "in.wav"], b"").done();
    // 20·log10 of 10⁻¹⁸, and of half of it; in a float 10⁻¹⁸ is 1.0000000e-18.
    assert!(output.text().contains("  peak         1.0000e-18 (-360.00 dBFS)\n"), "{output:?}");
    assert!(output.text().contains("  RMS          5.0000e-19 (-366.02 dBFS)\n"), "{output:?}");
}

#[test]
fn json_is_an_array_with_an_object_per_file() {
    let folder = folder();
    folder.write("b.wav", synth(&["--silence", "--bits", "24", "--rate", "44100"]));
    let output = folder.run(&["info", "--json", "in.wav", "b.wav"], b"").done().silent();
    let reported: Value = serde_json::from_str(output.text()).expect("JSON");
    let (first, second) = (&reported[0], &reported[1]);
    for (key, expected) in [
        ("file", json!("in.wav")),
        ("container", json!("WAV")),
        ("encoding", json!("float")),
        ("bits", json!(32)),
        ("decoder", json!("native")),
        ("channels", json!(2)),
        ("sample_rate", json!(8000)),
        ("frames", json!(12_000)),
        ("duration", json!(1.5)),
        ("peak", json!(0.5)),
        ("rms", json!(0.125_f64.sqrt())),
    ] {
        assert_eq!(first[key], expected, "{key}");
    }
    assert_eq!(reported.as_array().map(Vec::len), Some(2));
    // In reading order, as in the text.
    let keys: Vec<&str> = first.as_object().unwrap().keys().map(String::as_str).collect();
    let in_order = [
        "file",
        "container",
        "encoding",
        "bits",
        "decoder",
        "channels",
        "sample_rate",
        "time_expansion",
        "complex",
        "center_frequency",
        "frames",
        "duration",
        "peak",
        "rms",
        "tags",
        "warning_details",
    ];
    assert_eq!(keys, in_order);
    let places = in_order.map(|key| output.text().find(&format!("\"{key}\"")).unwrap());
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!((&second["bits"], &second["peak"], &second["rms"]), (&json!(24), &json!(0.0), &json!(0.0)));
}

#[test]
fn json_keeps_the_first_of_several_tags_with_one_name() {
    let folder = Folder::new();
    let named = [b"INFO", &chunk(b"IART", b"one\0")[..], &chunk(b"IART", b"two\0")].concat();
    folder.write("in.wav", riff(&[fmt(1, 1, 8000, 16), chunk(b"LIST", &named), chunk(b"data", &[0; 8])]));
    let output = folder.run(&["info", "--json", "in.wav"], b"").done().silent();
    let reported: Value = serde_json::from_str(output.text()).expect("JSON");
    assert_eq!(reported[0]["tags"], json!({ "Artist": "one" }));
}

#[test]
fn info_of_a_pipe_equals_that_of_a_file() {
    let folder = folder();
    let reported = |args: &[&str], stdin: &[u8]| {
        folder.run(args, stdin).done().silent().text().replace("standard input", "in.wav")
    };
    assert_eq!(reported(&["info", "-"], &folder.read("in.wav")), reported(&["info", "in.wav"], b""));
}

#[test]
fn a_file_is_required() {
    run(&["info"], b"").failed(2).with_stderr("no FILE given");
}

#[test]
fn info_of_a_figure_from_a_pipe_equals_that_of_a_file() {
    let folder = Folder::new();
    for name in ["a.png", "a.svg", "a.pdf", "a.jpg", "a.webp", "a.tif"] {
        folder.run(&["render", "--demo", "-o", name], b"").done();
        let piped = folder.run(&["info", "-"], &folder.read(name)).done().silent();
        assert_eq!(piped.text().replace("standard input", name), folder.run(&["info", name], b"").done().text());
        assert!(piped.text().contains("  window        hann\n"), "{piped:?}");
    }
    folder
        .run(&["info", "-"], b"\xff\xd8\xff\xe0\0\x04ab\xff\xda")
        .failed(1)
        .with_stderr("standard input: a JPEG image, not audio");
    // Figures of other programs: without a record, or with an invalid one.
    let end = b"\0\0\0\0IEND\xae\x42\x60\x82";
    for other in [&b""[..], b"\0\0\0\x0eiTXtspecgram\0\0\0\0\x005...."] {
        let picture = [b"\x89PNG\r\n\x1a\n", other, end].concat();
        folder.run(&["info", "-"], &picture).failed(1).with_stderr("standard input: a PNG image, not audio");
        folder.write("b.png", picture);
        folder.run(&["info", "b.png"], b"").failed(1).with_stderr("b.png: a PNG image, not audio");
    }
}

#[cfg(unix)]
#[test]
fn names_and_tags_cannot_reverse_text_on_the_terminal() {
    let folder = Folder::new();
    // RIGHT-TO-LEFT OVERRIDE reverses the following text: this name poses as a .wav.
    let name = "song-\u{202e}\u{2066}vaw\u{1b}[2J\nx.png";
    folder.write(name, wav_of_floats(8000, 1, &[0.5; 4000]));
    let reported = folder.run(&["info", name], b"").done();
    assert_eq!(reported.text().lines().next(), Some("song-  vaw [2J x.png"));
    let reported = folder.run(&["info", "--json", name], b"").done();
    assert!(!reported.text().contains(['\u{202e}', '\u{2066}', '\u{1b}']), "{reported:?}");
    let json: Value = serde_json::from_str(reported.text()).expect("JSON");
    assert_eq!(json[0]["file"], name);
    folder.write(name, b"not audio at all, not a bit of it");
    let refused = folder.run(&["info", name], b"").failed(1);
    assert_eq!(refused.stderr, "specgram: song-  vaw [2J x.png: text, not audio\n");
}

#[test]
fn raw_samples_that_begin_like_a_figure_are_read_whole() {
    let folder = Folder::new();
    for begin in [&b"%PDF-1.4\n"[..], b"\x89PNG\r\n\x1a\n", b"<svg x"] {
        let samples = [begin, &[100; 5000]].concat();
        folder.write("in.raw", &samples);
        let flags = ["--raw", "u8", "--rate", "1000", "--json"];
        for (input, stdin) in [("in.raw", &[][..]), ("-", &samples[..])] {
            let found: Value =
                serde_json::from_str(folder.run(&[&["info", input], &flags[..]].concat(), stdin).done().text())
                    .unwrap();
            assert_eq!(found[0]["frames"], samples.len(), "{input}");
            assert_eq!((&found[0]["container"], &found[0]["encoding"]), (&json!("none (headerless)"), &json!("u8")));
        }
    }
}
