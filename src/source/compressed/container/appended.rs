//! Data appended to a file, which its demuxer does not report.

use std::fs::File;
use std::io;

use super::{matroska, mp4};
use crate::error::Result;
use crate::source::compressed::medium::cannot_read;
use crate::source::input::Input;
use crate::source::signature::{self, HEAD, Kind};
use crate::source::wav::trailing;
use crate::warning::Warning;

/// The byte offset of a second file within the first, for the kinds whose demuxers stop there silently.
pub(super) fn second_file(kind: Kind, file: &mut File) -> io::Result<Option<u64>> {
    match kind {
        Kind::Matroska => matroska::second_document(file),
        Kind::Mp4 => mp4::second_file(file),
        _ => Ok(None),
    }
}

/// A warning about data after the last box or the only segment, unless they are a second file of the same kind.
///
/// # Errors
/// [`Error::Io`](crate::Error::Io).
pub(super) fn trailing(kind: Kind, file: &mut File) -> Result<Option<Warning>> {
    let end = match kind {
        Kind::Matroska => matroska::end(file),
        Kind::Mp4 => mp4::end(file),
        _ => Ok(None),
    };
    let Some(end) = end.map_err(cannot_read)? else { return Ok(None) };
    let mut input = Input::file(file.try_clone().map_err(cannot_read)?)?;
    input.go_to(end)?;
    // The demuxer reports other trailing data itself.
    if kind == Kind::Matroska && signature::kind_of_file(&input.peek(HEAD)?).is_none() {
        return Ok(None);
    }
    trailing::scan_without_chunks(&mut input)
}

/// The warning about a second file at byte `at`.
pub(super) fn second_file_warning(kind: Kind, at: u64) -> Warning {
    Warning::FileIgnored { format: Some(kind.name()), at }
}
