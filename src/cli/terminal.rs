//! What a terminal is shown.

use std::io::{self, IsTerminal, Write};

/// The text in one line that shows as it is written: controls, and marks that change the direction of what
/// follows, become spaces.
///
/// # Source
/// The marks are those of Unicode Standard Annex #9, section 2, and the separators of lines and paragraphs.
pub(super) fn in_a_line(text: &str) -> String {
    let turns =
        |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.replace(|c: char| c.is_control() || turns(c), " ")
}

/// Goes to the start of the line and empties it, as ANSI terminals understand it.
pub(super) const ERASE: &str = "\r\x1b[K";

/// Empties the line on a terminal that is told something else.
pub(super) fn erase() {
    if io::stderr().is_terminal() {
        let _ = write!(io::stderr(), "{ERASE}");
    }
}
