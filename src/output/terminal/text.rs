//! A figure of characters.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::cells::{Cell, ColorDepth, put_line};
use super::layout::{LEFT, RIGHT, TextLayout};
use super::rulers::{Lines, across, below, labels, left, upward};
use crate::colormap::Table;
use crate::error::Result;
use crate::figure::ticks::{self, Ticks};
use crate::figure::{FigureOptions, LevelAxis, reduced_to};
use crate::font::is_significant;
use crate::level::{ColorScale, Levels};
use crate::spectrogram::{Picture, Spectrogram};

/// The characters that show cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyphs {
    /// Half blocks: two cells in a character, each in its colour.
    HalfBlocks(ColorDepth),
    /// A cell in a character of ASCII: the more ink, the higher its level.
    Ascii,
}

/// Characters in ascending order of their ink.
const SHADES: [char; 10] = [' ', '.', ':', '-', '=', '+', '*', '#', '%', '@'];

/// A cell without data, among [`SHADES`].
const NO_DATA: char = '?';

/// The upper half of a character in the colour of the foreground, the lower in that of the background.
const HALF: char = '▀';

/// The widest colorbar, in characters.
const WIDEST_BAR: usize = 60;

/// The narrowest colorbar beside a unit.
const NARROWEST_BAR: usize = 12;

const BOX: Lines = Lines { upright: '│', tick_left: '┤', corner: '└', level: '─', tick_below: '┬' };

const PLAIN: Lines = Lines { upright: '|', tick_left: '+', corner: '+', level: '-', tick_below: '+' };

impl Glyphs {
    /// Rows of cells in a line.
    pub fn rows_per_line(self) -> usize {
        match self {
            Self::HalfBlocks(_) => 2,
            Self::Ascii => 1,
        }
    }

    fn lines(self) -> &'static Lines {
        match self {
            Self::HalfBlocks(_) => &BOX,
            Self::Ascii => &PLAIN,
        }
    }
}

/// A figure that is ready to be written as text.
#[derive(Debug, Clone, Copy)]
pub struct TextFigure<'a> {
    /// The pictures, one per plot, with a cell for each column and for each row of [`Glyphs::rows_per_line`], or finer by
    /// whole factors.
    pub pictures: &'a [Picture],
    /// The look: title, names of channels, colours; sizes and panels do not apply.
    pub options: &'a FigureOptions,
    /// The levels of the colours.
    pub levels: Levels,
    /// The places.
    pub layout: TextLayout,
    /// The characters.
    pub glyphs: Glyphs,
}

/// The colours of levels.
struct Shading {
    colors: ColorScale,
    table: Table,
    no_data: [u8; 3],
}

impl Shading {
    fn color(&self, cell: f64) -> [u8; 3] {
        match self.colors.index(cell) {
            ColorScale::NO_DATA => self.no_data,
            index => self.table[usize::from(index)],
        }
    }

    fn shade(&self, cell: f64) -> char {
        match self.colors.index(cell) {
            ColorScale::NO_DATA => NO_DATA,
            index => shade(usize::from(index)),
        }
    }
}

/// The character of a colour's index.
fn shade(index: usize) -> char {
    SHADES[index * SHADES.len() / 256]
}

impl TextFigure<'_> {
    /// The figure as lines, in UTF-8 with escape sequences of colours; ASCII has none.
    ///
    /// # Errors
    /// [`Error::InvalidOption`](crate::Error::InvalidOption) unless there is a picture for each plot, with a whole number
    /// of columns and rows for each of its cells.
    pub fn text(&self) -> Result<String> {
        let TextLayout { columns, lines, lanes } = self.layout;
        let pictures = reduced_to(self.pictures, lanes, columns, lines * self.glyphs.rows_per_line())?;
        let shading = self.shading();
        let title = self.options.title.as_deref().unwrap_or_default();
        let mut page = Vec::new();
        if lanes > 1 && !title.is_empty() {
            page.push(self.heading("", title));
        }
        for (number, picture) in pictures.iter().enumerate() {
            let spectrogram = &picture.spectrogram;
            let frequency = upward(lines, |space| ticks::frequency_of_low(&spectrogram.frequency, space));
            let name = if lanes > 1 { self.options.channels.get(number).map_or("", String::as_str) } else { title };
            page.push(self.heading(&frequency.unit, name));
            let axis = left(&frequency, lines, self.glyphs.lines());
            page.extend(axis.into_iter().zip(self.plot(spectrogram, &shading)).map(|(axis, row)| [axis, row].concat()));
        }
        let first = &pictures[0].spectrogram;
        page.extend(below(&across(columns, |space| ticks::time(first.time, space)), columns, self.glyphs.lines()));
        page.extend(self.bar(first, &shading));
        Ok(self.written(&page))
    }

    fn shading(&self) -> Shading {
        let no_data = self.options.theme.palette().no_data;
        Shading {
            colors: ColorScale::new(self.levels),
            table: self.options.colormap.table(),
            no_data: [no_data.0, no_data.1, no_data.2],
        }
    }

    /// The line above a plot: the unit of its axis and a text, shortened to fit.
    fn heading(&self, unit: &str, text: &str) -> Vec<Cell> {
        let mut line = format!("{unit:>space$} ", space = LEFT - 1);
        let room = self.layout.columns + RIGHT;
        let is_whole = text.width() <= room;
        let mut used = usize::from(!is_whole) * 3;
        for glyph in text.chars() {
            // Control characters, and marks that turn the direction of text, would not be text for a terminal.
            let Some(width) = glyph.width().filter(|_| is_significant(glyph)) else { continue };
            used += width;
            if used > room {
                break;
            }
            line.push(if self.glyphs == Glyphs::Ascii && !glyph.is_ascii() { '?' } else { glyph });
        }
        if !is_whole {
            line += "...";
        }
        line.chars().map(Cell::plain).collect()
    }

    /// The lines of a plot, the topmost first.
    fn plot(&self, spectrogram: &Spectrogram, shading: &Shading) -> Vec<Vec<Cell>> {
        let rows = self.glyphs.rows_per_line();
        let cell = |column: usize, line: usize| {
            let cells = &spectrogram.cells.column(column)[rows * line..rows * (line + 1)];
            match *cells {
                [low, high] => Cell { glyph: HALF, colors: Some([shading.color(high), shading.color(low)]) },
                _ => Cell::plain(shading.shade(cells[0])),
            }
        };
        (0..self.layout.lines)
            .rev()
            .map(|line| (0..self.layout.columns).map(|column| cell(column, line)).collect())
            .collect()
    }

    /// The colorbar with the unit behind it, and its labels.
    fn bar(&self, spectrogram: &Spectrogram, shading: &Shading) -> [Vec<Cell>; 2] {
        let axis = LevelAxis { levels: self.levels, quantity: &spectrogram.quantity };
        let room = self.layout.columns + RIGHT;
        let of = |length| across(length, |space| axis.ticks(space));
        let titles = axis.titles(&of(room));
        let has_room = |title: &&String| title.width() < room.saturating_sub(NARROWEST_BAR);
        let unit = titles.iter().find(has_room).map_or("", String::as_str);
        let length = (room - unit.width() - 1).clamp(1, WIDEST_BAR);
        let mut bar = vec![Cell::BLANK; LEFT];
        bar.extend((0..length).map(|place| {
            let index = (2 * place + 1) * 256 / (2 * length);
            match self.glyphs {
                Glyphs::HalfBlocks(_) => Cell { glyph: HALF, colors: Some([shading.table[index]; 2]) },
                Glyphs::Ascii => Cell::plain(shade(index)),
            }
        }));
        bar.push(Cell::BLANK);
        bar.extend(unit.chars().map(Cell::plain));
        [bar, labels(&Ticks { unit: String::new(), ..of(length) }, length)]
    }

    fn written(&self, page: &[Vec<Cell>]) -> String {
        let depth = match self.glyphs {
            Glyphs::HalfBlocks(depth) => depth,
            Glyphs::Ascii => ColorDepth::Palette256,
        };
        let mut text = String::new();
        for line in page {
            put_line(&mut text, line, depth);
        }
        if self.glyphs == Glyphs::Ascii { in_ascii(&text) } else { text }
    }
}

/// Units and signs of labels in ASCII.
fn in_ascii(text: &str) -> String {
    text.replace('−', "-").replace(['µ', 'μ'], "u").replace('²', "2").replace('√', "sqrt").replace('×', "x")
}
