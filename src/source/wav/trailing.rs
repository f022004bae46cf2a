//! Data after the samples that a header states.
//!
//! # Source
//! The informal standards ID3v1, ID3v2.4 and APEv2 for tags, which some programs append to any file.

use super::chunks::{self, Family};
use super::header::MAX_CHUNKS;
use super::text::{self, TEXT_BYTES};
use crate::error::Result;
use crate::source::facts::Texts;
use crate::source::input::Input;
use crate::source::signature::{self, HEAD};
use crate::warning::{TrailingData, Warning};

/// The maximum number of trailing bytes to count, and for a stream, which may be endless, to read.
const MAX_BYTES: u64 = 1 << 26;

/// Bytes to peek at together.
const PEEKED: usize = 4096;

/// Scans the data after samples of `size` bytes, from the current position; adds texts, and returns a warning about
/// ignored data.
///
/// Chunks, tags and zeros are expected; chunks only if `family` is given.
pub(super) fn scan(input: &mut Input, family: Option<Family>, size: u64, texts: &mut Texts) -> Result<Option<Warning>> {
    let limit = if input.can_seek() { u64::MAX } else { input.at().saturating_add(MAX_BYTES) };
    let mut size = size;
    for _ in 0..MAX_CHUNKS {
        if let Some(family) = family {
            chunks::pass_padding(input, family, size)?;
        }
        let from = input.at();
        pass_zeros(input, limit)?;
        let (at, next) = (input.at(), input.peek(HEAD)?);
        if next.is_empty() {
            return Ok(None);
        }
        if signature::kind_of_file(&next).is_some() {
            return Ok(Some(Warning::FileIgnored { at }));
        }
        if let Some(bytes) = tag(&next) {
            let skipped = input.pass(bytes.min(limit - at))?;
            if skipped < bytes {
                return cut_short(input, "tag", at, bytes, limit).map(Some);
            }
            size = 0;
            continue;
        }
        let header =
            family.filter(|family| next.len() >= family.header()).map(|family| (family, family.chunk(&next, at)));
        let Some((family, chunk)) = header.filter(|(_, chunk)| chunk.is_named()) else {
            return rest(input, from, limit).map(Some);
        };
        size = chunk.size;
        if matches!(&chunk.id, b"data" | b"SSND") && size > 0 {
            return Ok(Some(Warning::TrailingData { at, data: TrailingData::Samples { bytes: size } }));
        }
        input.pass(family.header() as u64)?;
        let mut contents = vec![0; if text::is_text(chunk.id) { size.min(TEXT_BYTES) as usize } else { 0 }];
        let read = input.fill(&mut contents)? as u64;
        let skipped = input.pass((size - read).min(limit.saturating_sub(input.at())))?;
        if read + skipped == size {
            text::collect(texts, chunk.id, &contents, family.order());
        } else if chunks::is_known(&chunk.id) {
            let name = format!("chunk '{}'", chunk.id.escape_ascii());
            return cut_short(input, &name, at, size, limit).map(Some);
        } else {
            return rest(input, from, limit).map(Some);
        }
    }
    let (at, is_end) = (input.at(), input.peek(1)?.is_empty());
    Ok((!is_end).then_some(Warning::TrailingData { at, data: TrailingData::Many { most: MAX_CHUNKS } }))
}

/// Whether the next bytes may follow an empty data chunk: a chunk, a tag, zeros or the end.
pub(super) fn belongs(input: &mut Input, family: Family) -> Result<bool> {
    let next = input.peek(HEAD)?;
    let is_chunk = next.len() >= family.header() && family.chunk(&next, 0).is_named();
    Ok(is_chunk || tag(&next).is_some() || next.iter().all(|&byte| byte == 0))
}

/// Skips zeros, up to a limit for an endless stream.
fn pass_zeros(input: &mut Input, limit: u64) -> Result<()> {
    let end = limit.min(input.at().saturating_add(MAX_BYTES));
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

/// The size of the tag that begins here.
fn tag(next: &[u8]) -> Option<u64> {
    let byte = |at: usize| next.get(at).copied().map_or(0, u64::from);
    match next {
        [b'T', b'A', b'G', ..] => Some(128),
        // The size has seven bits per byte; a chunk named `ID3 ` has a letter or a space in place of the version.
        [b'I', b'D', b'3', ..=15, ..] => Some(10 + (6..10).fold(0, |size, at| size << 7 | byte(at) & 0x7F)),
        _ if next.starts_with(b"APETAGEX") => Some(32 + (12..16).rev().fold(0, |size, at| size << 8 | byte(at))),
        _ => None,
    }
}

/// A warning about a chunk or a tag at byte `at` that states more bytes than there are.
fn cut_short(input: &mut Input, what: &str, at: u64, claimed: u64, limit: u64) -> Result<Warning> {
    let end = input.at();
    if end >= limit {
        return rest(input, at, limit);
    }
    Ok(Warning::TrailingData { at, data: TrailingData::CutShort { what: what.to_owned(), claimed, end } })
}

/// A warning with the number of bytes from `from` to the end.
fn rest(input: &mut Input, from: u64, limit: u64) -> Result<Warning> {
    let most = limit.min(from.saturating_add(MAX_BYTES));
    input.pass(most.saturating_sub(input.at()))?;
    let bytes = input.at() - from;
    // Not worth distinguishing for a single byte.
    let has_more = bytes > 1 && !input.peek(1)?.is_empty();
    Ok(Warning::TrailingData { at: from, data: TrailingData::Bytes { bytes, has_more } })
}
