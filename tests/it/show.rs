//! `render --show`: figures in the terminal, decoded back and compared with figures in files.

// Linux has the program that gives a process a terminal of its own.
#[cfg(target_os = "linux")]
mod asked;
mod decode;

use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use specgram::colormap::Colormap;

use crate::program::{Folder, Output, command, finish};
use decode::{colors_of_blocks, pixels_of_png, pixels_of_sixels};

/// A terminal of this size, for a program whose output is a pipe.
const SIZE: [(&str, &str); 2] = [("COLUMNS", "91"), ("LINES", "27")];

/// The plot in that terminal: 91 - 8 - 3 columns; 27 - 4 - 1 - 1 lines.
const PLOT: (usize, usize) = (80, 21);

/// A folder with two seconds of a test signal.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.run(&["synth", "--rate", "8000", "--duration", "2", "-o", "in.wav"], b"").done();
    folder
}

fn shown(folder: &Folder, args: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = plain(command());
    command.args(["render", "in.wav"]).args(args).current_dir(folder.path("")).envs(variables.iter().copied());
    finish(command, b"")
}

/// A program without what the environment of the tests says about a terminal.
fn plain(mut command: Command) -> Command {
    for name in ["COLORTERM", "COLUMNS", "LC_ALL", "LC_CTYPE", "LC_TERMINAL", "LINES", "NO_COLOR", "SPECGRAM_SHOW"] {
        command.env_remove(name);
    }
    for name in ["SSH_CONNECTION", "SSH_TTY", "STY", "TERM_PROGRAM", "TMUX"] {
        command.env_remove(name);
    }
    command.env("LANG", "C.UTF-8").env("TERM", "xterm-256color").stdin(Stdio::null());
    command
}

/// The pixels of the bare raster of this size.
fn raster(folder: &Folder, (columns, rows): (usize, usize), args: &[&str]) -> Vec<[u8; 3]> {
    let size = format!("{columns}x{rows}");
    let bare = ["render", "in.wav", "--plot-size", &size, "--no-axes", "-o", "bare.png"];
    folder.run(&[&bare[..], args].concat(), b"").done();
    pixels_of_png(&folder.read("bare.png")).1
}

#[test]
fn each_half_block_has_the_colors_of_its_cells() {
    let folder = folder();
    for args in [&[][..], &["--freq-scale", "log", "--colormap", "magma"], &["--linear", "--pool", "max"]] {
        let variables = [&SIZE[..], &[("COLORTERM", "truecolor")]].concat();
        let output = shown(&folder, &[args, &["--show=blocks"]].concat(), &variables).done();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.lines().count(), 26, "one line is left for the prompt");
        let (columns, lines) = PLOT;
        let blocks: Vec<_> = text.lines().skip(1).take(lines).map(colors_of_blocks).collect();
        let raster = raster(&folder, (columns, 2 * lines), args);
        for (line, blocks) in blocks.iter().enumerate() {
            assert_eq!(blocks.len(), columns, "line {line}");
            for (column, [upper, lower]) in blocks.iter().enumerate() {
                let pixel = |row: usize| raster[row * columns + column];
                assert_eq!((*upper, *lower), (pixel(2 * line), pixel(2 * line + 1)), "line {line}, column {column}");
            }
        }
        let ends_reset = |line: &str| line.rfind('\x1b').is_none_or(|last| line[last..].starts_with("\x1b[0m"));
        assert!(text.lines().all(ends_reset));
    }
}

#[test]
fn without_true_color_blocks_have_colors_of_the_palette() {
    let output = shown(&folder(), &["--show=blocks"], &SIZE).done();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("\x1b[38;5;") && !text.contains(";2;"));
}

#[test]
fn more_ink_is_a_higher_level() {
    let folder = folder();
    let output = shown(&folder, &["--show=ascii", "--colormap", "gray"], &SIZE).done();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.is_ascii() && !text.contains('\x1b'));
    let (columns, lines) = PLOT;
    let raster = raster(&folder, PLOT, &["--colormap", "gray"]);
    let table = "gray".parse::<Colormap>().unwrap().table();
    for (number, line) in text.lines().skip(1).take(lines).enumerate() {
        let line = format!("{line:<width$}", width = 8 + columns);
        for (column, glyph) in line[8..].chars().enumerate() {
            let level = table.iter().position(|color| *color == raster[number * columns + column]).unwrap();
            let ink = " .:-=+*#%@".find(glyph).unwrap_or_else(|| panic!("{glyph:?} in {line}"));
            assert_eq!(ink, level * 10 / 256, "line {number}, column {column}");
        }
    }
}

#[test]
fn axes_are_labelled_in_text() {
    let folder = folder();
    let output =
        shown(&folder, &["--show=ascii", "--db-range=-100:0", "--title", "a\x1b[31m\u{202e}b\u{9b}"], &SIZE).done();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0].trim(), "kHz a[31mb", "no sequence of a title reaches the terminal");
    // 8000 samples a second: half of 21 lines is 2 kHz.
    assert!(lines[1 + 10].starts_with("      2+"));
    let labels: Vec<_> = lines[23].split_whitespace().collect();
    assert_eq!((labels[0], labels[1], labels.last()), ("s", "0.0", Some(&"2.0")));
    assert!(
        lines[24].ends_with("@ dBFS") && lines[25].split_whitespace().eq(["-100", "-80", "-60", "-40", "-20", "0"]),
        "{text}"
    );
    // A narrow terminal, several channels, each with its name.
    folder.run(&["synth", "--duration", "1", "--channels", "2", "-o", "in.wav"], b"").done();
    let output = shown(&folder, &["--show=ascii", "--channel", "all"], &[("COLUMNS", "21"), ("LINES", "3")]).done();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1 + 2 * (1 + 3) + 4);
    assert!(text.contains(" Left\n") && text.contains(" Right\n"));
    assert!(text.lines().all(|line| line.len() <= 21));
}

#[test]
fn protocols_carry_the_figure_of_a_file() {
    let folder = folder();
    let size = ["--size", "640x320"];
    folder.run(&[&["render", "in.wav", "-o", "file.png"], &size[..]].concat(), b"").done();
    let file = folder.read("file.png");

    let output = shown(&folder, &["--show=kitty", size[0], size[1]], &[]).done();
    let text = String::from_utf8(output.stdout).unwrap();
    let chunks: Vec<_> = text.strip_suffix("\x1b\\\n").expect("an end").split("\x1b\\").collect();
    let mut data = String::new();
    for (number, chunk) in chunks.iter().enumerate() {
        let last = number + 1 == chunks.len();
        let control = format!("\x1b_G{}q=2,m={};", if number == 0 { "a=T,f=100," } else { "" }, u8::from(!last));
        let chunk = chunk.strip_prefix(&control).unwrap_or_else(|| panic!("chunk {number}: {:?}", &chunk[..30]));
        assert!(if last { chunk.len() <= 4096 } else { chunk.len() == 4096 }, "chunk {number}");
        data += chunk;
    }
    assert!(chunks.len() > 2 && STANDARD.decode(data).unwrap() == file);

    let output = shown(&folder, &["--show=iterm", size[0], size[1]], &[]).done();
    let text = String::from_utf8(output.stdout).unwrap();
    let keys = format!("inline=1;size={};width=640px;height=320px;preserveAspectRatio=1", file.len());
    let data = text.strip_prefix(&format!("\x1b]1337;File={keys}:")).and_then(|rest| rest.strip_suffix("\x07\n"));
    assert!(STANDARD.decode(data.expect("one sequence")).unwrap() == file);
}

#[test]
fn large_pictures_reach_iterm_in_parts() {
    let folder = Folder::new();
    folder.run(&["synth", "--duration", "10", "--noise", "white", "-o", "in.wav"], b"").done();
    let size = ["--size", "2600x1500"];
    folder.run(&[&["render", "in.wav", "-o", "file.png"], &size[..]].concat(), b"").done();
    let text = String::from_utf8(shown(&folder, &["--show=iterm", size[0], size[1]], &[]).done().stdout).unwrap();
    let mut parts = text.split("\x1b]1337;").skip(1);
    assert!(parts.next().is_some_and(|first| first.starts_with("MultipartFile=inline=1;size=")));
    let mut data = String::new();
    let mut rest =
        parts.map(|part| part.strip_suffix(if part.ends_with('\n') { "\x07\n" } else { "\x07" }).expect("an end"));
    let last = rest.by_ref().find(|part| part.strip_prefix("FilePart=").map(|part| data += part).is_none());
    assert_eq!((last, rest.next()), (Some("FileEnd"), None));
    assert!(data.len() > 1 << 20 && STANDARD.decode(data).unwrap() == folder.read("file.png"));
    assert!(text.split('\x07').all(|sequence| sequence.len() < 1 << 20));
}

#[test]
fn sixels_are_the_pixels_of_the_figure() {
    let folder = folder();
    // The second has more than 256 colours.
    for (args, within) in [(&["--size", "500x301"][..], 2), (&["--size", "400x300", "--view", "surface"], 27)] {
        folder.run(&[&["render", "in.wav", "-o", "file.png"], args].concat(), b"").done();
        let (size, file) = pixels_of_png(&folder.read("file.png"));
        let text = String::from_utf8(shown(&folder, &[args, &["--show=sixel"]].concat(), &[]).done().stdout).unwrap();
        let (shown_size, shown) = pixels_of_sixels(&text);
        assert_eq!(shown_size, size);
        for (place, (shown, file)) in shown.iter().zip(&file).enumerate() {
            let shown = shown.unwrap_or_else(|| panic!("{args:?}: pixel {place} is not set"));
            let off = shown.iter().zip(file).map(|(a, b)| a.abs_diff(*b)).max();
            assert!(off <= Some(within), "{args:?}: pixel {place}: {shown:?} for {file:?}");
        }
    }
}

#[test]
fn a_figure_is_written_too() {
    let folder = folder();
    let output = shown(&folder, &["--show=ascii", "-o", "out.png"], &SIZE).done();
    let without = shown(&folder, &["--show=ascii"], &SIZE).done();
    assert!(!output.stdout.is_empty() && output.stdout == without.stdout);
    folder.run(&["render", "in.wav", "-o", "alone.png"], b"").done();
    assert!(folder.read("out.png") == folder.read("alone.png"));
    assert_eq!(folder.names(), ["alone.png", "in.wav", "out.png"]);
}

#[test]
fn flags_that_contradict_a_picture_in_the_terminal_are_refused() {
    let folder = folder();
    for (args, message) in [
        (&["--show=ascii", "--view", "surface"][..], "--view surface requires a terminal with pixels"),
        (&["--show=ascii", "--json"], "cannot be used together"),
        (&["--show=ascii", "--format", "svg"], "--format with --show requires a file"),
        (&["--show=sixel", "--dpi", "300"], "--dpi with --show requires a file"),
        (&["--show=ascii", "-o", "-"], "--show requires standard output"),
        (&["--show=ascii", "in.wav", "-o", "out/"], "--show shows the figure of one input"),
        (&["--show=braille"], "--show: 'braille' is not one of auto, kitty, iterm, sixel, blocks, ascii\n"),
        (&["--show"], "--show requires a terminal on standard output"),
    ] {
        shown(&folder, args, &[]).failed(2).with_stderr(message);
    }
    shown(&folder, &["--show=ascii"], &[("COLUMNS", "20")]).failed(2).with_stderr("has 20 columns; a figure needs 21");
    shown(&folder, &["--show"], &[("SPECGRAM_SHOW", "tv")]).failed(2).with_stderr("SPECGRAM_SHOW: 'tv'");
    let chosen = shown(&folder, &["--show"], &[("SPECGRAM_SHOW", "ascii"), SIZE[0], SIZE[1]]).done();
    assert!(chosen.stdout == shown(&folder, &["--show=ascii"], &SIZE).done().stdout);
    assert_eq!(folder.names(), ["in.wav"]);
    let piped = folder.run(&["render", "--show=ascii", "-o", "out.png"], &folder.read("in.wav"));
    piped.failed(2).with_stderr("read the input twice");
}
