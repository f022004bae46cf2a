//! Panels, channels, views, themes and formats, from the flag to the file.

use super::{PNG, folder_with};
use crate::golden::Picture;
use crate::program::{Folder, run};

#[test]
fn panels_and_channels_reduce_the_plot() {
    let folder = folder_with(&["--duration", "2", "--channels", "2"]);
    let plots = |flags: &[&str]| {
        folder.run(&[&["render", "in.wav", "-o", "out.png"], flags].concat(), b"").done();
        let reported = folder.run(&["info", "--json", "out.png"], b"").done().silent();
        let json: serde_json::Value = serde_json::from_slice(&reported.stdout).expect("JSON");
        let plots = json[0]["figure"]["axes"]["plots"].as_array().expect("a list").clone();
        let side = |plot: &serde_json::Value, a: &str, b: &str| plot[b].as_i64().unwrap() - plot[a].as_i64().unwrap();
        plots.iter().map(|plot| (side(plot, "left", "right"), side(plot, "top", "bottom"))).collect::<Vec<_>>()
    };
    let [(width, height)] = plots(&[])[..] else { panic!("one plot") };
    let [(same, lower)] = plots(&["--panel", "waveform"])[..] else { panic!("one plot") };
    assert!(lower < height && (width - same).abs() < 60);
    let [(narrower, as_high)] = plots(&["--panel", "spectrum"])[..] else { panic!("one plot") };
    assert!(narrower < width && as_high == height);
    let [upper, under] = plots(&["--channel", "all"])[..] else { panic!("two plots") };
    assert!(upper == under && upper.1 < height / 2);
}

#[test]
fn info_shows_how_a_figure_was_made() {
    let folder = folder_with(&["--duration", "2"]);
    let args = ["render", "in.wav", "--nfft", "512", "--hop", "64", "--db-range", "-90:-10", "--fmax", "4k"];
    let outputs = ["-o", "a.png", "-o", "a.svg", "-o", "a.pdf"];
    folder.run(&[&args[..], &outputs].concat(), b"").done();
    let reported = folder.run(&["info", "--json", "a.png", "a.svg", "a.pdf"], b"").done().silent();
    let json: serde_json::Value = serde_json::from_slice(&reported.stdout).expect("JSON");
    for index in 0..3 {
        let figure = &json[index]["figure"];
        assert_eq!(figure["input"]["name"], "in.wav");
        assert_eq!(figure["input"]["samples"], 20_000);
        assert_eq!(figure["analysis"]["nfft"], 512);
        assert_eq!(figure["analysis"]["hop"], 64);
        assert_eq!(figure["axes"]["frequency"]["top"], 4000.0);
        assert_eq!(figure["axes"]["level"]["first_color"], -90.0);
        assert_eq!(figure["axes"]["time"]["right"], 2.0);
    }
    let text = folder.run(&["info", "a.svg"], b"").done().silent();
    assert!(text.text().contains("  nfft          512\n"), "{}", text.text());
}

/// The axes in a figure's record.
fn axes_of(folder: &Folder, figure: &str) -> serde_json::Value {
    let reported = folder.run(&["info", "--json", figure], b"").done().silent();
    let json: serde_json::Value = serde_json::from_slice(&reported.stdout).expect("JSON");
    json[0]["figure"]["axes"].clone()
}

#[test]
fn the_recorded_axes_map_pixels_to_hertz_and_decibels() {
    let folder = folder_with(&["--tone", "2500", "--amplitude", "0.1", "--duration", "2"]);
    let args = ["render", "in.wav", "--colormap", "gray", "--db-range", "-100:0", "--freq-scale", "log", "-o", "a.png"];
    folder.run(&args, b"").done().silent();
    let (axes, picture) = (axes_of(&folder, "a.png"), Picture::decode(&folder.read("a.png")));
    let side = |rect: &serde_json::Value, name: &str| rect[name].as_u64().expect("pixels") as usize;
    let (plot, bar) = (&axes["plots"][0], &axes["colorbar"]);
    let x = (side(plot, "left") + side(plot, "right")) / 2;
    let rows = side(plot, "top")..side(plot, "bottom");
    let gray = |x: usize, y: usize| picture.get(x, y).expect("a pixel")[0];
    let brightest = rows.clone().max_by_key(|&y| gray(x, y)).expect("rows");
    let share = (rows.end as f64 - brightest as f64 - 0.5) / rows.len() as f64;
    let (low, high) = (axes["frequency"]["bottom"].as_f64().unwrap(), axes["frequency"]["top"].as_f64().unwrap());
    let hertz = low * (high / low).powf(share);
    // A bin is 10000/1024 Hz wide, and belongs to the row of its centre.
    assert!((hertz / 2500.0 - 1.0).abs() < 0.01, "{hertz} Hz");
    // The color of the tone, -20 dBFS, is found on the colorbar at that level, and its ends are those of the map.
    let bars = side(bar, "top")..side(bar, "bottom");
    let middle = (side(bar, "left") + side(bar, "right")) / 2;
    let y = bars.clone().min_by_key(|&y| gray(middle, y).abs_diff(gray(x, brightest))).expect("rows");
    let (first, last) = (axes["level"]["first_color"].as_f64().unwrap(), axes["level"]["last_color"].as_f64().unwrap());
    let decibels = first + (last - first) * (bars.end as f64 - y as f64 - 0.5) / bars.len() as f64;
    assert!((decibels + 20.0).abs() < 0.8, "{decibels} dB");
    assert_eq!((gray(middle, bars.start), gray(middle, bars.end - 1)), (255, 0));
}

#[test]
fn info_describes_axes_in_words() {
    let folder = folder_with(&["--duration", "2"]);
    let reported = |flags: &[&str]| {
        folder.run(&[&["render", "in.wav", "--db-range", "-90:-10", "-o", "a.png"], flags].concat(), b"").done();
        folder.run(&["info", "a.png"], b"").done().silent().text().to_owned()
    };
    let flat = reported(&["--plot-size", "400x300", "--panel", "waveform", "--panel", "spectrum"]);
    for line in [
        "  view          heatmap\n",
        "  time          0 s at its left, 2 s at its right\n",
        "  frequency     0 Hz at its bottom, 5000 Hz at its top; linear\n",
        "  level         -90 dBFS at its bottom, -10 dBFS at its top\n",
    ] {
        assert!(flat.contains(line), "{flat}");
    }
    for name in ["plot", "colorbar", "waveform", "spectrum", "amplitude"] {
        assert!(flat.contains(&format!("\n  {name:<13} ")), "{flat}");
    }
    let axes = axes_of(&folder, "a.png");
    let width = |rect: &serde_json::Value| rect["right"].as_i64().unwrap() - rect["left"].as_i64().unwrap();
    assert_eq!((width(&axes["plots"][0]), width(&axes["waveforms"][0])), (400, 400));
    assert_eq!(axes["spectra"][0]["bottom"], axes["plots"][0]["bottom"]);
    let high = reported(&["--view", "surface", "--azimuth", "-30", "--elevation", "60"]);
    for line in [
        "  view          surface\n",
        "  azimuth       -30.0\n",
        "  time          0 s to 2 s\n",
        "·level, each from 0 to 1\n",
    ] {
        assert!(high.contains(line), "{high}");
    }
    assert!(axes_of(&folder, "a.png")["plots"].is_null());
}

#[test]
fn a_foreign_record_is_shown_but_not_trusted() {
    let folder = Folder::new();
    for record in
        ["{\"axes\":{\"plots\":3},\"input\":{\"name\":\"\\u001b[31m\\nred\"}}", "{\"axes\":{\"figure\":[1,2]}}"]
    {
        folder.write("a.svg", format!("<svg><metadata id=\"specgram\">{record}</metadata></svg>"));
        let reported = folder.run(&["info", "a.svg"], b"").done().silent();
        assert!(!reported.text().contains('\u{1b}') && reported.text().starts_with("a.svg\n"), "{}", reported.text());
    }
    for other in ["[]", "7", "{"] {
        folder.write("a.svg", format!("<svg><metadata id=\"specgram\">{other}</metadata></svg>"));
        folder.run(&["info", "a.svg"], b"").failed(1).with_stderr("an SVG image, not audio");
    }
}

#[test]
fn a_surface_is_drawn_in_every_format_and_refuses_panels() {
    let folder = folder_with(&["--duration", "2"]);
    let surface = ["render", "in.wav", "--view", "surface", "--size", "420x300"];
    let views = ["--azimuth", "-120", "--elevation", "60", "-o", "a.png", "-o", "a.svg", "-o", "a.pdf"];
    folder.run(&[&surface[..], &views].concat(), b"").done().silent();
    assert_eq!(Picture::decode(&folder.read("a.png")).width, 420);
    let refused = |flags: &[&str]| folder.run(&[&surface[..], &["-o", "b.png"], flags].concat(), b"").failed(2);
    refused(&["--panel", "waveform"]).with_stderr("cannot be used together with panels");
    refused(&["--elevation", "120"]).with_stderr("--elevation");
    refused(&["--theme", "transparent"]).with_stderr("--theme");
    assert!(!folder.names().contains(&"b.png".to_owned()));
}

#[test]
fn a_single_frame_becomes_a_surface() {
    let folder = folder_with(&["--duration", "0.01"]);
    let made = folder.run(&["render", "in.wav", "--view", "surface"], b"").done();
    assert!(made.with_stderr("zero-padded").stdout.starts_with(PNG));
}

#[test]
fn colormaps_are_listed_by_name_without_a_terminal() {
    let listed = run(&["render", "--colormaps"], b"").done().silent();
    assert_eq!(listed.text().lines().count(), 10);
    assert!(listed.text().starts_with("viridis\n") && listed.text().ends_with("twilight\n"));
}

#[test]
fn unusual_titles_and_wrong_names_are_handled() {
    for title in ["\u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd}\u{1b}[31m", "\u{1f3b5}\u{1f3b6}", "\u{7}", "a\nb\tc"] {
        let png = run(&["render", "--demo", "--size", "200x120", "--title", title], b"").done();
        assert!(png.stderr.contains("no room for the title and the colorbar") != title.starts_with('\u{7}'));
        assert!(png.stdout.starts_with(PNG), "{title:?}");
        let svg = run(&["render", "--demo", "--format", "svg", "--title", title], b"").done().silent();
        assert!(!svg.text().contains('\u{1b}') && !svg.text().contains('\u{7}'), "{title:?}");
    }
    for (flags, text) in [
        (["--panel", "waveforms"], "did you mean 'waveform'?"),
        (["--view", "surfaces"], "did you mean 'surface'?"),
        (["--theme", "drak"], "did you mean 'dark'?"),
        (["--colormap", "twiligth"], "did you mean 'twilight'?"),
        (["--dpi", "0"], "between 1 and 10000"),
        (["--font-size", "1000"], "4 and 200"),
        (["--size", "0x10"], "at least 1x1"),
    ] {
        run(&[&["render", "--demo"], &flags[..]].concat(), b"").failed(2).with_stderr(text);
    }
    // Missing characters are drawn as boxes and reported; an SVG keeps the text.
    let reported = "the font has no glyph for \u{1f3b5}\u{6587} in the title; drawn as boxes\nhint: write an SVG (-o FILE.svg), which keeps the title as text";
    let titled = ["render", "--demo", "--title", "\u{1f3b5} \u{6587}\u{6587} \u{1f600}", "--format"];
    for format in ["png", "pdf", "webp"] {
        run(&[&titled[..], &[format]].concat(), b"").done().with_stderr(reported);
    }
    let svg = run(&[&titled[..], &["svg"]].concat(), b"").done().silent();
    assert!(svg.text().contains(">\u{1f3b5} \u{6587}\u{6587} \u{1f600}<"));
    Folder::new().run(&["render", "--demo", "--size", "30000x30000"], b"").failed(2).with_stderr("the limit is");
}
