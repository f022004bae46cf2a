//! What the reader of Matroska does not tell of a file.
//!
//! # Source
//! RFC 8794 for EBML, RFC 9559 for Matroska.

mod encodings;
mod listed;
mod outline;
mod trims;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

pub(super) use encodings::common_start;
pub(super) use listed::sounds;
pub(super) use outline::Outline;
pub(super) use trims::Trims;

const EBML: u64 = 0x1A45_DFA3;
const SEGMENT: u64 = 0x1853_8067;
/// Bytes of an element's name and size at their largest.
const HEAD: usize = 12;
/// Elements before the first segment that are looked at.
const MOST_ELEMENTS: usize = 16;

/// Where the first segment ends, if another document begins there.
pub(super) fn second_document(file: &mut File) -> io::Result<Option<u64>> {
    let Some(end) = end(file)? else { return Ok(None) };
    let mut next = Vec::with_capacity(4);
    file.seek(SeekFrom::Start(end))?;
    file.take(4).read_to_end(&mut next)?;
    Ok((next == (EBML as u32).to_be_bytes()).then_some(end))
}

/// Where the first segment ends, if it says so.
pub(super) fn end(file: &mut File) -> io::Result<Option<u64>> {
    let mut at = 0;
    for _ in 0..MOST_ELEMENTS {
        let Some((id, contents, Some(size))) = element(file, at)? else { return Ok(None) };
        let Some(end) = contents.checked_add(size).filter(|&end| end < 1 << 63) else { return Ok(None) };
        if id == SEGMENT {
            return Ok(Some(end));
        }
        at = end;
    }
    Ok(None)
}

/// The element that begins at byte `at`: its name, where its contents begin, and their size where it is known.
fn element(file: &mut File, at: u64) -> io::Result<Option<(u64, u64, Option<u64>)>> {
    let mut head = Vec::with_capacity(HEAD);
    file.seek(SeekFrom::Start(at))?;
    file.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(header(&head).map(|(id, size, length)| (id, at + length as u64, size)))
}

/// The name of the element that begins here, its size where it is known, and the bytes that say so.
fn header(bytes: &[u8]) -> Option<(u64, Option<u64>, usize)> {
    let (id, id_bytes) = number(bytes, 4)?;
    let (size, size_bytes) = number(&bytes[id_bytes..], 8)?;
    // The size is without the bit that tells its length; all ones are no size.
    let marker = 1 << (7 * size_bytes);
    let size = size & (marker - 1);
    Some((id, Some(size).filter(|&size| size != marker - 1), id_bytes + size_bytes))
}

/// A number of as many bytes as its first says, `most` at most, its marker included.
fn number(bytes: &[u8], most: usize) -> Option<(u64, usize)> {
    let length = bytes.first()?.leading_zeros() as usize + 1;
    let bytes = bytes.get(..length).filter(|_| length <= most)?;
    Some((bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)), length))
}

/// The elements that lie side by side in `bytes`: name and contents.
fn elements(mut bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    std::iter::from_fn(move || {
        let (id, size, length) = header(bytes)?;
        let contents = &bytes[length..];
        let end =
            size.and_then(|size| usize::try_from(size).ok()).map_or(contents.len(), |size| size.min(contents.len()));
        let (this, rest) = contents.split_at(end);
        bytes = rest;
        Some((id, this))
    })
}

/// The contents of the first element of that name.
fn child(bytes: &[u8], name: u64) -> Option<&[u8]> {
    elements(bytes).find(|(id, _)| *id == name).map(|(_, contents)| contents)
}

/// The first number of that name.
fn value(bytes: &[u8], name: u64) -> Option<u64> {
    let digits = child(bytes, name).filter(|digits| digits.len() <= 8)?;
    Some(digits.iter().fold(0, |value, &byte| value << 8 | u64::from(byte)))
}
