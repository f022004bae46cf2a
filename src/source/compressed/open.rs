//! Choice of a demuxer.

use std::fs::File;
use std::io::{self, Read, Seek, Write};

use super::demux::Demuxer;
use super::fault::cannot_read;
use super::window::Bytes;
use super::{container, flac, mpeg, ogg};
use crate::error::{Error, Result};
use crate::source::input::cannot_keep;
use crate::source::signature::Kind;

/// Bytes to copy at a time.
const BLOCK: usize = 1 << 16;

/// Opens a regular file, and with `finish` what reads its packets.
///
/// # Errors
/// Those of the demuxers and of `finish`.
pub(super) fn file<T>(kind: Kind, file: &File, finish: impl Fn(Box<dyn Demuxer>) -> Result<T>) -> Result<T> {
    let mut handle = file.try_clone().map_err(cannot_read)?;
    if !matches!(kind, Kind::Mp4 | Kind::Matroska) {
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
    // The index of these may follow the samples.
    if matches!(kind, Kind::Mp4 | Kind::Matroska | Kind::Caf) {
        return file(kind, &spooled(reader)?, finish);
    }
    demuxer(kind, Bytes::Stream(reader)).and_then(finish)
}

/// The demuxer of a kind that is taken apart here.
fn demuxer(kind: Kind, bytes: Bytes) -> Result<Box<dyn Demuxer>> {
    match kind {
        Kind::Flac => flac::open(bytes),
        Kind::Mpeg | Kind::Adts | Kind::Id3 => mpeg::open(bytes),
        Kind::Ogg => ogg::open(bytes),
        Kind::Caf => container::open_caf(bytes),
        // WAV, AIFF and AU are not compressed, and the others are opened by Symphonia's readers.
        _ => Err(Error::Internal { reason: format!("{} is opened elsewhere", kind.name()) }),
    }
}

/// A temporary file with the whole contents of a stream, for formats whose index may be at the end.
///
/// The file has no name, so that it vanishes however the process ends. Only the disk limits its size.
fn spooled(mut reader: impl Read) -> Result<File> {
    let mut file = tempfile::tempfile().map_err(cannot_keep)?;
    let mut block = vec![0; BLOCK];
    loop {
        match reader.read(&mut block) {
            Ok(0) => break,
            Ok(count) => file.write_all(&block[..count]).map_err(cannot_keep)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(cannot_read(error)),
        }
    }
    file.rewind().map_err(cannot_keep)?;
    Ok(file)
}
