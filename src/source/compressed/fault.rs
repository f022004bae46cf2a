//! Errors of demuxers and decoders, mapped to this crate's errors.
//!
//! Their texts are shown but never parsed: the mapping depends on the kind of error and on known facts about the file.

use std::io;

use symphonia::core::errors::Error as Fault;

use super::medium::cannot_read;
use super::tracks::{AudioTrack, TrackEncoding};
use crate::error::Error;
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
            // The demuxer found only the frame that describes the others.
            Kind::Mpeg | Kind::Adts | Kind::Id3 => Error::malformed(format!("{name} without audio")),
            Kind::Ogg => Error::malformed("first Ogg page is missing or damaged"),
            Kind::Mp4 | Kind::Caf => not_decoded(name, &fault),
            _ => damaged(name, &fault),
        },
        // The demuxer reports unknown sample sizes as invalid data.
        Fault::DecodeError(_) if kind == Kind::Mp4 && is_plain(tracks) => not_decoded(name, &fault),
        fault => damaged(name, &fault),
    }
}

/// Maps a decoder's error about the parameters of a track.
pub(super) fn undecodable(kind: Kind, fault: Fault) -> Error {
    let name = kind.name();
    match fault {
        Fault::Unsupported(_) => not_decoded(name, &fault),
        fault => damaged(name, &fault),
    }
}

fn not_decoded(name: &str, fault: &Fault) -> Error {
    Error::convertible(format!("cannot decode this {name} ({})", reason(fault)))
}

fn damaged(name: &str, fault: &Fault) -> Error {
    Error::malformed(format!("{name} with a damaged header ({})", reason(fault)))
}

/// Whether the first audio track is PCM.
fn is_plain(tracks: Option<&[AudioTrack]>) -> bool {
    let first = tracks.and_then(|tracks| tracks.first());
    first.is_some_and(|first| matches!(first.encoding, TrackEncoding::Encoding("PCM")))
}

/// An error as one line of text.
pub(super) fn reason(fault: &Fault) -> String {
    match fault {
        Fault::DecodeError(text) | Fault::Unsupported(text) | Fault::LimitError(text) => (*text).to_owned(),
        Fault::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => "a packet is too short".to_owned(),
        Fault::IoError(error) if error.kind() == io::ErrorKind::InvalidInput => {
            "a position is past the end of the file".to_owned()
        }
        other => other.to_string(),
    }
}
