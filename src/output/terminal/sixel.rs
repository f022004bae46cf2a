//! Pictures for terminals with sixel graphics.

use std::fmt::Write;

use crate::backend::{Image, Indexed};

/// Rows of pixels in a band.
const BAND: usize = 6;

/// Steps of red, green and blue in the palette for pictures of more than 256 colours.
const STEPS: [u32; 3] = [6, 7, 6];

/// A picture as an escape sequence that draws it at the cursor, and an end of line.
///
/// Pictures of at most 256 colours keep theirs, each component rounded to a percent; others get the nearest of 252.
///
/// # Source
/// DEC, "VT330/VT340 Programmer Reference Manual", volume 2, chapter 14.
pub fn sixel(image: &Image) -> String {
    let Indexed { palette, indices } = image.indexed().unwrap_or_else(|| quantized(image));
    let (width, height) = (image.width() as usize, image.height() as usize);
    // Pixels that a band does not set keep the background of the terminal.
    let mut text = format!("\x1bP0;1;0q\"1;1;{width};{height}");
    for (number, [red, green, blue, _]) in palette.iter().enumerate() {
        let [red, green, blue] = [red, green, blue].map(|value| (u32::from(*value) * 100 + 127) / 255);
        let _ = write!(text, "#{number};2;{red};{green};{blue}");
    }
    // The sixels of every colour in a band: a bit for each row, from the top.
    let mut sixels = vec![0_u8; palette.len() * width];
    for band in indices.chunks(BAND * width) {
        sixels.fill(0);
        for (row, pixels) in band.chunks(width).enumerate() {
            for (column, &index) in pixels.iter().enumerate() {
                sixels[usize::from(index) * width + column] |= 1 << row;
            }
        }
        let colors = palette.iter().zip(sixels.chunks(width)).enumerate();
        let seen = colors.filter(|(_, (color, sixels))| color[3] > 0 && sixels.iter().any(|bits| *bits != 0));
        for (order, (number, (_, sixels))) in seen.enumerate() {
            // Back to the start of the band.
            text += if order > 0 { "$" } else { "" };
            let _ = write!(text, "#{number}");
            put_runs(&mut text, sixels);
        }
        text.push('-');
    }
    text + "\x1b\\\n"
}

/// Appends the sixels of one colour, repeated ones as runs, without those at the end that set nothing.
fn put_runs(text: &mut String, columns: &[u8]) {
    let end = columns.iter().rposition(|bits| *bits != 0).map_or(0, |last| last + 1);
    for run in columns[..end].chunk_by(|a, b| a == b) {
        let sixel = char::from(b'?' + run[0]);
        if run.len() > 3 {
            let _ = write!(text, "!{}{sixel}", run.len());
        } else {
            (0..run.len()).for_each(|_| text.push(sixel));
        }
    }
}

/// The picture in a palette of even steps; pixels that are mostly transparent stay so.
fn quantized(image: &Image) -> Indexed {
    let [reds, greens, blues] = STEPS;
    let level = |step: u32, steps: u32| (step * 255 / (steps - 1)) as u8;
    let mut palette = Vec::new();
    for color in 0..reds * greens * blues {
        let [red, green, blue] = [color / (greens * blues), color / blues % greens, color % blues];
        palette.push([level(red, reds), level(green, greens), level(blue, blues), 255]);
    }
    let transparent = palette.len() as u8;
    palette.push([0, 0, 0, 0]);
    let step = |value: u8, steps: u32| (u32::from(value) * (steps - 1) + 127) / 255;
    let index = |pixel: &[u8]| match pixel[3] {
        128.. => ((step(pixel[0], reds) * greens + step(pixel[1], greens)) * blues + step(pixel[2], blues)) as u8,
        _ => transparent,
    };
    Indexed { palette, indices: image.rgba().chunks_exact(4).map(index).collect() }
}
