//! What lies behind the samples that a header claims.
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

/// Bytes that are no chunks beyond which none is counted, and of a stream all that are read: it may go on for ever.
const MAX_BYTES: u64 = 1 << 26;

/// Bytes that are looked at together.
const PEEKED: usize = 4096;

/// Looks through what begins where the input stands, behind data of `size` bytes; adds to the texts, and returns what
/// to say of bytes that are left out.
///
/// Chunks, tags and zeros may be there, chunks only in a container of such, of the given family.
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
        if signature::begins_file(&next) {
            return Ok(Some(Warning::FileIgnored { format: None, at }));
        }
        if let Some(bytes) = tag(&next) {
            let passed = input.pass(bytes.min(limit - at))?;
            if passed < bytes {
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
        let passed = input.pass((size - read).min(limit.saturating_sub(input.at())))?;
        if read + passed == size {
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

/// The same behind samples that are in no container of these kinds of chunks, and where texts are not asked for.
pub(in super::super) fn scan_without_chunks(input: &mut Input) -> Result<Option<Warning>> {
    scan(input, None, 0, &mut Texts::default())
}

/// Whether what comes next is the end or belongs behind data of no bytes, as far as the first bytes tell.
pub(super) fn belongs(input: &mut Input, family: Family) -> Result<bool> {
    let next = input.peek(HEAD)?;
    let is_chunk = next.len() >= family.header() && family.chunk(&next, 0).is_named();
    Ok(is_chunk || tag(&next).is_some() || next.iter().all(|&byte| byte == 0))
}

/// Passes over zeros, however many, but for a stream without end.
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

/// What to say of a chunk or a tag at byte `at` that claims more than there is.
fn cut_short(input: &mut Input, what: &str, at: u64, claimed: u64, limit: u64) -> Result<Warning> {
    let end = input.at();
    if end >= limit {
        return rest(input, at, limit);
    }
    Ok(Warning::TrailingData { at, data: TrailingData::CutShort { what: what.to_owned(), claimed, end } })
}

/// Counts the bytes from `from` to the end.
fn rest(input: &mut Input, from: u64, limit: u64) -> Result<Warning> {
    let most = limit.min(from.saturating_add(MAX_BYTES));
    input.pass(most.saturating_sub(input.at()))?;
    let bytes = input.at() - from;
    // A single byte is not worth the difference.
    let has_more = bytes > 1 && !input.peek(1)?.is_empty();
    Ok(Warning::TrailingData { at: from, data: TrailingData::Bytes { bytes, has_more } })
}
