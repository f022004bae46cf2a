//! What readers and decoders say of a file, in our own terms.

use std::io;

use symphonia::core::errors::Error as Fault;

use super::medium::cannot_read;
use crate::error::Error;
use crate::source::signature::Kind;

/// What readers call a fault of a header though it is they who cannot read what it says.
const NO_FAULTS: [(Kind, &str); 4] = [
    (Kind::Caf, "missing extra data"),
    (Kind::Mp4, "invalid pcm sample size"),
    (Kind::Mp4, "invalid pcm bytes per sample"),
    (Kind::Mp4, "invalid number of channels"),
];

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
        fault if is_limit(kind, &fault) => {
            Error::Unsupported(format!("{name} that cannot be read here ({})", reason(&fault)))
        }
        other => Error::Malformed(format!("{name} with a damaged header ({})", reason(&other))),
    }
}

/// Whether what a reader says is of itself, not of the file.
fn is_limit(kind: Kind, fault: &Fault) -> bool {
    match fault {
        Fault::Unsupported(text) if !plain(text).starts_with("missing ") => true,
        Fault::Unsupported(text) | Fault::DecodeError(text) => NO_FAULTS.contains(&(kind, &plain(text))),
        _ => false,
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
