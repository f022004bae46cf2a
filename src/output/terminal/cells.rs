//! Lines of characters with colours, and their escape sequences.

use std::fmt::Write;

/// The colours of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorDepth {
    /// Red, green and blue of 8 bits.
    True,
    /// The 216 colours of the 6 × 6 × 6 cube and 24 greys of xterm.
    Palette256,
}

/// A character, and the colours of its foreground and background; `None` for those of the terminal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    pub(super) glyph: char,
    pub(super) colors: Option<[[u8; 3]; 2]>,
}

impl Cell {
    pub(super) const BLANK: Self = Self::plain(' ');

    pub(super) const fn plain(glyph: char) -> Self {
        Self { glyph, colors: None }
    }
}

/// Appends a line with its end. Colours are set where they change and reset before the line ends, so that an interrupted
/// output colours nothing else.
pub(super) fn put_line(text: &mut String, line: &[Cell], depth: ColorDepth) {
    let end = line.iter().rposition(|cell| *cell != Cell::BLANK).map_or(0, |last| last + 1);
    let mut current = None;
    for cell in &line[..end] {
        if cell.colors != current {
            put_colors(text, cell.colors, depth);
            current = cell.colors;
        }
        text.push(cell.glyph);
    }
    if current.is_some() {
        put_colors(text, None, depth);
    }
    text.push('\n');
}

/// "Select graphic rendition" of ECMA-48, with the colours of ISO 8613-6.
fn put_colors(text: &mut String, colors: Option<[[u8; 3]; 2]>, depth: ColorDepth) {
    let _: std::fmt::Result = match (colors, depth) {
        (None, _) => text.write_str("\x1b[0m"),
        (Some([[r, g, b], [red, green, blue]]), ColorDepth::True) => {
            write!(text, "\x1b[38;2;{r};{g};{b};48;2;{red};{green};{blue}m")
        }
        (Some([front, back]), ColorDepth::Palette256) => {
            write!(text, "\x1b[38;5;{};48;5;{}m", nearest(front), nearest(back))
        }
    };
}

/// Intensities of the cube's sides.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The number of the nearest of xterm's colours, those that users redefine left out.
///
/// # Source
/// The table of 256 colours in xterm's `256colres.h`.
fn nearest(color: [u8; 3]) -> u8 {
    let side = |value: u8| (0..6_u8).min_by_key(|&step| CUBE[usize::from(step)].abs_diff(value)).unwrap_or(0);
    let sides = color.map(side);
    let mean = color.iter().map(|&value| u16::from(value)).sum::<u16>() / 3;
    let step = (mean.saturating_sub(3) / 10).min(23) as u8;
    let grey = [8 + 10 * step; 3];
    let distance =
        |other: [u8; 3]| -> u32 { color.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
    let cube = sides.map(|step| CUBE[usize::from(step)]);
    if distance(grey) < distance(cube) { 232 + step } else { 16 + 36 * sides[0] + 6 * sides[1] + sides[2] }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn palette_colors_are_their_own_nearest() {
        for number in 16..=255_u8 {
            let color = match number {
                232.. => [8 + 10 * (number - 232); 3],
                _ => [(number - 16) / 36, (number - 16) / 6 % 6, (number - 16) % 6]
                    .map(|step| super::CUBE[usize::from(step)]),
            };
            assert_eq!(nearest(color), number, "{color:?}");
        }
    }
}
