//! Why an input cannot be opened.

use std::fs;
use std::io::{self};
use std::path::Path;

use crate::error::Error;

/// The error of a file that the system does not open. A link that leads nowhere is not a name that is not there.
pub fn cannot_open(context: &str, path: &Path, error: io::Error) -> Error {
    match fs::read_link(path) {
        Ok(target) if error.kind() == io::ErrorKind::NotFound => {
            let reason = format!("broken link to {}", target.display());
            Error::io(context, io::Error::new(error.kind(), reason))
        }
        _ => Error::io(context, error),
    }
}
