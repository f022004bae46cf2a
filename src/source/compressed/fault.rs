//! What readers and decoders say of a file, in our own terms.

use std::io;

use symphonia::core::errors::Error as Fault;

use super::medium::cannot_read;
use crate::error::Error;
use crate::source::signature::Kind;

/// A fault of a header.
pub(super) fn explained(kind: Kind, fault: Fault) -> Error {
    let name = kind.name();
    match fault {
        Fault::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Error::Malformed(format!("{name} in which no sound begins: it is damaged or cut short"))
        }
        Fault::IoError(error) if error.kind() != io::ErrorKind::InvalidInput => cannot_read(error),
        Fault::Unsupported(reason) if reason.contains("missing moov") => {
            Error::Malformed("MP4 without its index (no 'moov' box): the end of it is missing".to_owned())
        }
        // Of packets, it found none but the one that tells of the others.
        Fault::Unsupported(reason) if reason.contains("no suitable format reader") => {
            Error::Malformed(format!("{name} that holds no sound"))
        }
        Fault::Unsupported(reason) if reason.contains("not marked as first") => {
            Error::Malformed(format!("{name} whose first page is missing or damaged"))
        }
        Fault::Unsupported(text) if !plain(text).starts_with("missing ") => {
            Error::Unsupported(format!("{name} that cannot be read here ({})", plain(text)))
        }
        other => Error::Malformed(format!("{name} with a damaged header ({})", reason(&other))),
    }
}

/// A decoder's own words.
pub(super) fn reason(fault: &Fault) -> String {
    match fault {
        Fault::DecodeError(text) | Fault::Unsupported(text) | Fault::LimitError(text) => plain(text),
        Fault::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => "a packet is too short".to_owned(),
        Fault::IoError(error) if error.kind() == io::ErrorKind::InvalidInput => "it points beyond any file".to_owned(),
        other => other.to_string(),
    }
}

/// The same without the name of the part that says so, and without a slip of its author's.
fn plain(reason: &str) -> String {
    let text = reason.split_once(": ").map_or(reason, |(_, text)| text);
    text.replace("must be not be", "must not be")
}
