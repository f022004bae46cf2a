//! Output to a terminal.

use std::io::{self, IsTerminal, Write};

use anyhow::Context;
use serde_json::Value;

use super::standard::cannot_write;

/// The name of standard output in messages.
pub(super) const STDOUT: &str = "standard output";

/// The text on one line, displayed as written: control characters, and marks that change the text direction, become
/// spaces.
///
/// # Source
/// The marks are those of Unicode Standard Annex #9, section 2, and the separators of lines and paragraphs.
pub(super) fn in_a_line(text: &str) -> String {
    text.replace(is_unprintable, " ")
}

/// JSON with the same characters as escapes.
pub(super) fn in_json(value: &Value) -> String {
    let mut shown = String::new();
    for c in format!("{value:#}\n").chars() {
        // They occur only within strings, and each fits into one escape.
        if c != '\n' && is_unprintable(c) {
            shown += &format!("\\u{:04x}", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Writes JSON to standard output.
pub(super) fn print_json(value: &Value) -> anyhow::Result<()> {
    print(&in_json(value))
}

/// Writes all of a text to standard output.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    written.map_err(cannot_write).context(STDOUT)
}

fn is_unprintable(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}

/// Moves to the start of the line and clears it, in ANSI terminals.
pub(super) const ERASE: &str = "\r\x1b[K";

/// Clears the progress line before other output goes to the terminal.
pub(super) fn erase() {
    if io::stderr().is_terminal() {
        let _ = write!(io::stderr(), "{ERASE}");
    }
}
