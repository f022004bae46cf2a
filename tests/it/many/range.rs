//! `--shared-range`: the range of all cells together.

use std::num::NonZeroUsize;

use specgram::job::{self, Input, InputOptions, RenderOptions};
use specgram::level::Levels;
use specgram::spectrogram::Picture;

use super::recordings;
use crate::program::{Folder, run};

/// The first and last level of a figure's colours, from its record.
fn range(folder: &Folder, name: &str) -> (f64, f64) {
    let out = folder.run(&["info", "--json", name], b"").done().stdout;
    let all: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let level = &all[0]["figure"]["axes"]["level"];
    let end = |key: &str| level[key].as_f64().unwrap_or_else(|| panic!("{all}"));
    (end("first_color"), end("last_color"))
}

fn with_a_quiet_one() -> Folder {
    let folder = recordings();
    let quiet =
        ["synth", "--noise", "white", "--amplitude", "0.0001", "--duration", "1", "--rate", "16000", "--bits", "24"];
    folder.write("in/quiet.wav", run(&quiet, b"").done().stdout);
    folder
}

#[test]
fn all_figures_have_the_range_of_all_their_cells() {
    for flags in [&[][..], &["--linear"]] {
        let folder = with_a_quiet_one();
        folder.run(&[&["render", "in", "-o", "out/", "--shared-range"], flags].concat(), b"").done();
        let shared = range(&folder, "out/2.png");
        for name in ["10", "quiet", "sub/3"] {
            assert_eq!(range(&folder, &format!("out/{name}.png")), shared, "{name} {flags:?}");
        }
        // The pictures analysed by the library, and one range found over all of them.
        let mut options = RenderOptions { threads: NonZeroUsize::MIN, ..RenderOptions::default() };
        if !flags.is_empty() {
            options.look.levels = specgram::level::LevelOption::Linear;
        }
        let pictures: Vec<Picture> = ["2.wav", "10.wav", "quiet.wav", "sub/3.WAV"]
            .iter()
            .flat_map(|name| {
                let mut options = options.clone();
                options.look.title = Some((*name).to_owned());
                let input = Input::open(&folder.path(&format!("in/{name}")), &InputOptions::default()).unwrap();
                job::render(input, &options, &()).unwrap().pictures
            })
            .collect();
        assert_eq!(shared, Levels::of_pictures(options.look.levels, &pictures).ends(), "{flags:?}");
        // It is that of none of them alone.
        folder.run(&[&["render", "in", "-o", "alone/"], flags].concat(), b"").done();
        assert_ne!(range(&folder, "alone/quiet.png"), shared);
    }
}

#[test]
fn a_broken_input_does_not_count() {
    let folder = with_a_quiet_one();
    folder.run(&["render", "in", "-o", "a/", "--shared-range"], b"").done();
    folder.write("in/0.wav", b"RIFF");
    let out = folder.run(&["render", "in", "-o", "b/", "--shared-range"], b"");
    assert_eq!((out.code, out.stderr.lines().count()), (Some(1), 2), "{}", out.stderr);
    assert!(folder.read("a/2.png") == folder.read("b/2.png"));
}
