//! Widths and shapes against the numbers in DejaVu Sans 2.37's own tables (2048 units per em).

use specgram::font::{glyphs, metrics, missing, rasterize, text_width};

/// At this size a pixel is a font unit, so the numbers below are the font file's.
const UNITS: f64 = 2048.0;

/// The error of sums of single-precision areas.
const AREA_TOLERANCE: f32 = 1e-4;

/// Every covered pixel: column, row, coverage.
fn pixels(text: &str, size: f64, start: f64) -> Vec<(i32, i32, f32)> {
    let mut pixels = Vec::new();
    rasterize(text, size, start, |x, y, coverage| pixels.push((x, y, coverage)));
    pixels
}

/// First and last column, first and last row.
fn extent(pixels: &[(i32, i32, f32)]) -> [i32; 4] {
    let columns = || pixels.iter().map(|p| p.0);
    let rows = || pixels.iter().map(|p| p.1);
    [columns().min().unwrap(), columns().max().unwrap(), rows().min().unwrap(), rows().max().unwrap()]
}

#[test]
fn widths_are_advances_plus_kerning() {
    assert_eq!(text_width("", 12.0), 0.0);
    assert_eq!(text_width("A", UNITS), 1401.0);
    assert_eq!(text_width("AV", UNITS), 1401.0 - 131.0 + 1401.0);
    assert_eq!(text_width("\u{2212}1", UNITS), 1716.0 + 1303.0);
    assert_eq!(text_width("AV", 16.0), 2671.0 / 128.0);
}

#[test]
fn heights_are_the_fonts_own() {
    let heights = metrics(UNITS);
    assert_eq!((heights.ascent, heights.descent), (1901.0, 483.0));
    assert_eq!((heights.cap_height, heights.x_height), (1493.0, 1120.0));
    assert_eq!(metrics(10.24).cap_height, 7.465);
}

#[test]
fn glyphs_start_after_their_bearing_on_the_baseline() {
    // I is a rectangle from 201 to 403, 1493 high; A is 1401 wide and not kerned with it.
    assert_eq!(extent(&pixels("I", UNITS, 0.0)), [201, 402, -1493, -1]);
    assert_eq!(extent(&pixels("AI", UNITS, 0.0))[1], 1401 + 402);
    assert_eq!(extent(&pixels("I", UNITS, -300.0)), [-99, 102, -1493, -1]);
}

#[test]
fn coverage_is_the_area_of_the_glyph_in_each_pixel() {
    // At 16 pixels per em a unit is 1/128 of a pixel: I reaches from 1.5703125 to 3.1484375.
    let letter = pixels("I", 16.0, 0.0);
    assert_eq!(extent(&letter), [1, 3, -12, -1]);
    for (x, _, coverage) in letter {
        let expected = [0.0, 1.0 - 0.570_312_5, 1.0, 0.148_437_5][x as usize];
        assert!((coverage - expected).abs() < AREA_TOLERANCE, "column {x}: {coverage} instead of {expected}");
    }
}

#[test]
fn horizontal_stems_lie_on_whole_rows() {
    // A minus is 184 units thick, 1.17 pixels at 13: one full row and a sixth of another.
    let mut rows = std::collections::BTreeMap::<i32, f32>::new();
    for (_, y, coverage) in pixels("\u{2212}", 13.0, 0.0) {
        let fullest = rows.entry(y).or_default();
        *fullest = fullest.max(coverage);
    }
    let mut coverages: Vec<f32> = rows.into_values().collect();
    coverages.sort_by(f32::total_cmp);
    assert_eq!(coverages.len(), 2);
    assert!((coverages[1] - 1.0).abs() < AREA_TOLERANCE && coverages[0] < 0.25, "{coverages:?}");
    // Flat and round letters end in the same rows at the sizes of labels.
    for size in 9..=20 {
        let [h, o] = ["H", "O"].map(|letter| extent(&pixels(letter, size.into(), 0.0)));
        assert_eq!((h[2], h[3]), (o[2], o[3]), "at {size} pixels");
        let [x, n] = ["x", "o"].map(|letter| extent(&pixels(letter, size.into(), 0.0)));
        assert_eq!((x[2], x[3]), (n[2], n[3]), "at {size} pixels");
    }
}

#[test]
fn a_missing_glyph_is_a_box_and_a_control_character_is_invisible() {
    let missing = "\u{4e2d}";
    assert_eq!(text_width(missing, UNITS), 1229.0);
    assert_eq!(extent(&pixels(missing, UNITS, 0.0))[..2], [102, 1125]);
    assert_eq!(text_width("A\u{0}\n\t\u{7f}\u{9b}\u{200b}\u{feff}V", UNITS), text_width("AV", UNITS));
    assert_eq!(pixels("\u{1b}\u{200d} ", UNITS, 0.0), []);
}

/// The characters from left to right.
fn seen(text: &str) -> String {
    glyphs(text).iter().map(|glyph| glyph.character).collect()
}

#[test]
fn hebrew_runs_from_right_to_left_within_the_line() {
    assert_eq!(seen("Take (2), left to right"), "Take (2), left to right");
    // Alef, bet; numbers and brackets among them keep their own order and shape.
    assert_eq!(seen("a \u{5d0}\u{5d1} b"), "a \u{5d1}\u{5d0} b");
    assert_eq!(seen("\u{5d0}\u{5d1} (12) \u{5d2}.wav"), "\u{5d2} (12) \u{5d1}\u{5d0}.wav");
    // Characters that reverse the rest of a line invisibly are ignored.
    assert_eq!(seen("\u{202e}abc\u{202c}\u{2067}def\u{2069}"), "abcdef");
    assert_eq!(text_width("\u{5d0}\u{5d1}", UNITS), text_width("\u{5d1}\u{5d0}", UNITS));
}

#[test]
fn arabic_letters_join() {
    // seen, lam, alef, meem: seen initial, lam with alef final, meem isolated.
    assert_eq!(seen("\u{633}\u{644}\u{627}\u{645}"), "\u{fee1}\u{fefc}\u{feb3}");
    // beh, yeh, teh: initial, medial, final, also across a mark; a non-joiner isolates each.
    assert_eq!(seen("\u{628}\u{64a}\u{62a}"), "\u{fe96}\u{fef4}\u{fe91}");
    assert_eq!(seen("\u{628}\u{64e}\u{64a}"), "\u{fef2}\u{64e}\u{fe91}");
    assert_eq!(seen("\u{628}\u{200c}\u{62a}"), "\u{fe95}\u{fe8f}");
    // dal joins only the letter before it, hamza joins none.
    assert_eq!(seen("\u{628}\u{62f}\u{628}"), "\u{fe8f}\u{feaa}\u{fe91}");
    assert_eq!(seen("\u{628}\u{621}\u{628}"), "\u{fe8f}\u{fe80}\u{fe8f}");
    assert_eq!(missing(&seen("\u{633}\u{644}\u{627}\u{645}")), []);
}

#[test]
fn each_missing_character_is_reported_once() {
    assert_eq!(missing("A\u{e9}\u{5d0}\u{1f600}\u{7}\u{200d}"), []);
    assert_eq!(missing("\u{4e2d}\u{6587}\u{4e2d} \u{1f3b5}"), ['\u{4e2d}', '\u{6587}', '\u{1f3b5}']);
}
