//! What readers and decoders report of a file, in our own terms.
//!
//! Their texts are shown and never looked into: what to make of a fault is decided by its kind and by what is known of
//! the file.

use std::io;

use symphonia::core::errors::Error as Fault;

use super::medium::cannot_read;
use super::tracks::{AudioTrack, TrackEncoding};
use crate::error::Error;
use crate::source::signature::Kind;

/// What a reader reports of a header; `listed` are the tracks of sound, where the file's index lists them.
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
            // Of packets, it found none but the one that describes the others.
            Kind::Mpeg | Kind::Adts | Kind::Id3 => Error::malformed(format!("{name} without audio")),
            Kind::Ogg => Error::malformed("Ogg whose first page is missing or damaged"),
            Kind::Mp4 | Kind::Caf => not_decoded(name, &fault),
            _ => damaged(name, &fault),
        },
        // Its reader calls sizes of samples that it does not know a fault of the file.
        Fault::DecodeError(_) if kind == Kind::Mp4 && is_plain(tracks) => not_decoded(name, &fault),
        fault => damaged(name, &fault),
    }
}

/// What a decoder reports of the parameters of a track.
pub(super) fn undecodable(kind: Kind, fault: Fault) -> Error {
    let name = kind.name();
    match fault {
        Fault::Unsupported(_) => not_decoded(name, &fault),
        fault => damaged(name, &fault),
    }
}

fn not_decoded(name: &str, fault: &Fault) -> Error {
    Error::convertible(format!("{name} that cannot be decoded ({})", reason(fault)))
}

fn damaged(name: &str, fault: &Fault) -> Error {
    Error::malformed(format!("{name} with a damaged header ({})", reason(fault)))
}

/// Whether the first track of sound is PCM.
fn is_plain(tracks: Option<&[AudioTrack]>) -> bool {
    let first = tracks.and_then(|tracks| tracks.first());
    first.is_some_and(|first| matches!(first.encoding, TrackEncoding::Encoding("PCM")))
}

/// A fault in one line, to be shown.
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
