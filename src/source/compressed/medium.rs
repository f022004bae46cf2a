//! Bytes as the decoders want them.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

use symphonia::core::io::MediaSource;

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
pub(super) fn spooled(mut reader: impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut reader, &mut file)?;
    file.rewind()?;
    Ok(file)
}
