//! Flags about a header that contradict the input or have no value.

use super::{complex_tone, folder, tone};
use crate::program::wav_of_floats;

/// Refuses flags for a file and for a pipe, with the same words.
#[track_caller]
fn refuse(bytes: &[u8], flags: &[&str], says: &str) {
    let folder = folder(bytes);
    for (command, output) in [("info", &[][..]), ("render", &["-o", "a.png"]), ("export", &["-o", "a.npy"])] {
        if command == "info" && flags.contains(&"--channel") {
            continue;
        }
        for (input, name) in [("in.wav", "in.wav"), ("-", "standard input")] {
            let refused = folder.run(&[&[command, input], flags, output].concat(), bytes).failed(2);
            assert_eq!(refused.stderr, format!("specgram: {name}: {says}\n"), "{command}");
            assert_eq!(folder.names(), ["in.wav"]);
        }
    }
}

#[test]
fn values_out_of_range_are_refused() {
    refuse(&tone(), &["--rate", "0"], "--rate must be above 0 Hz, got 0");
    refuse(&tone(), &["--rate", "-8k"], "--rate must be above 0 Hz, got -8000");
    refuse(&tone(), &["--time-expansion", "0"], "--time-expansion must be above 0, got 0");
    refuse(&tone(), &["--time-expansion", "-10"], "--time-expansion must be above 0, got -10");
    refuse(&tone(), &["--time-expansion", "nan"], "--time-expansion must be above 0, got NaN");
    refuse(&tone(), &["--time-expansion", "1e308"], "--time-expansion makes the sample rate infinite");
}

#[test]
fn i_and_q_need_two_channels() {
    let three = wav_of_floats(8000, 3, &[0.5; 300]);
    refuse(&tone(), &["--iq"], "--iq requires 2 channels, I and Q: the input has 1 channel");
    refuse(&three, &["--iq"], "--iq requires 2 channels, I and Q: the input has 3 channels");
    refuse(&tone(), &["--swap-iq"], "--swap-iq requires complex (IQ) input");
    let pairs = wav_of_floats(8000, 2, &complex_tone());
    refuse(&pairs, &["--swap-iq"], "--swap-iq requires complex (IQ) input");
    refuse(&pairs, &["--swap-iq", "--iq=no"], "--swap-iq requires complex (IQ) input");
    let raw = ["--raw", "cu8", "--rate", "8k", "--iq=no"];
    refuse(&[128; 200], &raw, "--iq must be yes for samples that are complex by format, got no");
}

#[test]
fn a_side_needs_two_channels() {
    let three = wav_of_floats(8000, 3, &[0.5; 3000]);
    refuse(&tone(), &["--channel", "side"], "--channel side requires 2 channels: the input has 1 channel");
    refuse(&three, &["--channel", "side"], "--channel side requires 2 channels: the input has 3 channels");
    let pairs = wav_of_floats(8000, 2, &complex_tone());
    refuse(&pairs, &["--channel", "side", "--iq"], "--channel side requires 2 channels: the input has 1 channel");
}

#[test]
fn headerless_samples_need_a_rate() {
    refuse(&[0; 200], &["--raw", "s16le"], "--rate is missing: headerless samples do not state it");
}

#[test]
fn texts_that_are_no_values_are_refused() {
    let folder = folder(&tone());
    for (flags, says) in [
        (&["--iq=maybe"][..], "--iq: must be yes or no, got 'maybe'"),
        (&["--rate", "fast"], "--rate: 'fast' is not a frequency such as 440, 8k or 2.4M"),
        (&["--time-expansion", "ten"], "--time-expansion must be a number, got 'ten'"),
        (&["--byte-offset", "-1"], "--byte-offset must be at least 0, got -1"),
        (&["--raw", "cs24le"], "'cs24le' is not a raw format"),
    ] {
        folder.run(&[&["info", "in.wav"], flags].concat(), b"").failed(2).with_stderr(says);
    }
    for flag in [&["--iq"][..], &["--swap-iq"], &["--byte-offset", "1"], &["--time-expansion", "2"], &["--rate", "1"]] {
        let refused = folder.run(&[&["render", "--demo"], flag].concat(), b"").failed(2);
        refused.with_stderr("cannot be used together");
    }
}
