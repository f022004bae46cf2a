//! Test dependencies outside the repository: recordings, reference arrays, programs.
//!
//! Missing ones are visible: the test reports them on standard error, and with `SPECGRAM_REQUIRE` set it fails.

use std::path::PathBuf;
use std::process::Command;

/// The folder that `SPECGRAM_SHARED` names, as an absolute path; `None` where it is not set.
pub(crate) fn folder() -> Option<PathBuf> {
    let Some(named) = std::env::var_os("SPECGRAM_SHARED") else {
        absent("SPECGRAM_SHARED names no folder of recordings");
        return None;
    };
    Some(std::fs::canonicalize(&named).expect("SPECGRAM_SHARED names a folder"))
}

/// Whether a program responds to a flag that asks for its version.
pub(crate) fn has_program(name: &str, version: &str) -> bool {
    let answers = Command::new(name).arg(version).output().is_ok();
    if !answers {
        absent(&format!("{name} is not installed"));
    }
    answers
}

/// Reports that a test is skipped.
///
/// # Panics
/// If `SPECGRAM_REQUIRE` is set, as in CI.
pub(crate) fn absent(reason: &str) {
    assert!(std::env::var_os("SPECGRAM_REQUIRE").is_none(), "{reason}, and SPECGRAM_REQUIRE is set");
    eprintln!("skipped: {reason}");
}
