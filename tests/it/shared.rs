//! Recordings, odd files and reference arrays that are not in the repository.

use std::path::PathBuf;

/// The folder that `SPECGRAM_SHARED` names, as an absolute path; `None` where it is not set, and such tests do nothing.
pub(crate) fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("SPECGRAM_SHARED")?;
    Some(std::fs::canonicalize(&named).expect("SPECGRAM_SHARED names a folder"))
}
