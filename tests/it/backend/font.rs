//! Widths and outlines against the numbers in DejaVu Sans 2.37's own tables (2048 units per em).

use specgram::font::{Segment, metrics, outline, text_width};

/// At this size a pixel is a font unit, so every number below is one of the font file's.
const UNITS: f64 = 2048.0;

/// Leftmost, topmost, rightmost and bottommost of the points.
fn bounds(text: &str) -> [f32; 4] {
    let mut bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for segment in outline(text, UNITS) {
        let points = match segment {
            Segment::Move(a) | Segment::Line(a) => vec![a],
            Segment::Quad(a, b) => vec![a, b],
            Segment::Cubic(a, b, c) => vec![a, b, c],
            Segment::Close => vec![],
        };
        for [x, y] in points {
            bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
        }
    }
    bounds
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
fn outlines_stand_on_the_baseline_behind_their_bearing() {
    assert_eq!(bounds("I"), [201.0, -1493.0, 403.0, 0.0]);
    let second = bounds("AI");
    assert_eq!(second[2], 1401.0 + 403.0);
    let commands: Vec<_> = outline("I", UNITS).collect();
    assert!(matches!(commands.first(), Some(Segment::Move(_))) && commands.last() == Some(&Segment::Close));
    let contours = |text| outline(text, 10.0).filter(|s| matches!(s, Segment::Move(_))).count();
    assert_eq!((contours("I"), contours("o"), contours("8"), contours("i"), contours(" ")), (1, 2, 3, 2, 0));
}

#[test]
fn a_missing_glyph_is_a_box_and_a_control_character_is_nothing() {
    let missing = "\u{4e2d}";
    assert_eq!(text_width(missing, UNITS), 1229.0);
    assert_eq!(bounds(missing), [102.0, -1444.0, 1126.0, 362.0]);
    assert_eq!(text_width("A\u{0}\n\t\u{7f}\u{9b}\u{200b}\u{feff}V", UNITS), text_width("AV", UNITS));
    assert_eq!(outline("\u{1b}\u{200d}", UNITS).count(), 0);
}
