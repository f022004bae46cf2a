//! Whether another program draws a document like this one draws its picture.
//!
//! No two rasterizers agree to the pixel about text and slanted lines, so means are compared, tile by tile: a label
//! that is missing, moved by half its height or another colour fails, another smoothing of its edges does not.

use std::path::Path;
use std::process::Command;

use super::{Goldens, Picture, side_by_side};
use crate::shared;

/// The side of a tile in pixels: the height of a label.
const TILE: usize = 9;

/// How far the mean of a channel over a tile may be off, of 255; a missing letter is 60 or more.
const TILE_TOLERANCE: f64 = 36.0;

/// How far the mean over the whole picture may be off.
const MEAN_TOLERANCE: f64 = 1.5;

/// Panics unless two pictures look alike, over white; what they show is then left to be looked at.
pub(crate) fn assert_looks_alike(name: &str, expected: &Picture, actual: &Picture) {
    if let Some(fault) = unlikeness(expected, actual) {
        let shown = side_by_side(expected, actual).encode();
        let path = Goldens::of_this_repository().show(&format!("{name}.png"), &shown);
        panic!("{name}: {fault}\nexpected | difference | actual: {path}");
    }
}

fn unlikeness(expected: &Picture, actual: &Picture) -> Option<String> {
    let (width, height) = (expected.width, expected.height);
    if (width, height) != (actual.width, actual.height) {
        return Some(format!("{} x {} pixels instead of {width} x {height}", actual.width, actual.height));
    }
    let (mut whole, mut worst) = (0.0, (0.0, 0, 0));
    for (top, left) in (0..height).step_by(TILE).flat_map(|top| (0..width).step_by(TILE).map(move |left| (top, left))) {
        let (rows, columns) = (top..height.min(top + TILE), left..width.min(left + TILE));
        let count = (rows.len() * columns.len()) as f64;
        let mut sums = [0.0; 3];
        for (x, y) in rows.flat_map(|y| columns.clone().map(move |x| (x, y))) {
            let (a, b) = (over_white(expected.get(x, y)?), over_white(actual.get(x, y)?));
            sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a - b);
        }
        let off = sums.iter().fold(0.0, |most: f64, sum| most.max(sum.abs() / count));
        whole += off * count;
        worst = if off > worst.0 { (off, left, top) } else { worst };
    }
    let mean = whole / (width * height) as f64;
    (worst.0 > TILE_TOLERANCE || mean > MEAN_TOLERANCE).then(|| {
        let (off, left, top) = worst;
        format!("off by {mean:.2} of 255 on the whole, by {off:.1} around ({left}, {top})")
    })
}

fn over_white([red, green, blue, alpha]: [u8; 4]) -> [f64; 3] {
    let share = f64::from(alpha) / 255.0;
    [red, green, blue].map(|channel| f64::from(channel) * share + 255.0 * (1.0 - share))
}

/// An SVG as librsvg draws it; `None` where that or the figures' font is missing.
pub(crate) fn drawn_by_rsvg(svg: &[u8]) -> Option<Picture> {
    if !(shared::has_program("fc-match", "--version") && shared::has_program("rsvg-convert", "--version")) {
        return None;
    }
    let font = Command::new("fc-match").arg("DejaVu Sans").output().expect("an answer");
    let has_font = String::from_utf8_lossy(&font.stdout).starts_with("DejaVuSans.ttf");
    if !has_font {
        shared::absent("the font DejaVu Sans is not installed");
    }
    has_font.then(|| drawn(svg, |from, to| Command::new("rsvg-convert").arg(from).arg("-o").arg(to).status()))
}

/// A PDF of 96 pixels to the inch as Poppler draws it; `None` where that is missing.
pub(crate) fn drawn_by_poppler(pdf: &[u8]) -> Option<Picture> {
    shared::has_program("pdftoppm", "-v").then(|| {
        drawn(pdf, |from, to| {
            let page = to.with_extension("");
            Command::new("pdftoppm").args(["-r", "96", "-png", "-singlefile"]).args([from, &page]).status()
        })
    })
}

/// The picture that a program makes of a document.
fn drawn(document: &[u8], program: impl FnOnce(&Path, &Path) -> std::io::Result<std::process::ExitStatus>) -> Picture {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("document"), folder.path().join("page.png"));
    std::fs::write(&from, document).unwrap();
    assert!(program(&from, &to).unwrap().success());
    Picture::decode(&std::fs::read(to).unwrap())
}

#[test]
fn an_extra_letter_or_a_moved_line_is_detected() {
    let white = Picture::filled(90, 90, [255; 4]);
    let mut letter = white.clone();
    // Two stems of one pixel and a half, nine high.
    for row in 20..29 {
        for (column, gray) in [(30, 0), (31, 128), (35, 0), (36, 128)] {
            letter.pixels[90 * row + column] = [gray, gray, gray, 255];
        }
    }
    assert_eq!(unlikeness(&white, &white), None);
    assert!(unlikeness(&white, &letter).unwrap().contains("around (27, 18)"));
    let mut line = white.clone();
    line.pixels[90 * 44..90 * 45].fill([0, 0, 0, 255]);
    let mut moved = white.clone();
    moved.pixels[90 * 49..90 * 50].fill([0, 0, 0, 255]);
    assert_eq!(unlikeness(&line, &line), None);
    // A tile has nine rows: a black one is a ninth of it, a little less than the tolerance, but so in all of a row of tiles.
    assert!(unlikeness(&line, &moved).is_some());
}
