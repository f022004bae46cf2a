//! The metadata before the first frame.
//!
//! # Source
//! RFC 9639, sections 6 and 8.

use std::io;

use super::super::tag::{self, HEAD};
use super::super::tags;
use super::super::window::Window;
use super::stream_info::{STREAM_INFO, StreamInfo};
use crate::source::facts::Texts;

/// The stream marker.
const MARKER: &[u8] = b"fLaC";

/// Bytes of a metadata block header.
const BLOCK_HEAD: usize = 4;

const COMMENT: u8 = 4;
const PICTURE: u8 = 6;

/// Whether a file begins here, with its STREAMINFO block.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let is_first = |head: &[u8]| head[0] & 0x7F == 0 && head[1..] == [0, 0, STREAM_INFO as u8];
    bytes.starts_with(MARKER) && bytes.get(MARKER.len()..MARKER.len() + BLOCK_HEAD).is_some_and(is_first)
}

/// Reads all metadata, and tags before them; `None` if there is no valid STREAMINFO block.
pub(super) fn read(window: &mut Window) -> io::Result<Option<(StreamInfo, Texts)>> {
    let mut texts = Texts::default();
    loop {
        window.fill(HEAD)?;
        let Some(size) = tag::tag(window.ahead()) else { break };
        match tag::id3v2(window.ahead()) {
            Some(size) => push(&mut texts, &tags::pass_id3v2(window, size)?),
            None => window.skip(size)?,
        }
    }
    if !begins(window.ahead()) {
        return Ok(None);
    }
    window.consume(MARKER.len());
    window.fill(BLOCK_HEAD + STREAM_INFO)?;
    let Some(info) = window.ahead().get(BLOCK_HEAD..).and_then(<[u8]>::first_chunk).map(StreamInfo::of) else {
        return Ok(None);
    };
    loop {
        window.fill(BLOCK_HEAD)?;
        let Some(&[kind, high, middle, low]) = window.ahead().first_chunk() else { break };
        // Frames may follow without a last block.
        if kind == 0xFF {
            break;
        }
        window.consume(BLOCK_HEAD);
        let mut size = u64::from(u32::from_be_bytes([0, high, middle, low]));
        match kind & 0x7F {
            COMMENT => {
                window.fill(size as usize)?;
                let end = window.ahead().len().min(size as usize);
                push(&mut texts, &tags::vorbis_comment(&window.ahead()[..end]));
            }
            PICTURE => size = picture_size(window)?.filter(|full| full & 0xFF_FFFF == size).unwrap_or(size),
            _ => {}
        }
        window.skip(size)?;
        if kind & 0x80 != 0 {
            break;
        }
    }
    Ok(Some((info, texts)))
}

fn push(texts: &mut Texts, more: &Texts) {
    for (name, value) in more.iter() {
        texts.push(name, value);
    }
}

/// The size of the PICTURE block ahead as its contents state it, because the 24 bits in its header overflow for pictures
/// of 16 MiB and more.
fn picture_size(window: &mut Window) -> io::Result<Option<u64>> {
    const NUMBERS: usize = 16;
    // Type, size and text of the media type, size and text of the description, four numbers, size of the picture.
    let mut end = 4;
    for numbers in [0, 0, NUMBERS] {
        end += numbers;
        window.fill(end + 4)?;
        let Some(&size) = window.ahead().get(end..).and_then(<[u8]>::first_chunk) else { return Ok(None) };
        let size = u32::from_be_bytes(size) as usize;
        if numbers == NUMBERS {
            return Ok(Some((end + 4) as u64 + size as u64));
        }
        // Much longer texts are damage.
        if size > 1 << 16 {
            return Ok(None);
        }
        end += 4 + size;
    }
    Ok(None)
}
