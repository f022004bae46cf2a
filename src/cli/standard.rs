//! Standard input and output, and detection of closed ones.

use std::io::{self, Read};

use specgram::job::STDOUT;
use specgram::{Error, Result, source};

/// Refuses to write to a closed standard output (`>&-`), where the result would be lost.
pub(super) fn check_output() -> Result<()> {
    // A parent that opens the null device for both streams, as for services, does so on purpose.
    let is_closed = is_stand_in(&io::stdout()) && !is_stand_in(&io::stderr());
    if is_closed { Err(cannot_write(closed())) } else { Ok(()) }
}

/// Standard input, unless it was closed (`<&-`).
pub(super) fn input() -> Result<Box<dyn Read + Send>> {
    if is_stand_in(&io::stdin()) { Err(Error::io("cannot read", closed())) } else { Ok(source::standard_input()) }
}

/// The error for a failed write to standard output.
pub(super) fn cannot_write(error: io::Error) -> Error {
    Error::io("cannot write", error).of_output(STDOUT.to_owned())
}

fn closed() -> io::Error {
    io::Error::new(io::ErrorKind::NotConnected, "is closed")
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
