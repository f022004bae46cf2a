//! Texts as a terminal and a shell can take them.

use std::ffi::OsStr;

use serde_json::Value;

/// The text on one line, displayed as written: control characters, and marks that change the text direction, become
/// spaces.
///
/// # Source
/// The marks are those of Unicode Standard Annex #9, section 2, and the separators of lines and paragraphs.
pub fn in_a_line(text: &str) -> String {
    text.replace(is_unprintable, " ")
}

/// JSON with the same characters as escapes.
pub fn in_json(value: &Value) -> String {
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

/// A word quoted for a shell; with control characters or invalid UTF-8, in the syntax of Bash and Zsh.
pub fn quoted(word: &OsStr) -> String {
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || "-_./,:=@%+".contains(c) || (!c.is_ascii() && c.is_alphanumeric());
    match word.to_str() {
        Some(text) if !text.is_empty() && text.chars().all(is_plain) => text.to_owned(),
        Some(text) if !text.contains(char::is_control) => format!("'{}'", text.replace('\'', r"'\''")),
        _ => format!("$'{}'", word.as_encoded_bytes().iter().map(|&byte| escaped(byte)).collect::<String>()),
    }
}

fn escaped(byte: u8) -> String {
    match byte {
        b'\'' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    }
}

fn is_unprintable(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}
