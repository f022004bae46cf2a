//! Standard input and output: detection of closed streams, and of outputs that are also inputs.

use std::io;
use std::path::Path;

use specgram::job::results::is_same_file;
use specgram::{Error, Result};

/// The path that represents standard input or output.
pub(super) const INPUT: &str = "/dev/stdin";
pub(super) const OUTPUT: &str = "/dev/stdout";

/// Refuses to write to a closed standard output (`>&-`), where the result would be lost.
pub(super) fn check_output() -> Result<()> {
    // A parent that opens the null device for both streams, as for services, does so on purpose.
    let is_closed = is_stand_in(&io::stdout()) && !is_stand_in(&io::stderr());
    if is_closed { Err(cannot_write(closed())) } else { Ok(()) }
}

/// Refuses to read from a standard input that was closed (`<&-`).
pub(super) fn check_input() -> Result<()> {
    if is_stand_in(&io::stdin()) { Err(Error::io("cannot read", closed())) } else { Ok(()) }
}

/// The error for a failed write.
pub(super) fn cannot_write(error: io::Error) -> Error {
    Error::io("cannot write", error)
}

fn closed() -> io::Error {
    io::Error::new(io::ErrorKind::NotConnected, "is closed")
}

/// Whether standard output is the file at this path, or without a path the same file as standard input.
pub(super) fn output_is(path: Option<&Path>) -> bool {
    is_same_file(Path::new(OUTPUT), path.unwrap_or(Path::new(INPUT)))
}

/// Whether a stream is the replacement that Rust's runtime opens for a closed one: the null device, opened for reading
/// and writing. A shell's redirection opens it for one of them.
#[cfg(target_os = "linux")]
fn is_stand_in(stream: &impl std::os::fd::AsFd) -> bool {
    use rustix::fs::{FileType, OFlags, fcntl_getfl, fstat, major, minor};
    let is_null = fstat(stream).is_ok_and(|there| {
        let device = (major(there.st_rdev), minor(there.st_rdev));
        FileType::from_raw_mode(there.st_mode) == FileType::CharacterDevice && device == (1, 3)
    });
    is_null && fcntl_getfl(stream).is_ok_and(|flags| flags & OFlags::RWMODE == OFlags::RDWR)
}

#[cfg(not(target_os = "linux"))]
fn is_stand_in<S>(_: &S) -> bool {
    false
}
