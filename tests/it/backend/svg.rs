//! The text of the document, compared exactly.

use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{BLACK, Color, RED, RGBColor};
use plotters_backend::{DrawingBackend, FontTransform};
use specgram::backend::Svg;
use specgram::output::svg;

use super::specimen::text_style;

/// The elements that `draw` makes, one a line.
fn elements(draw: impl FnOnce(&mut &mut Svg)) -> Vec<String> {
    let mut canvas = svg::canvas(40, 30, None);
    draw(&mut &mut canvas);
    let document = canvas.into_document();
    let mut lines: Vec<_> = document.lines().map(str::to_owned).collect();
    assert!(lines.remove(0).starts_with("<svg ") && lines.pop().as_deref() == Some("</svg>"));
    lines
}

#[test]
fn the_document_states_its_size_and_font() {
    let document = svg::canvas(40, 30, Some(RGBColor(1, 20, 255))).into_document();
    let (head, rest) = document.split_once('\n').unwrap();
    for attribute in [
        "xmlns=\"http://www.w3.org/2000/svg\"",
        "width=\"40\" height=\"30\"",
        "viewBox=\"0 0 40 30\"",
        "font-family=\"DejaVu Sans, Verdana, Arial, sans-serif\"",
    ] {
        assert!(head.contains(attribute), "{attribute} is not in {head}");
    }
    assert_eq!(rest, "<rect width=\"40\" height=\"30\" fill=\"#0114ff\"/>\n</svg>\n");
}

#[test]
fn lines_run_along_the_middle_of_the_pixels_they_cover() {
    let made = elements(|c| {
        c.draw_line((3, 5), (1, 5), &BLACK).unwrap();
        c.draw_line((4, 1), (4, 9), &BLACK.mix(0.2).stroke_width(2)).unwrap();
        c.draw_path([(1, 2), (4, 0), (4, 10), (2, 10)], &RED).unwrap();
        c.draw_path([(1, 1)], &RED).unwrap();
        c.draw_path([(1, 1), (3, 3)], &RED.stroke_width(0)).unwrap();
        c.draw_path([(1, 1), (3, 3)], &RED.mix(0.0)).unwrap();
    });
    let round = "stroke-linecap=\"round\" stroke-linejoin=\"round\"";
    assert_eq!(
        made,
        [
            "<path d=\"M1 5.5h3\" fill=\"none\" stroke=\"#000000\"/>",
            "<path d=\"M4 1v9\" fill=\"none\" stroke=\"#000000\" stroke-opacity=\"0.2\" stroke-width=\"2\"/>",
            &format!("<path d=\"M1.5 2.5l3-2 0 10-2 0\" fill=\"none\" stroke=\"#ff0000\" {round}/>"),
        ]
    );
}

#[test]
fn areas_cover_whole_pixels() {
    let made = elements(|c| {
        c.draw_rect((3, 2), (1, 1), &RED, true).unwrap();
        c.draw_rect((1, 1), (3, 2), &RED, false).unwrap();
        c.draw_pixel((1, 1), RED.to_backend_color()).unwrap();
        c.draw_circle((5, 5), 3, &RED, true).unwrap();
        c.draw_circle((5, 5), 3, &RED, false).unwrap();
        c.fill_polygon([(0, 0), (4, 0), (0, 4)], &RED).unwrap();
    });
    assert_eq!(
        made,
        [
            "<rect x=\"1\" y=\"1\" width=\"3\" height=\"2\" fill=\"#ff0000\"/>",
            "<path d=\"M1.5 1.5h2v1h-2z\" fill=\"none\" stroke=\"#ff0000\"/>",
            "<rect x=\"1\" y=\"1\" width=\"1\" height=\"1\" fill=\"#ff0000\"/>",
            "<circle cx=\"5.5\" cy=\"5.5\" r=\"3.5\" fill=\"#ff0000\"/>",
            "<circle cx=\"5.5\" cy=\"5.5\" r=\"3\" fill=\"none\" stroke=\"#ff0000\"/>",
            "<path d=\"M0.5 0.5l4 0-4 4z\" fill=\"#ff0000\"/>",
        ]
    );
}

#[test]
fn text_is_placed_as_on_the_raster() {
    let made = elements(|c| {
        for (horizontal, vertical, turn) in [
            (HPos::Left, VPos::Bottom, FontTransform::None),
            (HPos::Center, VPos::Center, FontTransform::None),
            (HPos::Right, VPos::Top, FontTransform::None),
            (HPos::Center, VPos::Bottom, FontTransform::Rotate270),
        ] {
            c.draw_text("H", &text_style(BLACK, horizontal, vertical, turn), (10, 20)).unwrap();
        }
    });
    // Capitals of 13 pixels per em are 9 rows high.
    let rest = "font-size=\"13\" text-anchor";
    assert_eq!(
        made,
        [
            format!("<text x=\"10\" y=\"21\" {rest}=\"start\" fill=\"#000000\">H</text>"),
            format!("<text x=\"10.5\" y=\"25\" {rest}=\"middle\" fill=\"#000000\">H</text>"),
            format!("<text x=\"11\" y=\"29\" {rest}=\"end\" fill=\"#000000\">H</text>"),
            format!(
                "<text x=\"0\" y=\"0.5\" transform=\"translate(10.5 20.5)rotate(-90)\" \
                 {rest}=\"middle\" fill=\"#000000\">H</text>"
            ),
        ]
    );
}

#[test]
fn text_is_escaped_without_characters_that_xml_forbids() {
    let style = text_style(BLACK, HPos::Left, VPos::Bottom, FontTransform::None);
    let text = "a&b<c>d]]>\"'\u{0}\u{1b}\n\u{85}\u{fffe}\u{ffff}\u{1f600} e";
    let made = elements(|c| {
        c.draw_text(text, &style, (0, 0)).unwrap();
        c.draw_text("\u{1}\u{2}", &style, (0, 0)).unwrap();
        c.draw_text("", &style, (0, 0)).unwrap();
    });
    assert_eq!(made.len(), 1);
    assert!(made[0].ends_with(">a&amp;b&lt;c&gt;d]]&gt;\"'\u{1f600} e</text>"), "{}", made[0]);
}

#[test]
fn a_bitmap_is_one_image_with_sharp_cells() {
    let bitmap: Vec<u8> = (0..27).collect();
    let made = elements(|c| {
        c.blit_bitmap((2, -1), (3, 3), &bitmap).unwrap();
        c.blit_bitmap((0, 0), (0, 3), &[]).unwrap();
    });
    assert_eq!(made.len(), 1);
    let image = &made[0];
    assert!(image.starts_with("<image x=\"2\" y=\"-1\" width=\"3\" height=\"3\" "), "{image}");
    assert!(image.contains("image-rendering:pixelated\""), "{image}");
    assert!(image.contains("xlink:href=\"data:image/png;base64,iVBORw0KGgo"), "{image}");
}
