//! Pipes that are read from, as wide as the system grants.

use std::fs::File;
use std::io::{self, Read};

/// Standard input, to be read as a stream.
pub fn standard_input() -> Box<dyn Read + Send> {
    let stdin = io::stdin();
    #[cfg(target_os = "linux")]
    widen(&stdin);
    Box::new(stdin)
}

/// An open file that may be a named pipe, to be read as a stream.
pub fn stream_of(file: File) -> Box<dyn Read + Send> {
    #[cfg(target_os = "linux")]
    widen(&file);
    Box::new(file)
}

/// Asks for what Linux grants every user: a pipe of 1 MiB instead of 64 KiB, so that writer and reader wake each other a
/// sixteenth as often. What is no pipe stays as it is, and where this is refused, reading works as well.
#[cfg(target_os = "linux")]
fn widen(pipe: impl std::os::fd::AsFd) {
    let _ = rustix::pipe::fcntl_setpipe_size(pipe, 1 << 20);
}
