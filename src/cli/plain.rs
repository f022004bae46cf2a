//! Text from files and names, made fit for a terminal.

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
