//! Panels, channels, views, themes and formats, from the flag to the file.

use super::{PNG, folder_with};
use crate::golden::Picture;
use crate::program::{Folder, run};

#[test]
fn panels_and_channels_take_their_room_from_the_plot() {
    let folder = folder_with(&["--duration", "2", "--channels", "2"]);
    let plots = |flags: &[&str]| {
        folder.run(&[&["render", "in.wav", "-o", "out.png"], flags].concat(), b"").done();
        let told = folder.run(&["info", "--json", "out.png"], b"").done().silent();
        let json: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
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
fn a_figure_tells_how_it_was_made() {
    let folder = folder_with(&["--duration", "2"]);
    let args = ["render", "in.wav", "--nfft", "512", "--hop", "64", "--db-range", "-90:-10", "--fmax", "4k"];
    let outputs = ["-o", "a.png", "-o", "a.svg", "-o", "a.pdf"];
    folder.run(&[&args[..], &outputs].concat(), b"").done();
    let told = folder.run(&["info", "--json", "a.png", "a.svg", "a.pdf"], b"").done().silent();
    let json: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
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

#[test]
fn a_surface_is_drawn_in_every_format_and_refuses_panels() {
    let folder = folder_with(&["--duration", "2"]);
    let surface = ["render", "in.wav", "--view", "surface", "--size", "400x300"];
    let views = ["--azimuth", "-120", "--elevation", "60", "-o", "a.png", "-o", "a.svg", "-o", "a.pdf"];
    folder.run(&[&surface[..], &views].concat(), b"").done().silent();
    assert_eq!(Picture::decode(&folder.read("a.png")).width, 400);
    let refused = |flags: &[&str]| folder.run(&[&surface[..], &["-o", "b.png"], flags].concat(), b"").failed(2);
    refused(&["--panel", "waveform"]).saying("no panels");
    refused(&["--elevation", "120"]).saying("--elevation");
    refused(&["--theme", "transparent"]).saying("--theme");
    assert!(!folder.names().contains(&"b.png".to_owned()));
}

#[test]
fn a_single_frame_becomes_a_surface() {
    let folder = folder_with(&["--duration", "0.01"]);
    let made = folder.run(&["render", "in.wav", "--view", "surface"], b"").done();
    assert!(made.saying("padded with zeros").stdout.starts_with(PNG));
}

#[test]
fn colormaps_are_listed_by_name_where_there_is_no_terminal() {
    let listed = run(&["render", "--colormaps"], b"").done().silent();
    assert_eq!(listed.text().lines().count(), 10);
    assert!(listed.text().starts_with("viridis\n") && listed.text().ends_with("twilight\n"));
}

#[test]
fn odd_titles_and_wrong_names_are_no_trouble() {
    for title in ["\u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd}\u{1b}[31m", "\u{1f3b5}\u{1f3b6}", "\u{7}", "a\nb\tc"] {
        let png = run(&["render", "--demo", "--size", "200x120", "--title", title], b"").done().silent();
        assert!(png.stdout.starts_with(PNG), "{title:?}");
        let svg = run(&["render", "--demo", "--format", "svg", "--title", title], b"").done().silent();
        assert!(!svg.text().contains('\u{1b}') && !svg.text().contains('\u{7}'), "{title:?}");
    }
    for (flags, text) in [
        (["--panel", "waveforms"], "did you mean 'waveform'?"),
        (["--view", "surfaces"], "did you mean 'surface'?"),
        (["--theme", "drak"], "did you mean 'dark'?"),
        (["--colormap", "twiligth"], "did you mean 'twilight'?"),
        (["--dpi", "0"], "1 to 10000"),
        (["--font-size", "1000"], "4 and 200"),
        (["--size", "0x10"], "at least 1x1"),
    ] {
        run(&[&["render", "--demo"], &flags[..]].concat(), b"").failed(2).saying(text);
    }
    Folder::new().run(&["render", "--demo", "--size", "30000x30000"], b"").failed(2).saying("too large");
}
