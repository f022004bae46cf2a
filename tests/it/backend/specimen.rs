//! A specimen of everything in a figure, drawn on both backends and stored as goldens.

use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{BLACK, BLUE, Color, GREEN, IntoFont, RED, RGBColor, TextStyle, WHITE};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind, FontTransform};
use specgram::Error;
use specgram::backend::Raster;
use specgram::output::{png, svg};

use crate::golden::{assert_matches_golden, assert_svg_matches_golden};

/// A style for text of 13 pixels per em.
pub(crate) fn text_style(color: RGBColor, horizontal: HPos, vertical: VPos, turn: FontTransform) -> TextStyle<'static> {
    let font = ("sans-serif", 13.0).into_font().transform(turn);
    TextStyle { color: color.to_backend_color(), ..TextStyle::from(font).pos(Pos::new(horizontal, vertical)) }
}

/// Two lines that cross at a pixel.
fn cross<B>(canvas: &mut B, (x, y): BackendCoord) -> Result<(), DrawingErrorKind<Error>>
where
    B: DrawingBackend<ErrorType = Error>,
{
    canvas.draw_line((x - 6, y), (x + 6, y), &RED.mix(0.5))?;
    canvas.draw_line((x, y - 6), (x, y + 6), &RED.mix(0.5))
}

fn draw<B>(mut canvas: B) -> Result<(), DrawingErrorKind<Error>>
where
    B: DrawingBackend<ErrorType = Error>,
{
    canvas.draw_rect((0, 0), (239, 159), &BLACK, false)?;
    canvas.draw_rect((6, 6), (15, 12), &BLUE, true)?;
    canvas.draw_rect((22, 6), (31, 12), &BLACK.mix(0.3).stroke_width(3), false)?;
    for width in 1..=4 {
        let y = 14 + 8 * width as i32;
        canvas.draw_line((6, y), (40, y), &BLACK.stroke_width(width))?;
        canvas.draw_line((46, y), (80, y + 6), &RED.stroke_width(width))?;
        canvas.draw_path([(86, y), (96, y), (96, y + 4), (110, y - 4)], &BLUE.stroke_width(width))?;
    }
    canvas.draw_circle((124, 12), 6, &BLACK, false)?;
    canvas.draw_circle((140, 12), 6, &GREEN.mix(0.5), true)?;
    canvas.fill_polygon([(120, 24), (146, 30), (126, 48)], &GREEN)?;
    let bitmap: Vec<u8> = (0..96u8).flat_map(|n| [(n % 12) * 20, (n / 12) * 30, 128]).collect();
    canvas.blit_bitmap((134, 42), (12, 8), &bitmap)?;
    for (row, vertical) in [VPos::Top, VPos::Center, VPos::Bottom].into_iter().enumerate() {
        for (column, horizontal) in [HPos::Left, HPos::Center, HPos::Right].into_iter().enumerate() {
            let at = (20 + 60 * column as i32, 72 + 24 * row as i32);
            cross(&mut canvas, at)?;
            canvas.draw_text("−8g", &text_style(BLACK, horizontal, vertical, FontTransform::None), at)?;
        }
    }
    for (index, turn) in [FontTransform::Rotate90, FontTransform::Rotate270].into_iter().enumerate() {
        let at = (180 + 30 * index as i32, 75);
        cross(&mut canvas, at)?;
        canvas.draw_text("Frequency", &text_style(BLUE, HPos::Center, VPos::Center, turn), at)?;
    }
    cross(&mut canvas, (230, 150))?;
    canvas.draw_text("Time <&>", &text_style(RED, HPos::Left, VPos::Bottom, FontTransform::Rotate180), (230, 150))
}

#[test]
fn the_raster_specimen_looks_as_it_did() {
    let mut canvas = Raster::new(240, 160, Some(WHITE)).unwrap();
    draw(&mut canvas).unwrap();
    assert_matches_golden("backend-raster", &png::encode(&canvas.into_image(), &png::Extras::default()).unwrap());
}

#[test]
fn the_transparent_specimen_looks_as_it_did() {
    let mut canvas = Raster::new(240, 160, None).unwrap();
    draw(&mut canvas).unwrap();
    assert_matches_golden("backend-transparent", &png::encode(&canvas.into_image(), &png::Extras::default()).unwrap());
}

#[test]
fn the_svg_specimen_reads_as_it_did() {
    let mut canvas = svg::canvas(240, 160, Some(WHITE));
    draw(&mut canvas).unwrap();
    assert_svg_matches_golden("backend", &canvas.into_document());
}
