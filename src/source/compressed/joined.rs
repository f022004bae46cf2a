//! What is appended to files: a container knows only itself.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::{bare, matroska, mp4};
use crate::source::signature::Kind;

/// The byte at which a second file begins within a first, of the kinds whose readers end with the first without a word.
pub(super) fn second(kind: Kind, file: &mut File) -> io::Result<Option<u64>> {
    match kind {
        Kind::Matroska => matroska::second_document(file),
        Kind::Mp4 => mp4::second_file(file),
        _ => Ok(None),
    }
}

/// Whether packets without a container are followed, behind byte `end` and tags, by others that tell how many they are.
pub(super) fn is_followed(file: &mut File, end: u64) -> io::Result<bool> {
    file.seek(SeekFrom::Start(end))?;
    bare::is_followed(file)
}

/// The bytes before a tag of ID3v1, or all; its reader would not find the end of FLAC's last frame before it.
pub(super) fn before_id3v1(file: &mut File) -> io::Result<u64> {
    let bytes = file.metadata()?.len();
    let before = bytes.saturating_sub(128);
    let mut name = Vec::with_capacity(3);
    file.seek(SeekFrom::Start(before))?;
    file.take(3).read_to_end(&mut name)?;
    Ok(if name == b"TAG" { before } else { bytes })
}
