//! Errors of Symphonia's demuxers about a header, mapped to this crate's errors.

use std::io;

use symphonia::core::errors::Error as Fault;

use super::tracks::{AudioTrack, TrackEncoding};
use crate::error::Error;
use crate::source::compressed::fault::{damaged, not_decoded};
use crate::source::compressed::medium::cannot_read;
use crate::source::signature::Kind;

/// Maps a demuxer's error about a header; `tracks` are the audio tracks, if the file's index lists them.
pub(super) fn unreadable(kind: Kind, tracks: Option<&[AudioTrack]>, fault: Fault) -> Error {
    let name = kind.name();
    let has_no_index = kind == Kind::Mp4 && tracks.is_none();
    match fault {
        Fault::Unsupported(_) if has_no_index => {
            Error::malformed("MP4 without its index (no 'moov' box); the file is truncated")
        }
        Fault::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Error::malformed(format!("{name} without audio; the file is damaged or truncated"))
        }
        Fault::IoError(error) if error.kind() != io::ErrorKind::InvalidInput => cannot_read(error),
        Fault::Unsupported(_) => match kind {
            Kind::Mp4 | Kind::Caf => not_decoded(name, &fault),
            _ => damaged(name, &fault),
        },
        // The demuxer reports unknown sample sizes as invalid data.
        Fault::DecodeError(_) if kind == Kind::Mp4 && is_plain(tracks) => not_decoded(name, &fault),
        fault => damaged(name, &fault),
    }
}

/// Whether the first audio track is PCM.
fn is_plain(tracks: Option<&[AudioTrack]>) -> bool {
    let first = tracks.and_then(|tracks| tracks.first());
    first.is_some_and(|first| matches!(first.encoding, TrackEncoding::Encoding("PCM")))
}
