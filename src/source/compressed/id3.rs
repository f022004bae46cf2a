//! ID3v2 tags in front of a file: their texts, whatever else they hold.
//!
//! # Source
//! ID3v2.2.0 sections 3.1 and 3.2; ID3v2.3.0 and 2.4.0 sections 3.1 to 3.3.

use std::io;

use super::tags;
use super::window::Window;
use crate::source::facts::Texts;

/// The maximum size of a tag that is kept whole.
const MAX_WHOLE: u64 = 1 << 20;
/// The maximum size of a frame of a larger tag that is kept; pictures are larger.
const MAX_FRAME: u64 = 1 << 16;
/// Bytes of a tag's header, and of that of a frame since version 3.
const HEAD: usize = 10;

/// Moves past the tag of `size` bytes at the current position; returns its texts.
///
/// # Errors
/// Those of reading.
pub(super) fn pass(window: &mut Window, size: u64) -> io::Result<Texts> {
    let end = window.position().saturating_add(size);
    let tag = if size <= MAX_WHOLE {
        window.fill(size as usize)?;
        let ahead = window.ahead();
        ahead[..ahead.len().min(size as usize)].to_vec()
    } else {
        small_frames(window, end)?
    };
    window.skip(end.saturating_sub(window.position()))?;
    Ok(tags::id3v2(&tag))
}

/// The tag that begins at the current position and ends at byte `end`, without its large frames.
fn small_frames(window: &mut Window, end: u64) -> io::Result<Vec<u8>> {
    let mut tag = window.ahead().get(..HEAD).unwrap_or_default().to_vec();
    let [.., version, _, flags, _, _, _, _] = tag[..] else { return Ok(tag) };
    let has_extended_header = flags & 0x40 != 0;
    let (name, head) = if version == 2 { (3, 6) } else { (4, HEAD) };
    window.skip(HEAD as u64)?;
    while !has_extended_header && (tag.len() as u64) < MAX_WHOLE && window.position() < end {
        window.fill(head)?;
        let Some(frame) = window.ahead().get(..head) else { break };
        if !frame[..name].iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) {
            break;
        }
        // Sizes of version 4 have 7 bits in each byte.
        let bits = if version == 4 { 7 } else { 8 };
        let size = frame[name..2 * name].iter().fold(0, |size, &byte| size << bits | u64::from(byte));
        let size = size.saturating_add(head as u64);
        if size <= MAX_FRAME {
            window.fill(size as usize)?;
            tag.extend(window.ahead().iter().take(size as usize));
        }
        window.skip(size.min(end.saturating_sub(window.position())))?;
    }
    // A footer would follow.
    tag[5] &= !0x10;
    let size = (tag.len() - HEAD) as u32;
    for (byte, shift) in tag[6..HEAD].iter_mut().zip([21, 14, 7, 0]) {
        *byte = (size >> shift & 0x7F) as u8;
    }
    Ok(tag)
}
