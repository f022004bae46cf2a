//! Pictures for terminals with iTerm2's inline images.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// iTerm2 drops sequences of more than 1 MiB; so do tmux and terminals that follow it.
const LONGEST: usize = 1 << 20;

/// Bytes of Base64 in each part of a larger picture.
const PART: usize = 200_000;

/// A PNG file as escape sequences that draw it at the cursor in its size in pixels, and an end of line.
///
/// # Source
/// "Images" in iTerm2's documentation: `File=` for a picture, `MultipartFile=`, `FilePart=` and `FileEnd` for a large one.
pub fn iterm(png: &[u8], (width, height): (u32, u32)) -> String {
    let data = STANDARD.encode(png);
    let keys = format!("inline=1;size={};width={width}px;height={height}px;preserveAspectRatio=1", png.len());
    if data.len() + keys.len() < LONGEST {
        return format!("\x1b]1337;File={keys}:{data}\x07\n");
    }
    let mut text = format!("\x1b]1337;MultipartFile={keys}\x07");
    let mut rest = &data[..];
    while !rest.is_empty() {
        let (part, next) = rest.split_at(rest.len().min(PART));
        text += &format!("\x1b]1337;FilePart={part}\x07");
        rest = next;
    }
    text + "\x1b]1337;FileEnd\x07\n"
}
