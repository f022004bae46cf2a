//! Choice of a demuxer.

use std::fs::File;
use std::io::{Read, Seek};

use super::demux::Demuxer;
use super::medium::{cannot_read, spooled};
use super::window::Bytes;
use super::{container, flac, mpeg, ogg};
use crate::error::{Error, Result};
use crate::source::signature::Kind;

/// Whether the index of this kind may follow the samples, so that only a whole file can be read.
fn needs_file(kind: Kind) -> bool {
    matches!(kind, Kind::Mp4 | Kind::Caf | Kind::Matroska)
}

/// Opens a regular file, and with `finish` what reads its packets.
///
/// # Errors
/// Those of the demuxers and of `finish`.
pub(super) fn file<T>(kind: Kind, file: &File, finish: impl Fn(Box<dyn Demuxer>) -> Result<T>) -> Result<T> {
    let mut handle = file.try_clone().map_err(cannot_read)?;
    if !needs_file(kind) {
        handle.rewind().map_err(cannot_read)?;
        return demuxer(kind, Bytes::File(handle)).and_then(finish);
    }
    // Truncated files can often still be read without seeking.
    container::open(kind, file).and_then(&finish).or_else(|error| {
        container::forward(kind, file).and_then(&finish).map_err(|again| match kind {
            // With seeking, the demuxer ignores truncated elements.
            Kind::Matroska => again,
            _ => error,
        })
    })
}

/// Opens a stream, and with `finish` what reads its packets.
///
/// # Errors
/// As [`file`].
pub(super) fn stream<T>(
    kind: Kind,
    reader: Box<dyn Read + Send>,
    finish: impl Fn(Box<dyn Demuxer>) -> Result<T>,
) -> Result<T> {
    if needs_file(kind) {
        return file(kind, &spooled(reader)?, finish);
    }
    demuxer(kind, Bytes::Stream(reader)).and_then(finish)
}

/// The demuxer of a kind that is read from front to back.
fn demuxer(kind: Kind, bytes: Bytes) -> Result<Box<dyn Demuxer>> {
    match kind {
        Kind::Flac => flac::open(bytes),
        Kind::Mpeg | Kind::Adts | Kind::Id3 => mpeg::open(bytes),
        Kind::Ogg => ogg::open(bytes),
        // WAV, AIFF and AU are not compressed, and the others need a file.
        _ => Err(Error::Internal { reason: format!("{} is opened elsewhere", kind.name()) }),
    }
}
