//! What is appended to files: a container knows only itself.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};

use super::{bare, matroska, mp4};
use crate::source::signature::Kind;
use crate::warning::Warning;

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

/// That a second file begins at that byte of a first.
pub(super) fn told(kind: Kind, at: u64) -> Warning {
    Warning::FileIgnored { format: Some(kind.name()), at }
}
