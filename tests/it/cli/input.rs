//! The part of an input, and its channels.

use std::f64::consts::TAU;

use super::{folder_with, synth};
use crate::export::Table;
use crate::golden::Picture;
use crate::program::{Folder, run, wav_of_floats};

/// The table that `export` makes of `in.wav` in a folder.
#[track_caller]
fn exported(folder: &Folder, flags: &[&str]) -> Table {
    let output = folder.run(&[&["export", "in.wav", "--format", "csv", "-q"], flags].concat(), b"");
    Table::parse(output.done().text())
}

#[test]
fn a_span_can_be_written_in_several_forms() {
    let folder = folder_with(&["--noise", "white", "--rate", "8k", "--duration", "100"]);
    let spans = [
        &["--start", "1:30", "--end", "1:31"][..],
        &["--start", "90", "--end", "91"],
        &["--start", "00:01:30.0", "--duration", "1"],
        &["--start", "720000samples", "--duration", "8000samples"],
        &["--start", "90s", "--end", "728000samples"],
    ];
    let first = exported(&folder, spans[0]);
    // 8000 samples, windows of 1024 at every 512; times count from the start of the file.
    assert_eq!(first.times.len(), 14);
    assert_eq!(first.times[0], 90.0 + 512.0 / 8000.0);
    for span in &spans[1..] {
        assert!(exported(&folder, span) == first, "{span:?}");
    }
}

#[test]
fn a_span_selects_the_same_samples_on_a_pipe() {
    let samples: Vec<f32> = (0..4000).map(|n| ((n * n) % 97) as f32 / 97.0).collect();
    let cut = run(&["export"], &wav_of_floats(1000, 1, &samples[500..2500])).done().stdout;
    let folder = Folder::new();
    let whole = wav_of_floats(1000, 1, &samples);
    folder.write("in.wav", &whole);
    let span = ["--start", "0.5", "--end", "2.5"];
    assert!(folder.run(&[&["export", "in.wav"], &span[..]].concat(), b"").done().stdout == cut);
    assert!(folder.run(&[&["export"], &span[..]].concat(), &whole).done().stdout == cut);
}

#[test]
fn a_span_outside_of_the_input_is_an_error_and_one_beyond_its_end_a_warning() {
    let folder = folder_with(&["--duration", "10"]);
    let render = |flags: &[&str]| folder.run(&[&["render", "in.wav", "-o", "out.png"], flags].concat(), b"");
    render(&["--start", "50"]).failed(2).with_stderr("in.wav: --start at 50 s (sample 500000) is past");
    render(&["--start", "5", "--end", "3"]).failed(2).with_stderr("--end at 3 s (sample 30000) is not after");
    render(&["--duration", "0"]).failed(2).with_stderr("--duration must be at least 1 sample");
    assert_eq!(folder.names(), ["in.wav"]);
    render(&["--start", "8", "--end", "20"]).done().with_stderr("warning: in.wav: the input ends at 10 s");
}

#[test]
fn the_demo_can_be_cut_like_any_input() {
    let demo = run(&["render", "--demo", "--no-title", "--start", "2", "--end", "4"], b"").done().silent().stdout;
    let piped = run(&["render", "--no-title", "--start", "2", "--end", "4"], &synth(&[])).done().stdout;
    // The files differ in the input's name, which they contain.
    assert!(Picture::decode(&demo).pixels == Picture::decode(&piped).pixels);
}

/// The frequencies of the strongest bins of a table, averaged over time: those above half the strongest.
fn tones(table: &Table) -> Vec<f64> {
    let strongest = table.rows.iter().flatten().copied().fold(0.0, f64::max);
    let strong = table.frequencies.iter().zip(&table.rows).filter(|(_, row)| row[0] > 0.5 * strongest);
    strong.map(|(frequency, _)| *frequency).collect()
}

#[test]
fn channels_are_picked_by_name_and_number() {
    // Bins are 10 Hz apart: tones of 1000, 2000 and 3000 Hz, one in each channel.
    let sine = |n: u32, hertz: f64| (TAU * hertz * f64::from(n) / 10_240.0).sin() as f32;
    let samples: Vec<f32> = (0..4096).flat_map(|n| [1e3, 2e3, 3e3].map(|hertz| sine(n, hertz))).collect();
    let folder = Folder::new();
    folder.write("in.wav", wav_of_floats(10_240, 3, &samples));
    for (channel, expected) in [
        (&[][..], &[1e3, 2e3, 3e3][..]),
        (&["--channel", "mix"], &[1e3, 2e3, 3e3]),
        (&["--channel", "left"], &[1e3]),
        (&["--channel", "1"], &[1e3]),
        (&["--channel", "right"], &[2e3]),
        (&["--channel", "3"], &[3e3]),
    ] {
        assert_eq!(tones(&exported(&folder, channel)), expected, "{channel:?}");
    }
    let left = folder.run(&["render", "in.wav", "--channel", "left", "-o", "a.png"], b"").done();
    assert_eq!(left.stderr, "specgram: warning: in.wav: ignored 2 of 3 channels\n");
    folder.run(&["render", "in.wav", "-o", "a.png"], b"").done().silent();
    folder
        .run(&["render", "in.wav", "--channel", "4"], b"")
        .failed(2)
        .with_stderr("--channel 4 does not exist: the input has 3 channels");
}
