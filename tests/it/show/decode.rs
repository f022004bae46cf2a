//! Decoders of what terminals draw.

use std::io::Cursor;

/// The upper and the lower colour of each half block in a line.
pub(super) fn colors_of_blocks(line: &str) -> Vec<[[u8; 3]; 2]> {
    let (mut colors, mut blocks) = (None, Vec::new());
    let mut rest = line;
    while let Some(glyph) = rest.chars().next() {
        if let Some(sequence) = rest.strip_prefix("\x1b[") {
            let (parameters, after) = sequence.split_once('m').expect("a sequence that ends");
            colors = colors_of(parameters);
            rest = after;
            continue;
        }
        if glyph == '▀' {
            blocks.push(colors.expect("a block in colours"));
        }
        rest = &rest[glyph.len_utf8()..];
    }
    blocks
}

/// The colours of "select graphic rendition", foreground and background; `None` for those of the terminal.
fn colors_of(parameters: &str) -> Option<[[u8; 3]; 2]> {
    let numbers: Vec<u8> = parameters.split(';').map(|number| number.parse().expect("a number")).collect();
    match numbers[..] {
        [0] => None,
        [38, 2, r, g, b, 48, 2, red, green, blue] => Some([[r, g, b], [red, green, blue]]),
        _ => panic!("unknown parameters {parameters}"),
    }
}

/// Width and height, and the pixels row by row.
pub(super) fn pixels_of_png(file: &[u8]) -> ((usize, usize), Vec<[u8; 3]>) {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().expect("a PNG");
    let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut bytes).expect("pixels");
    let samples = info.color_type.samples();
    let pixel = |pixel: &[u8]| if samples < 3 { [pixel[0]; 3] } else { [pixel[0], pixel[1], pixel[2]] };
    let pixels = bytes[..info.buffer_size()].chunks_exact(samples).map(pixel).collect();
    ((info.width as usize, info.height as usize), pixels)
}

/// Reads a whole number at the start of a text.
fn number(text: &str) -> (usize, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].parse().expect("a number"), &text[end..])
}

/// Width and height as stated, and the pixels row by row; `None` for those that no sixel sets.
pub(super) fn pixels_of_sixels(text: &str) -> ((usize, usize), Vec<Option<[u8; 3]>>) {
    let data = text.strip_prefix("\x1bP0;1;0q\"1;1;").and_then(|rest| rest.strip_suffix("\x1b\\\n")).expect("sixels");
    let (width, rest) = number(data);
    let (height, mut rest) = number(&rest[1..]);
    let mut pixels = vec![None; width * height];
    let mut palette = vec![[0; 3]; 256];
    let (mut color, mut column, mut band) = ([0; 3], 0, 0);
    while let Some(c) = rest.chars().next() {
        rest = &rest[1..];
        let (mut count, mut sixel) = (1, c);
        match c {
            '#' => {
                let (index, after) = number(rest);
                rest = after;
                if let Some(components) = rest.strip_prefix(";2;") {
                    let (red, after) = number(components);
                    let (green, after) = number(&after[1..]);
                    let (blue, after) = number(&after[1..]);
                    palette[index] = [red, green, blue].map(|percent| (percent * 255 / 100) as u8);
                    rest = after;
                }
                color = palette[index];
                continue;
            }
            '$' => {
                column = 0;
                continue;
            }
            '-' => {
                (column, band) = (0, band + 1);
                continue;
            }
            '!' => {
                (count, rest) = number(rest);
                sixel = rest.chars().next().expect("a sixel");
                rest = &rest[1..];
            }
            _ => {}
        }
        let bits = sixel as usize - '?' as usize;
        for column in column..column + count {
            for row in (0..6).filter(|row| bits >> row & 1 == 1) {
                pixels[(6 * band + row) * width + column] = Some(color);
            }
        }
        column += count;
    }
    ((width, height), pixels)
}
