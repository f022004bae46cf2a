//! Input pipes, with buffers as large as the system grants.

use std::fs::File;
use std::io::{self, Read};
use std::process::ChildStdout;

/// Standard input as a stream.
pub fn standard_input() -> Box<dyn Read + Send> {
    let stdin = io::stdin();
    #[cfg(target_os = "linux")]
    widen(&stdin);
    Box::new(stdin)
}

/// An open file as a stream; it may be a named pipe.
pub fn stream_of(file: File) -> Box<dyn Read + Send> {
    #[cfg(target_os = "linux")]
    widen(&file);
    Box::new(file)
}

/// The output of a child process.
pub(super) fn output_of(child: ChildStdout) -> ChildStdout {
    #[cfg(target_os = "linux")]
    widen(&child);
    child
}

/// Requests a pipe buffer of 1 MiB instead of 64 KiB, which Linux grants every user, so that writer and reader wake
/// each other a sixteenth as often. Errors are ignored: other files have no such buffer, and a small one works too.
#[cfg(target_os = "linux")]
fn widen(pipe: impl std::os::fd::AsFd) {
    let _ = rustix::pipe::fcntl_setpipe_size(pipe, 1 << 20);
}
