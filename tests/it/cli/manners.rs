//! Completions, manual pages, lists, topics and styles.

use serde_json::Value;

use crate::program::{Folder, run};

#[test]
fn shells_complete_commands_flags_and_values() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell], b"").done().silent();
        let values = if ["bash", "zsh", "fish"].contains(&shell) {
            &["viridis_r", "kaiser", "webp", "matplotlib"][..]
        } else {
            &[]
        };
        for word in ["render", "shared-range"].iter().chain(values) {
            assert!(script.text().contains(word), "{shell}: {word}");
        }
    }
    run(&["completions", "tcsh"], b"").failed(2);
}

#[cfg(unix)]
#[test]
fn bash_offers_the_values_of_a_flag() {
    let folder = Folder::new();
    folder.write("completion", run(&["completions", "bash"], b"").done().stdout);
    let script = ". ./completion; COMP_WORDS=(specgram render --window ka); COMP_CWORD=3; \
                  _specgram specgram ka --window; echo \"${COMPREPLY[*]}\"";
    let mut shell = std::process::Command::new("bash");
    shell.args(["--norc", "-c", script]).current_dir(folder.path(""));
    let out = crate::program::finish(shell, b"");
    assert_eq!(out.done().text(), "kaiser\n");
}

#[test]
fn manual_pages_are_there_for_every_command() {
    let page = run(&["man"], b"").done().silent();
    assert!(page.text().contains(".TH specgram 1") && page.text().contains("Exit states"), "{page:?}");
    let page = run(&["man", "render"], b"").done().silent();
    assert!(page.text().contains("\\fB\\-\\-colormap\\fR"), "{page:?}");
    run(&["man", "paint"], b"")
        .failed(2)
        .with_stderr("unknown command 'paint' (available: render, synth, export, info");
    let folder = Folder::new();
    folder.run(&["man", "-o", "pages/man1"], b"").done().silent();
    assert!(folder.read("pages/man1/specgram-render.1") == page.stdout);
}

#[test]
fn lists_have_a_line_for_each_name() {
    let lines = |what: &str| -> Vec<String> {
        let out = run(&["--list", what], b"").done().silent();
        out.text().lines().map(|line| line.split([' ', ':', '[']).next().unwrap().to_owned()).collect()
    };
    assert!(lines("windows").contains(&"gaussian".to_owned()));
    assert!(lines("colormaps").contains(&"viridis".to_owned()));
    assert_eq!(lines("formats"), ["png", "svg", "pdf", "jpg", "webp", "tif", "npy", "npz", "csv", "json"]);
    assert!(lines("presets").contains(&"librosa".to_owned()));
    run(&["--list", "colours"], b"").failed(2);
}

#[test]
fn topics_explain_and_states_are_listed() {
    for (topic, word) in [("windows", "flattop"), ("levels", "dbfs"), ("scales", "mel"), ("formats", "npz")] {
        let text = run(&["help", topic], b"").done().silent();
        assert!(text.text().contains(word), "{topic}");
        assert!(text.text().lines().all(|line| line.chars().count() <= 100), "{topic}");
    }
    let help = run(&["--help"], b"").done().silent();
    for state in ["0    done", "1    the work failed", "2    the command line was wrong", "130  ended by Ctrl-C"] {
        assert!(help.text().contains(state), "{state}");
    }
    run(&["help", "colours"], b"").failed(2);
}

/// A folder with a recording and a style.
fn styled(style: &str) -> Folder {
    let folder = Folder::new();
    folder.write("in.wav", run(&["synth", "--duration", "1"], b"").done().stdout);
    folder.write("style.toml", style);
    folder
}

fn record(folder: &Folder, args: &[&str]) -> Value {
    folder.run(&[&["render", "in.wav", "-o", "out.png", "--style", "style.toml"], args].concat(), b"").done();
    let out = folder.run(&["info", "--json", "out.png"], b"").done().stdout;
    serde_json::from_slice::<Value>(&out).unwrap()[0]["figure"].clone()
}

#[test]
fn a_style_gives_flags_that_typed_ones_override() {
    let folder = styled(
        "nfft = 2048\ncolormap = \"magma\"\npreset = 'matplotlib'\npanel = ['waveform', 'spectrum']\nmel = 40\n",
    );
    let styled = record(&folder, &[]);
    assert_eq!((&styled["analysis"]["nfft"], &styled["picture"]["colormap"]), (&2048.into(), &"magma".into()));
    assert!(styled["axes"]["waveforms"].is_array() && styled["axes"]["spectra"].is_array());
    let style = serde_json::json!({
        "nfft": "2048", "colormap": "magma", "preset": "matplotlib", "panel": "waveform,spectrum"
    });
    assert_eq!(styled["style"], style, "keys of other commands are left out");
    let typed = record(&folder, &["--nfft", "512", "--colormap=jet"]);
    assert_eq!((&typed["analysis"]["nfft"], &typed["picture"]["colormap"]), (&512.into(), &"jet".into()));
    assert!(typed["style"]["nfft"].is_null());
    // The same figure as with typed flags, but for the statement in its record.
    let same = [
        "render",
        "in.wav",
        "-o",
        "same.svg",
        "--nfft",
        "2048",
        "--colormap",
        "magma",
        "--preset",
        "matplotlib",
        "--panel",
        "waveform",
        "--panel",
        "spectrum",
    ];
    folder.run(&same, b"").done();
    folder.run(&["render", "in.wav", "-o", "out.svg", "--style=style.toml"], b"").done();
    let drawing =
        |name: &str| String::from_utf8(folder.read(name)).unwrap().split_once("</metadata>").unwrap().1.to_owned();
    assert!(drawing("same.svg") == drawing("out.svg"));
    // For the other command, its own keys hold.
    folder.run(&["export", "in.wav", "-o", "out.npz", "--style", "style.toml"], b"").done();
    folder
        .run(&["export", "in.wav", "-o", "same.npz", "--mel", "40", "--nfft", "2048", "--preset", "matplotlib"], b"")
        .done();
    assert!(folder.read("out.npz") == folder.read("same.npz"));
}

#[test]
fn a_typed_flag_also_overrides_what_excludes_it() {
    let folder = styled("db-range = '-100:0'\nhop = 64\nno-title = false\ngrid = true\n");
    let figure = record(&folder, &["--linear", "--overlap", "50%"]);
    assert_eq!(figure["analysis"]["hop"], 512);
    assert_eq!(figure["picture"]["grid"], true);
    assert_eq!(figure["style"], serde_json::json!({ "no-title": "false", "grid": "true" }));
}

#[test]
fn later_styles_override_earlier_ones() {
    let folder = styled("nfft = 2048\ngrid = true\n");
    folder.write("more.toml", "nfft = 256\n");
    let figure = record(&folder, &["--style", "more.toml"]);
    assert_eq!((&figure["analysis"]["nfft"], &figure["picture"]["grid"]), (&256.into(), &true.into()));
}

#[test]
fn a_wrong_style_is_reported_with_its_line() {
    for (style, message) in [
        ("\n\ncolormp = 'jet'\n", "style.toml, line 3: unknown key 'colormp'; did you mean 'colormap'?"),
        ("nfft = 512\nwindow = 'hanm'", "style.toml, line 2: --window: 'hanm' is not a window; did you mean 'hann'?"),
        ("nfft = 'many'", "style.toml, line 1: --nfft must be a whole number"),
        ("nfft = 512\nnfft = 256", "style.toml, line 2: duplicate key"),
        ("nfft =", "style.toml, line 1: "),
        ("output = 'x.png'", "style.toml, line 1: 'output' is about inputs, outputs or the run"),
        ("[picture]\nnfft = 512", "style.toml, line 1: unknown key 'picture'"),
        ("nfft = { a = 1 }", "style.toml, line 1: 'nfft' must be a number, a text, true, false or a list"),
        ("grid = 5", "style.toml, line 1: --grid takes no value, got '5'"),
    ] {
        let folder = styled(style);
        let out = folder.run(&["render", "in.wav", "-o", "out.png", "--style", "style.toml"], b"").failed(2);
        assert!(out.stderr.starts_with(&format!("specgram: {message}")), "{style}: {}", out.stderr);
        assert!(!folder.names().contains(&"out.png".to_owned()));
    }
    let folder = styled("");
    folder.write("style.toml", b"\xff\xfe");
    folder.run(&["render", "in.wav", "--style", "style.toml"], b"").failed(2).with_stderr("is not text in UTF-8");
    folder.run(&["render", "in.wav", "--style", "none.toml"], b"").failed(1).with_stderr("none.toml: cannot open");
}

#[test]
fn an_unknown_shell_is_answered_with_the_known_ones() {
    let refused = run(&["completions", "csh"], b"").failed(2);
    refused.with_stderr("SHELL: 'csh' is not one of bash, elvish, fish, powershell, zsh\n");
}
