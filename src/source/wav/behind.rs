//! What lies behind the samples that a header claims.
//!
//! # Source
//! The informal standards ID3v1, ID3v2.4 and APEv2 for tags, which some programs append to any file.

use super::chunks::{self, Chunks, Family};
use super::text::{self, TEXT_BYTES};
use crate::error::{Error, Result};
use crate::source::facts::Texts;
use crate::source::input::Input;
use crate::source::signature::{self, HEAD};

/// Chunks behind the samples that are looked at.
const MOST_CHUNKS: usize = 64;
/// Bytes that are no chunks beyond which none is counted: a stream may go on for ever.
const MOST_BYTES: u64 = 1 << 26;

/// Bytes that are looked at together.
const PEEKED: usize = 4096;

/// Looks through what begins where the input stands, behind data of `size` bytes; adds to the texts, and returns what
/// to say of bytes that are left out.
///
/// Chunks, tags and zeros may be there, chunks only in a container of such, of the given family.
pub(super) fn look(input: &mut Input, family: Option<Family>, size: u64, texts: &mut Texts) -> Result<Option<String>> {
    let mut size = size;
    for _ in 0..MOST_CHUNKS {
        if let Some(family) = family {
            chunks::pass_padding(input, family, size)?;
        }
        let from = input.at();
        pass_zeros(input)?;
        let (at, next) = (input.at(), input.peek(HEAD)?);
        if next.is_empty() {
            return Ok(None);
        }
        if signature::begins_file(&next) {
            return Ok(Some(format!("another file follows at byte {at}; it is left out")));
        }
        if let Some(bytes) = tag(&next) {
            input.pass(bytes)?;
            size = 0;
            continue;
        }
        let header =
            family.filter(|family| next.len() >= family.header()).map(|family| (family, family.chunk(&next, at)));
        let Some((family, chunk)) = header.filter(|(_, chunk)| chunk.is_named()) else {
            return rest(input, from).map(Some);
        };
        if matches!(&chunk.id, b"data" | b"SSND") {
            let bytes = chunk.size;
            return Ok(Some(format!(
                "more samples follow at byte {at}, {bytes} bytes in a chunk of their own; left out"
            )));
        }
        let most = if text::is_text(chunk.id) { TEXT_BYTES } else { 0 };
        input.pass(family.header() as u64)?;
        match Chunks::new(input, family).contents(&chunk, most) {
            Ok(contents) => text::collect(texts, chunk.id, &contents, family.order()),
            Err(Error::Malformed(reason)) => return Ok(Some(reason)),
            Err(error) => return Err(error),
        }
        size = chunk.size;
    }
    Ok(None)
}

/// Whether what comes next is the end or belongs behind data of no bytes, as far as the first bytes tell.
pub(super) fn belongs(input: &mut Input, family: Family) -> Result<bool> {
    let next = input.peek(HEAD)?;
    let is_chunk = next.len() >= family.header() && family.chunk(&next, 0).is_named();
    Ok(is_chunk || tag(&next).is_some() || next.iter().all(|&byte| byte == 0))
}

/// Passes over zeros, however many, but for a stream without end.
fn pass_zeros(input: &mut Input) -> Result<()> {
    let end = input.at() + MOST_BYTES;
    while input.at() < end {
        let next = input.peek(PEEKED)?;
        let zeros = next.iter().take_while(|&&byte| byte == 0).count();
        input.pass(zeros as u64)?;
        if zeros < PEEKED {
            break;
        }
    }
    Ok(())
}

/// Bytes of the tag that some bytes begin.
fn tag(next: &[u8]) -> Option<u64> {
    let byte = |at: usize| next.get(at).copied().map_or(0, u64::from);
    match next {
        [b'T', b'A', b'G', ..] => Some(128),
        // Its size has seven bits a byte; a chunk of that name has a letter or a space where a version is.
        [b'I', b'D', b'3', ..=15, ..] => Some(10 + (6..10).fold(0, |size, at| size << 7 | byte(at) & 0x7F)),
        _ if next.starts_with(b"APETAGEX") => Some(32 + (12..16).rev().fold(0, |size, at| size << 8 | byte(at))),
        _ => None,
    }
}

/// Counts the bytes from `from` to the end.
fn rest(input: &mut Input, from: u64) -> Result<String> {
    input.pass((from + MOST_BYTES).saturating_sub(input.at()))?;
    let bytes = input.at() - from;
    let follow = match bytes {
        1 => "1 byte follows".to_owned(),
        _ if input.peek(1)?.is_empty() => format!("{bytes} bytes follow"),
        _ => format!("more than {bytes} bytes follow"),
    };
    Ok(format!("{follow} at byte {from}, behind the samples that the header claims; left out"))
}
