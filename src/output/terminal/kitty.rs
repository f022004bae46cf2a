//! Pictures for terminals with kitty's graphics protocol.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The most bytes of Base64 in one sequence.
const CHUNK: usize = 4096;

/// A PNG file as escape sequences that draw it at the cursor, and an end of line.
///
/// The terminal is asked for no answer, neither of success nor of errors: none could reach the shell.
///
/// # Source
/// "Terminal graphics protocol" of kitty: `a=T` transmits and displays, `f=100` is PNG, `m` marks chunks that go on,
/// `q=2` suppresses answers.
pub fn kitty(png: &[u8]) -> String {
    let data = STANDARD.encode(png);
    let mut text = String::with_capacity(data.len() + data.len() / CHUNK * 16 + 64);
    // Base64 is ASCII: any place is the boundary of a character.
    let mut rest = &data[..];
    let mut control = "a=T,f=100,q=2,";
    while !rest.is_empty() {
        let (chunk, next) = rest.split_at(rest.len().min(CHUNK));
        text += &format!("\x1b_G{control}m={};{chunk}\x1b\\", u8::from(!next.is_empty()));
        (rest, control) = (next, "q=2,");
    }
    text.push('\n');
    text
}
