//! The coverage of pixels.

use std::f64::consts::PI;

use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{BLACK, Color, RED, WHITE};
use plotters_backend::{BackendCoord, BackendTextStyle, DrawingBackend, FontTransform};
use specgram::Error;
use specgram::backend::{Image, Raster};
use specgram::font;

use super::specimen::text_style;

/// A white picture on which `draw` draws.
fn drawn(width: u32, height: u32, draw: impl FnOnce(&mut &mut Raster)) -> Image {
    let mut canvas = Raster::new(width, height, Some(WHITE)).unwrap();
    draw(&mut &mut canvas);
    canvas.into_image()
}

/// One letter a pixel, one word a row: `#` black, `.` white, `+` between.
fn shape(image: &Image) -> Vec<String> {
    let letter = |pixel: &[u8]| match pixel[0] {
        0 => '#',
        255 => '.',
        _ => '+',
    };
    image.rgba().chunks(4 * image.width() as usize).map(|row| row.chunks(4).map(letter).collect()).collect()
}

/// First and last column, first and last row with any ink.
fn extent(image: &Image) -> [usize; 4] {
    let width = image.width() as usize;
    let inked = || image.rgba().chunks(4).enumerate().filter(|(_, pixel)| pixel[0] < 255).map(|(at, _)| at);
    let columns = || inked().map(|at| at % width);
    let rows = || inked().map(|at| at / width);
    [columns().min().unwrap(), columns().max().unwrap(), rows().min().unwrap(), rows().max().unwrap()]
}

#[test]
fn a_line_of_one_pixel_covers_one_row_from_end_to_end() {
    let image = drawn(5, 3, |c| c.draw_line((3, 1), (1, 1), &BLACK).unwrap());
    assert_eq!(shape(&image), [".....", ".###.", "....."]);
    let image = drawn(3, 4, |c| c.draw_path([(1, 1), (1, 2)], &BLACK).unwrap());
    assert_eq!(shape(&image), ["...", ".#.", ".#.", "..."]);
    let image = drawn(3, 3, |c| c.draw_pixel((1, 1), BLACK.to_backend_color()).unwrap());
    assert_eq!(shape(&image), ["...", ".#.", "..."]);
}

#[test]
fn a_horizontal_segment_of_a_longer_path_is_as_sharp() {
    let image = drawn(6, 5, |c| c.draw_path([(1, 1), (4, 1), (4, 3)], &BLACK).unwrap());
    assert_eq!(shape(&image), ["......", ".####.", "....#.", "....#.", "......"]);
}

#[test]
fn wide_lines_cover_whole_rows() {
    for (width, rows) in [(2, 2..4), (3, 2..5), (4, 1..5)] {
        let image = drawn(4, 7, |c| c.draw_line((0, 3), (3, 3), &BLACK.stroke_width(width)).unwrap());
        let expected: Vec<_> = (0..7).map(|y| if rows.contains(&y) { "####" } else { "...." }).collect();
        assert_eq!(shape(&image), expected, "{width} pixels wide");
    }
}

#[test]
fn rectangles_include_both_corners() {
    let image = drawn(5, 4, |c| c.draw_rect((3, 2), (1, 1), &BLACK, true).unwrap());
    assert_eq!(shape(&image), [".....", ".###.", ".###.", "....."]);
    let image = drawn(5, 5, |c| c.draw_rect((1, 1), (3, 3), &BLACK, false).unwrap());
    assert_eq!(shape(&image), [".....", ".###.", ".#.#.", ".###.", "....."]);
}

#[test]
fn a_border_covers_no_pixel_twice() {
    for width in 0..7 {
        let style = BLACK.mix(0.5).stroke_width(width);
        let image = drawn(12, 10, |c| c.draw_rect((4, 4), (7, 6), &style, false).unwrap());
        assert!(image.rgba().chunks(4).all(|pixel| pixel[0] == 255 || pixel[0] == 127), "{width} pixels wide");
        let (low, width) = (width as usize / 2, width as usize);
        let inked = image.rgba().chunks(4).filter(|pixel| pixel[0] == 127).count();
        // The outer rectangle without the hole that a line on both sides leaves.
        let hole = (3usize.saturating_sub(width)) * (2usize.saturating_sub(width));
        assert_eq!(inked, (3 + width) * (2 + width) - hole.max(usize::from(width == 0) * 6), "{width} pixels wide");
        if width > 0 {
            assert_eq!(extent(&image), [4 - low, 7 - low + width - 1, 4 - low, 6 - low + width - 1]);
        }
    }
}

#[test]
fn ink_over_paper_is_blended_by_its_opacity() {
    let image = drawn(1, 1, |c| c.draw_rect((0, 0), (0, 0), &RED.mix(0.2), true).unwrap());
    assert_eq!(image.rgba(), [255, 204, 204, 255]);
    let mut canvas = Raster::new(2, 1, None).unwrap();
    (&mut canvas).draw_pixel((0, 0), RED.mix(0.2).to_backend_color()).unwrap();
    assert_eq!(canvas.into_image().rgba(), [255, 0, 0, 51, 0, 0, 0, 0]);
}

/// Coverage is evaluated at the centres of pixels: this is the error of thin rings and caps.
const INK_TOLERANCE: f64 = 0.025;

/// Asserts how many whole pixels the ink on a picture would fill.
fn assert_ink(image: &Image, expected: f64) {
    let ink: f64 = image.rgba().chunks(4).map(|pixel| f64::from(255 - pixel[0]) / 255.0).sum();
    assert!((ink / expected - 1.0).abs() < INK_TOLERANCE, "{ink} pixels of ink instead of {expected}");
}

#[test]
fn slanted_lines_have_the_area_of_their_length() {
    for (width, end) in [(1, (25, 12)), (1, (12, 25)), (2, (25, 25)), (3, (25, 9)), (5, (8, 25))] {
        let image = drawn(31, 31, |c| c.draw_line((5, 5), end, &BLACK.stroke_width(width)).unwrap());
        let (length, width) = (f64::from(end.0 - 5).hypot(f64::from(end.1 - 5)), f64::from(width));
        assert_ink(&image, length * width + PI * width * width / 4.0);
    }
}

#[test]
fn overlapping_segments_of_a_path_are_not_darker_than_one() {
    let style = BLACK.mix(0.5).stroke_width(3);
    let image = drawn(31, 31, |c| c.draw_path([(5, 5), (25, 12), (5, 5), (25, 12), (12, 25)], &style).unwrap());
    assert!(image.rgba().chunks(4).all(|pixel| pixel[0] >= 127));
}

#[test]
fn a_turn_of_a_path_leaves_no_gap() {
    let image = drawn(31, 31, |c| c.draw_path([(5, 25), (15, 5), (25, 25)], &BLACK.stroke_width(5)).unwrap());
    assert_eq!(&image.rgba()[4 * (5 * 31 + 15)..][..4], [0, 0, 0, 255]);
    assert_eq!(extent(&image), [3, 27, 3, 27]);
}

#[test]
fn discs_rings_and_polygons_have_their_area() {
    let disc = drawn(31, 31, |c| c.draw_circle((15, 15), 10, &BLACK, true).unwrap());
    assert_ink(&disc, PI * 10.5 * 10.5);
    assert_eq!(extent(&disc), [5, 25, 5, 25]);
    let ring = drawn(31, 31, |c| c.draw_circle((15, 15), 10, &BLACK, false).unwrap());
    assert_ink(&ring, PI * (10.5 * 10.5 - 9.5 * 9.5));
    assert_eq!(extent(&ring), [5, 25, 5, 25]);
    let triangle = drawn(31, 31, |c| c.fill_polygon([(5, 5), (25, 5), (5, 25)], &BLACK).unwrap());
    assert_ink(&triangle, 200.0);
}

#[test]
fn bitmaps_are_copied_and_clipped_on_every_side() {
    let bitmap: Vec<u8> = (0..27).collect();
    for (dx, dy) in [(0, 0), (-1, -2), (2, 1), (-3, 0), (5, 5), (i32::MIN, i32::MAX)] {
        let image = drawn(4, 4, |c| c.blit_bitmap((dx, dy), (3, 3), &bitmap).unwrap());
        for (at, pixel) in image.rgba().chunks(4).enumerate() {
            let (x, y) = (i64::from(at as i32 % 4) - i64::from(dx), i64::from(at as i32 / 4) - i64::from(dy));
            let inside = (0..3).contains(&x) && (0..3).contains(&y);
            let expected = if inside {
                let first = 3 * (3 * y + x) as u8;
                [first, first + 1, first + 2, 255]
            } else {
                [255; 4]
            };
            assert_eq!(pixel, expected, "pixel {at} of a bitmap at ({dx}, {dy})");
        }
    }
}

#[test]
fn the_anchor_is_a_pixel_of_the_box_of_the_capitals() {
    // At 13 pixels per em H is 9 high and 9.775 wide, its ink from 1.276 to 8.5: columns 1 to 8.
    let at = |horizontal, vertical| {
        let style = text_style(BLACK, horizontal, vertical, FontTransform::None);
        extent(&drawn(61, 61, |c| c.draw_text("H", &style, (30, 30)).unwrap()))
    };
    assert_eq!(at(HPos::Left, VPos::Bottom), [31, 38, 22, 30]);
    assert_eq!(at(HPos::Left, VPos::Top), [31, 38, 30, 38]);
    assert_eq!(at(HPos::Left, VPos::Center), [31, 38, 26, 34]);
    // The box ends at 31, so the ink reaches from 31 − 9.775 + 1.276 to 31 − 1.276.
    assert_eq!(at(HPos::Right, VPos::Bottom), [22, 29, 22, 30]);
    // Around 30.5: from 26.888 to 34.112.
    assert_eq!(at(HPos::Center, VPos::Bottom), [26, 34, 22, 30]);
}

#[test]
fn rotated_text_is_the_same_text_rotated_about_the_anchor() {
    let side = 121;
    let with = |turn| {
        let style = text_style(BLACK, HPos::Right, VPos::Center, turn);
        drawn(side, side, |c| c.draw_text("Fg 1,5", &style, (60, 60)).unwrap())
    };
    let upright = with(FontTransform::None);
    let pixel = |image: &Image, x: u32, y: u32| image.rgba()[4 * (y * side + x) as usize];
    let last = side - 1;
    let (right, half, left) =
        (with(FontTransform::Rotate90), with(FontTransform::Rotate180), with(FontTransform::Rotate270));
    for y in 0..side {
        for x in 0..side {
            let expected = pixel(&upright, x, y);
            assert_eq!(pixel(&right, last - y, x), expected);
            assert_eq!(pixel(&half, last - x, last - y), expected);
            assert_eq!(pixel(&left, y, last - x), expected);
        }
    }
    let [left, right, ..] = extent(&upright);
    assert!(left < 40 && (57..=60).contains(&right), "the text lies left of its anchor");
}

#[test]
fn the_estimated_size_is_the_fonts() {
    let mut canvas = Raster::new(1, 1, None).unwrap();
    let style = text_style(BLACK, HPos::Left, VPos::Top, FontTransform::None);
    let backend = &mut canvas;
    let (width, height) = backend.estimate_text_size("0 Hz", &style).unwrap();
    assert_eq!(f64::from(width), font::text_width("0 Hz", style.size()).ceil());
    // (1901 + 483) / 2048 · 13 = 15.13
    assert_eq!(height, 16);
}

#[test]
fn drawing_outside_the_canvas_is_ignored_without_panics() {
    const FAR: [BackendCoord; 4] =
        [(i32::MIN, i32::MIN), (i32::MAX, i32::MAX), (i32::MIN, i32::MAX), (-5_000_000, 4_000_000)];
    let text = text_style(BLACK, HPos::Center, VPos::Center, FontTransform::Rotate90);
    drawn(7, 7, |c| {
        for a in FAR {
            c.draw_pixel(a, BLACK.to_backend_color()).unwrap();
            c.draw_circle(a, u32::MAX, &BLACK, true).unwrap();
            c.draw_circle(a, u32::MAX, &BLACK, false).unwrap();
            c.draw_text("text", &text, a).unwrap();
            for b in FAR {
                for width in [0, 1, 2, u32::MAX] {
                    c.draw_line(a, b, &BLACK.stroke_width(width)).unwrap();
                    c.draw_path([a, (3, 3), b], &BLACK.stroke_width(width)).unwrap();
                    c.draw_rect(a, b, &BLACK.stroke_width(width), false).unwrap();
                }
                c.draw_rect(a, b, &BLACK, true).unwrap();
                c.fill_polygon([a, (3, 3), b], &BLACK).unwrap();
            }
        }
        c.draw_path([], &BLACK).unwrap();
        c.fill_polygon([(1, 1)], &BLACK).unwrap();
    });
}

#[test]
fn impossible_sizes_are_refused() {
    for (width, height) in [(0, 1), (1, 0), (1 << 15, (1 << 13) + 1), (u32::MAX, u32::MAX)] {
        assert!(matches!(Raster::new(width, height, None), Err(Error::Limit { .. })), "{width} x {height}");
    }
    let mut canvas = Raster::new(1, 1, None).unwrap();
    for size in [f64::NAN, 0.0, -3.0, 2049.0, f64::INFINITY] {
        let style = plotters::style::TextStyle::from(("sans-serif", size));
        assert!((&mut canvas).draw_text("x", &style, (0, 0)).is_err(), "{size} pixels");
    }
}
