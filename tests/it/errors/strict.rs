//! `--strict`: samples that were lost or invented make an input fail.

use super::catalogue::folder;
use super::entry::{Entry, check, entry};
use super::job::{Job, check_jobs, export, render, value};

const FAILS: &[Entry] = &[
    entry(
        "export cut.mp3 --strict -o out.npz",
        1,
        "specgram: warning: cut.mp3: ignored 175 samples at the end: not a whole frame\nspecgram: cut.mp3: truncated: found 1199 of the 3001 samples stated in the header (--strict)",
    ),
    entry(
        "render cut.wav --strict -o out.png",
        1,
        "specgram: cut.wav: truncated: found 2000 of the 3000 samples stated in the header (--strict)",
    ),
    entry(
        "export twice.wav --strict --quiet -o out.npz",
        1,
        "specgram: twice.wav: ignored a second file appended at byte 12044 (--strict)",
    ),
    entry(
        "info good.wav cut.wav --strict",
        1,
        "specgram: cut.wav: truncated: found 2000 of the 3000 samples stated in the header (--strict)",
    ),
];

/// The library reports a loss also as a warning; the program, above, does not repeat it.
const FAILS_IN_JOBS: &[Job] = &[
    render(
        "nan.wav",
        |_, o| o.strict = true,
        1,
        "warning: nan.wav: 1 sample is not finite (NaN or infinity); replaced by 0\nnan.wav: 1 sample is not finite (NaN or infinity); replaced by 0 (--strict)",
    ),
    export(
        "damaged.mp3",
        |_, o| o.strict = true,
        1,
        "warning: damaged.mp3: skipped 288 bytes of invalid MP3 data at byte 1172; replaced by 576 samples of silence\nwarning: damaged.mp3: ignored 441 samples at the end: not a whole frame\ndamaged.mp3: skipped 288 bytes of invalid MP3 data at byte 1172; replaced by 576 samples of silence (--strict)",
    ),
];

/// Warnings without loss stay warnings: a tail, gaps, ignored channels, a short input, an end beyond the input's.
const PASSES: &[Job] = &[
    export(
        "good.wav",
        |_, o| (o.strict, o.analysis.nfft) = (true, Some(4096)),
        0,
        "warning: good.wav: input (3000 samples) is shorter than the window (4096); zero-padded, so levels are too low\nShorterFft { most: 3000 }",
    ),
    export(
        "good.wav",
        |_, o| o.strict = true,
        0,
        "warning: good.wav: ignored 440 samples at the end: not a whole frame",
    ),
    export(
        "good.wav",
        |_, o| (o.strict, o.analysis.hop) = (true, Some(1500)),
        0,
        "warning: good.wav: 952 of 3000 samples are not analysed: hop 1500 is longer than the window (1024)",
    ),
    render(
        "balanced.wav",
        |_, o| (o.strict, o.channels) = (true, value("left")),
        0,
        "warning: balanced.wav: ignored 1 of 2 channels",
    ),
    render(
        "good.wav",
        |i, o| (o.strict, i.span.end) = (true, Some(value("9"))),
        0,
        "warning: good.wav: the input ends at 0.375 s (sample 3000), before the requested end at 9 s (sample 72000)",
    ),
];

#[test]
fn lost_samples_are_an_error() {
    check(&folder(), FAILS);
    check_jobs(&folder(), FAILS_IN_JOBS);
}

#[test]
fn warnings_without_loss_stay_warnings() {
    check_jobs(&folder(), PASSES);
}

#[test]
fn a_stream_that_lost_samples_leaves_standard_output_empty() {
    for command in ["render", "export"] {
        let failed = folder().run(&[command, "cut.wav", "--strict"], b"").failed(1);
        assert!(failed.stdout.is_empty(), "{command}");
    }
}

#[test]
fn json_lists_warnings_with_code_text_and_loss() {
    let folder = folder();
    let info = folder.run(&["info", "--json", "cut.wav"], b"").done();
    let render = folder.run(&["render", "--json", "cut.wav", "-o", "out.png"], b"").done();
    let [info, render] = [info, render].map(|output| serde_json::from_str::<serde_json::Value>(output.text()).unwrap());
    let text = "truncated: found 2000 of the 3000 samples stated in the header";
    let expected = serde_json::json!({ "code": "truncated", "text": text, "lost": true });
    assert_eq!(info[0]["warning_details"], serde_json::json!([expected]));
    assert_eq!(render["warning_details"][0], expected);
    assert_eq!(render["warnings"][0], text);
}
