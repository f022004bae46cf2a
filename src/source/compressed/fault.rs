//! Errors of demuxers and decoders, mapped to this crate's errors.
//!
//! Their texts are shown but never parsed: the mapping depends on the kind of error and on known facts about the file.

use std::io;

use symphonia::core::errors::Error as Fault;

use crate::error::Error;

/// Maps a decoder's error about the parameters of a track in a container of this name.
pub(super) fn undecodable(name: &str, fault: Fault) -> Error {
    match fault {
        Fault::Unsupported(_) => not_decoded(name, &fault),
        fault => damaged(name, &fault),
    }
}

pub(super) fn not_decoded(name: &str, fault: &Fault) -> Error {
    Error::convertible(format!("cannot decode this {name} ({})", reason(fault)))
}

pub(super) fn damaged(name: &str, fault: &Fault) -> Error {
    Error::malformed(format!("{name} with a damaged header ({})", reason(fault)))
}

/// Maps a read error.
pub(super) fn cannot_read(error: io::Error) -> Error {
    Error::io("cannot read", error)
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
