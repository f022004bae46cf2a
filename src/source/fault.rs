//! Errors of opening an input.

use std::fs;
use std::io::{self};
use std::path::Path;

use crate::error::Error;

/// The error for a file that cannot be opened. A broken link is reported as such and not as a missing file.
pub fn cannot_open(context: &str, path: &Path, error: io::Error) -> Error {
    match fs::read_link(path) {
        Ok(target) if error.kind() == io::ErrorKind::NotFound => {
            let reason = format!("broken link to {}", target.display());
            Error::io(context, io::Error::new(error.kind(), reason))
        }
        _ => Error::io(context, error),
    }
}
