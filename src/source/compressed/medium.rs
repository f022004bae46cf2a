//! Bytes as the decoders want them.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use symphonia::core::io::MediaSource;

use crate::error::{Error, Result};
use crate::source::input::cannot_keep;

/// Bytes that are copied at a time.
const BLOCK: usize = 1 << 16;

/// Bytes that are read from front to back and no other way.
pub(super) struct Forward<R> {
    /// The lock is never waited for; it is there because decoders want to be shared, and readers cannot be.
    reader: Mutex<R>,
}

impl<R: Read + Send> Forward<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader: Mutex::new(reader) }
    }
}

impl<R: Read> Read for Forward<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let reader = self.reader.get_mut().unwrap_or_else(PoisonError::into_inner);
        loop {
            match reader.read(buffer) {
                // Decoders take it for a failure.
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read,
            }
        }
    }
}

impl<R> Seek for Forward<R> {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}

impl<R: Read + Send> MediaSource for Forward<R> {
    fn is_seekable(&self) -> bool {
        false
    }

    fn byte_len(&self) -> Option<u64> {
        None
    }
}

/// A temporary file with all that a stream delivers, for formats whose index may stand at their end.
///
/// It has no name, so that nothing is left of it however this program ends. How long it may be is for the disk to say.
pub(super) fn spooled(mut reader: impl Read) -> Result<File> {
    let mut file = tempfile::tempfile().map_err(cannot_keep)?;
    let mut block = vec![0; BLOCK];
    loop {
        match reader.read(&mut block) {
            Ok(0) => break,
            Ok(count) => file.write_all(&block[..count]).map_err(cannot_keep)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(cannot_read(error)),
        }
    }
    file.rewind().map_err(cannot_keep)?;
    Ok(file)
}

/// A failure to read, as this library reports it.
pub(super) fn cannot_read(error: io::Error) -> Error {
    Error::io("cannot read", error)
}
