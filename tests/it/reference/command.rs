//! Runs `specgram export` as a user types it.

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Output};

use super::arrays::{Array, archive};

/// Runs `specgram export INPUT FLAGS --format FORMAT`, the result on standard output.
pub(crate) fn run(input: &Path, flags: &str, format: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_specgram"))
        .arg("export")
        .arg(input)
        .args(flags.split_whitespace())
        .args(["--format", format, "--quiet"])
        .output()
        .unwrap()
}

/// The arrays that `specgram export INPUT FLAGS` writes.
pub(crate) fn export(input: &Path, flags: &str) -> HashMap<String, Array> {
    let output = run(input, flags, "npz");
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "export {} {flags}: {message}", input.display());
    archive(output.stdout)
}

/// The outcome of a set of cases.
#[derive(Default)]
pub(crate) struct Verdicts(Vec<String>);

impl Verdicts {
    /// Records the differences in a case.
    pub(crate) fn note(&mut self, case: &str, what: &str, difference: Option<String>) {
        if let Some(difference) = difference {
            self.0.push(format!("{case} {what}: {difference}"));
        }
    }

    /// Fails with all recorded differences.
    pub(crate) fn settle(self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}
