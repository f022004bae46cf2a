//! The list of colormaps, with a colour bar each if the terminal shows colours.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use anyhow::Context;
use specgram::colormap::ColormapName;

use super::standard::{self, cannot_write};
use super::terminal::STDOUT;

/// Blocks of colour beside a name.
const BLOCKS: usize = 48;

/// Writes a line for every colormap to standard output.
pub(super) fn show() -> anyhow::Result<()> {
    standard::check_output().context(STDOUT)?;
    let mut stdout = io::stdout().lock();
    let colored = stdout.is_terminal();
    let lines: String = ColormapName::ALL.into_iter().map(|name| line(name, colored)).collect();
    let written = stdout.write_all(lines.as_bytes()).and_then(|()| stdout.flush());
    written.map_err(cannot_write).context(STDOUT)
}

/// A name, followed by blocks from the lowest colour to the highest.
fn line(name: ColormapName, colored: bool) -> String {
    if !colored {
        return format!("{}\n", name.name());
    }
    let mut line = format!("{:<9} ", name.name());
    for block in 0..BLOCKS {
        let [red, green, blue] = name.table()[block * 255 / (BLOCKS - 1)];
        // Writing to a String cannot fail.
        let _ = write!(line, "\x1b[48;2;{red};{green};{blue}m ");
    }
    line + "\x1b[0m\n"
}
