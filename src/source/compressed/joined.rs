//! Files of which another is appended: a container knows only itself.
//!
//! # Source
//! RFC 8794 for EBML, RFC 9559 for Matroska; ISO/IEC 14496-12 for MP4.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::{bare, edits};
use crate::source::signature::Kind;

const EBML: [u8; 4] = [0x1A, 0x45, 0xDF, 0xA3];
const SEGMENT: u64 = 0x1853_8067;
/// Elements before the first segment that are looked at.
const MOST_ELEMENTS: usize = 16;

/// The byte at which a second file begins within a first, of the kinds whose readers end with the first without a word.
///
/// The file is read wherever it stands, and left there.
pub(super) fn second(kind: Kind, file: &mut File) -> io::Result<Option<u64>> {
    let stands = file.stream_position()?;
    let found = match kind {
        Kind::Matroska => second_document(file),
        Kind::Mp4 => edits::second_file(file),
        _ => Ok(None),
    };
    file.seek(SeekFrom::Start(stands))?;
    found
}

/// Whether packets without a container are followed, behind byte `end` and tags, by others that tell how many they are.
///
/// The file is read wherever it stands, and left there.
pub(super) fn is_followed(file: &mut File, end: u64) -> io::Result<bool> {
    let stands = file.stream_position()?;
    file.seek(SeekFrom::Start(end))?;
    let followed = bare::is_followed(&mut *file);
    file.seek(SeekFrom::Start(stands))?;
    followed
}

/// The bytes before a tag of ID3v1, or all; its reader would not find the end of FLAC's last frame before it.
///
/// The file is read wherever it stands, and left there.
pub(super) fn before_id3v1(file: &mut File) -> io::Result<u64> {
    let (stands, bytes) = (file.stream_position()?, file.metadata()?.len());
    let before = bytes.saturating_sub(128);
    let mut name = Vec::with_capacity(3);
    file.seek(SeekFrom::Start(before))?;
    (&mut *file).take(3).read_to_end(&mut name)?;
    file.seek(SeekFrom::Start(stands))?;
    Ok(if name == b"TAG" { before } else { bytes })
}

/// Where the first segment ends, if another document begins there.
fn second_document(file: &mut File) -> io::Result<Option<u64>> {
    let mut at = 0;
    for _ in 0..MOST_ELEMENTS {
        let Some((id, data, size)) = element(file, at)? else { return Ok(None) };
        let Some(end) = data.checked_add(size) else { return Ok(None) };
        if id == SEGMENT {
            let mut next = Vec::with_capacity(EBML.len());
            file.seek(SeekFrom::Start(end))?;
            file.take(EBML.len() as u64).read_to_end(&mut next)?;
            return Ok((next == EBML).then_some(end));
        }
        at = end;
    }
    Ok(None)
}

/// An element's name, where its contents begin, and their size; none where the size is not known.
fn element(file: &mut File, at: u64) -> io::Result<Option<(u64, u64, u64)>> {
    let mut head = Vec::with_capacity(12);
    file.seek(SeekFrom::Start(at))?;
    file.take(12).read_to_end(&mut head)?;
    let Some((id, Some(size), length)) = header(&head) else { return Ok(None) };
    Ok(Some((id, at + length as u64, size)))
}

/// The name of the element that begins here, its size where it is known, and the bytes that say so.
pub(super) fn header(bytes: &[u8]) -> Option<(u64, Option<u64>, usize)> {
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
