//! Output to a terminal.

use std::io::{self, IsTerminal, Write};

use serde_json::Value;
use specgram::job;

use super::standard::cannot_write;

/// Writes JSON to standard output.
pub(super) fn print_json(value: &Value) -> specgram::Result<()> {
    print(&job::in_json(value))
}

/// Writes all of a text to standard output.
pub(super) fn print(text: &str) -> specgram::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    written.map_err(cannot_write)
}

/// Moves to the start of the line and clears it, in ANSI terminals.
pub(super) const ERASE: &str = "\r\x1b[K";

/// Clears the progress line before other output goes to the terminal.
pub(super) fn erase() {
    if io::stderr().is_terminal() {
        let _ = write!(io::stderr(), "{ERASE}");
    }
}
