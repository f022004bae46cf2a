//! `--pixels-per-second`: the width follows from the duration.

use serde_json::Value;

use crate::program::{Folder, run};

/// The size of a figure, and the width and height of its plots.
fn sizes(folder: &Folder, args: &[&str]) -> ((u64, u64), Vec<(i64, i64)>) {
    folder.run(&[&["render", "in.wav", "-o", "out.png"], args].concat(), b"").done();
    let out = folder.run(&["info", "--json", "out.png"], b"").done().stdout;
    let axes = &serde_json::from_slice::<Value>(&out).unwrap()[0]["figure"]["axes"];
    let side = |index: usize| axes["figure"][index].as_u64().unwrap();
    let plots = axes["plots"].as_array().unwrap();
    let extent = |plot: &Value, from: &str, to: &str| plot[to].as_i64().unwrap() - plot[from].as_i64().unwrap();
    let plots = plots.iter().map(|plot| (extent(plot, "left", "right"), extent(plot, "top", "bottom"))).collect();
    ((side(0), side(1)), plots)
}

fn with_seconds(seconds: &str) -> Folder {
    let folder = Folder::new();
    let args = ["synth", "--duration", seconds, "--rate", "8k", "--channels", "2"];
    folder.write("in.wav", run(&args, b"").done().stdout);
    folder
}

#[test]
fn the_plot_is_as_wide_as_its_duration_asks_for() {
    let folder = with_seconds("3");
    let ((_, height), plots) = sizes(&folder, &[]);
    for (scale, width) in [("50", 150), ("400", 1200), ("0.1", 1), ("33.4", 100)] {
        let (figure, scaled) = sizes(&folder, &["--pixels-per-second", scale]);
        assert_eq!((figure.1, &scaled[..]), (height, &[(width, plots[0].1)][..]), "{scale}");
    }
    let (_, zoomed) = sizes(&folder, &["--pixels-per-second", "50", "--zoom", "2"]);
    assert_eq!(zoomed[0].0, 300);
    let (_, span) = sizes(&folder, &["--pixels-per-second", "50", "--start", "1", "--plot-size", "10x77"]);
    assert_eq!(span, [(100, 77)]);
    let (_, part) = sizes(&folder, &["--pixels-per-second", "50", "--channel", "all", "--panel", "waveform"]);
    assert_eq!(part.iter().map(|plot| plot.0).collect::<Vec<_>>(), [150, 150]);
}

#[test]
fn a_width_that_cannot_be_is_an_error() {
    let folder = with_seconds("3");
    let scaled =
        |scale: &str| folder.run(&["render", "in.wav", "-o", "out.png", "--pixels-per-second", scale], b"").failed(2);
    scaled("20000").with_stderr("--pixels-per-second gives a width of 60000 pixels for 3 s; the limit is 32767");
    for wrong in ["0", "-5", "nan", "inf", "x"] {
        scaled(wrong).with_stderr("--pixels-per-second must be a number above 0");
    }
    let out = folder.run(&["render", "--pixels-per-second", "50"], &folder.read("in.wav")).failed(2);
    out.with_stderr("--pixels-per-second requires an input of known length, such as a file");
    assert_eq!(folder.names(), ["in.wav"]);
}
