//! First steps of a new user: help, typos and suggestions.

use crate::program::run;

/// The commands, in the order of the help.
const COMMANDS: [&str; 6] = ["render", "synth", "export", "info", "completions", "man"];

#[test]
fn a_missing_command_prints_the_help_and_is_a_usage_error() {
    let output = run::<&str>(&[], b"");
    assert_eq!((output.code, output.stdout.len()), (Some(2), 0));
    let asked = run(&["--help"], b"").done().silent();
    assert_eq!(output.stderr, asked.text());
    for command in COMMANDS {
        assert!(asked.text().contains(&format!("\n  {command}  ")), "{command} in {asked:?}");
    }
}

#[test]
fn the_long_help_contains_every_flag_of_the_short_one() {
    for command in COMMANDS {
        let (short, long) =
            (run(&[command, "-h"], b"").done().silent(), run(&[command, "--help"], b"").done().silent());
        for flag in flags(short.text()) {
            assert!(flags(long.text()).any(|other| other == flag), "{command} {flag}");
        }
        assert_eq!(run(&["help", command], b"").done().text(), long.text(), "{command}");
    }
}

/// The flags that a help text explains.
fn flags(help: &str) -> impl Iterator<Item = &str> {
    let words = help.lines().filter_map(|line| line.split_whitespace().find(|word| word.starts_with("--")));
    words.filter(|word| word.len() > 2)
}

#[test]
fn a_typo_is_reported_in_one_line_with_a_suggestion() {
    for (args, line, hint) in [
        (&["rnder"][..], "unknown command 'rnder'", "hint: did you mean 'render'?"),
        (&["song.wav"], "unknown command 'song.wav'", "hint: to draw a file: specgram render FILE"),
        (&["render", "--colourmap", "hot"], "unknown flag --colourmap", "hint: did you mean '--colormap'?"),
    ] {
        let output = run(args, b"").failed(2);
        assert_eq!(output.stderr, format!("specgram: {line}\n{hint}\n"));
    }
}

#[test]
fn a_wrong_value_is_reported_with_its_flag_and_valid_values() {
    for (flag, value, reported) in [
        ("--colormap", "Magma", "'Magma' is not a colormap; did you mean 'magma'?"),
        ("--window", "hanning", "did you mean 'hann'?"),
        ("--window", "kaiser:-1", "kaiser"),
        ("--size", "1200", "such as 1200x600"),
        ("--plot-size", "ax2", "such as 1200x600"),
        ("--db-range", "0:-100", "must be LO:HI with LO below HI, such as -100:0"),
        ("--db-range", "-100", "such as -100:0"),
        ("--overlap", "100%", "below 100%"),
        ("--overlap", "many", "a whole number of samples, a percentage or auto"),
        ("--nfft", "abc", "a whole number of samples, got 'abc'"),
        ("--hop", "-3", "must be at least 1, got -3"),
        ("--threads", "0", "at least 1"),
        ("--start", "-1", "such as 90, 1:30"),
        ("--end", "1:75", "such as 90, 1:30"),
        ("--duration", "1h", "such as 90, 1:30"),
        ("--channel", "0", "a channel number of at least 1"),
        ("--fmax", "fast", "such as 440, 8k or 2.4M"),
        ("--scaling", "amplitude", "available: density, spectrum, dbfs"),
        ("--freq-scale", "logarithmic", "available: linear, log"),
        ("--pool", "median", "mean"),
        ("--theme", "blue", "light"),
        ("--format", "gif", "available: png, svg"),
    ] {
        let output = run(&["render", "--demo", flag, value], b"").failed(2).with_stderr(reported);
        assert_eq!(output.stderr.lines().count(), 1, "{output:?}");
        assert!(output.stderr.starts_with(&format!("specgram: {flag}")) || flag == "--format", "{output:?}");
    }
}

#[test]
fn flags_that_contradict_each_other_are_refused_by_name() {
    for (one, other) in [
        (&["--hop", "100"][..], &["--overlap", "50%"][..]),
        (&["--end", "2"], &["--duration", "2"]),
        (&["--size", "100x100"], &["--plot-size", "100x100"]),
        (&["--linear"], &["--db-range", "-100:0"]),
        (&["--title", "x"], &["--no-title"]),
    ] {
        let output = run(&[&["render", "--demo"], one, other].concat(), b"").failed(2);
        assert!(output.stderr.contains(one[0]) && output.stderr.contains(other[0]), "{output:?}");
    }
    run(&["render", "--demo", "in.wav"], b"").failed(2).with_stderr("--demo and INPUT");
}

#[test]
fn wrong_numbers_of_a_signal_are_reported_too() {
    for (flag, value, reported) in [
        ("--channels", "x", "must be a whole number, got 'x'"),
        ("--channels", "-1", "must be at least 1, got -1"),
        ("--seed", "99999999999999999999999", "must be at most 18446744073709551615, got 99"),
        ("--noise-decay", "long", "must be a number, got 'long'"),
        ("--tone", "high", "such as 440, 8k or 2.4M"),
        ("--noise", "blue", "white"),
        ("--bits", "8", "16, 24, 32, f32, f64"),
        ("--chirp", "100", "100"),
    ] {
        let output = run(&["synth", flag, value], b"").failed(2).with_stderr(reported);
        assert!(output.stderr.lines().count() == 1 && output.stderr.contains(flag), "{output:?}");
    }
}

#[test]
fn the_version_is_the_packages() {
    let version = format!("specgram {}\n", env!("CARGO_PKG_VERSION"));
    for flag in ["-V", "--version"] {
        assert_eq!(run(&[flag], b"").done().silent().text(), version);
    }
}
