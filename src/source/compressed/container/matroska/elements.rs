//! EBML elements.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

pub(super) const SEGMENT: u64 = 0x1853_8067;
pub(super) const CLUSTER: u64 = 0x1F43_B675;

/// The maximum size of an element header.
pub(super) const HEAD: usize = 12;

/// The element at byte `at`: its ID, the offset of its contents, and their size if known.
pub(super) fn element(file: &mut File, at: u64) -> io::Result<Option<(u64, u64, Option<u64>)>> {
    let mut head = Vec::with_capacity(HEAD);
    file.seek(SeekFrom::Start(at))?;
    file.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(header(&head).map(|(id, size, length)| (id, at + length as u64, size)))
}

/// Parses an element header: its ID, its size if known, and its length in bytes.
pub(super) fn header(bytes: &[u8]) -> Option<(u64, Option<u64>, usize)> {
    let (id, id_bytes) = number(bytes, 4)?;
    let (size, size_bytes) = number(&bytes[id_bytes..], 8)?;
    // The marker bit is not part of the size; all ones mean an unknown size.
    let marker = 1 << (7 * size_bytes);
    let size = size & (marker - 1);
    Some((id, Some(size).filter(|&size| size != marker - 1), id_bytes + size_bytes))
}

/// A variable-length number of at most `most` bytes, marker included, and its length.
pub(super) fn number(bytes: &[u8], most: usize) -> Option<(u64, usize)> {
    let length = bytes.first()?.leading_zeros() as usize + 1;
    let bytes = bytes.get(..length).filter(|_| length <= most)?;
    Some((bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)), length))
}

/// The consecutive elements in `bytes`: ID and contents.
pub(super) fn elements(mut bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
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

/// The contents of the first element with this ID.
pub(super) fn child(bytes: &[u8], name: u64) -> Option<&[u8]> {
    elements(bytes).find(|(id, _)| *id == name).map(|(_, contents)| contents)
}

/// The first unsigned number with this ID.
pub(super) fn value(bytes: &[u8], name: u64) -> Option<u64> {
    let digits = child(bytes, name).filter(|digits| digits.len() <= 8)?;
    Some(digits.iter().fold(0, |value, &byte| value << 8 | u64::from(byte)))
}
