//! Visibility of characters.

/// Whether a character is drawn, even if as a space.
pub fn is_drawn(character: char) -> bool {
    let invisible = matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}');
    !character.is_control() && !invisible
}

/// Whether a character matters to the reader: it is drawn, or it affects the form of its neighbours.
pub fn is_significant(character: char) -> bool {
    is_drawn(character) || matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}
