//! Media sources for the demuxers.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use symphonia::core::io::MediaSource;

use crate::error::{Error, Result};
use crate::source::input::cannot_keep;

/// Bytes to copy at a time.
const BLOCK: usize = 1 << 16;

/// A reader without seeking.
pub(super) struct Forward<R> {
    /// Never contended; demuxers require `Sync`, which readers lack.
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
                // The demuxers treat an interruption as an error.
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

/// A temporary file with the whole contents of a stream, for formats whose index may be at the end.
///
/// The file has no name, so that it vanishes however the process ends. Only the disk limits its size.
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

/// Maps a read error.
pub(super) fn cannot_read(error: io::Error) -> Error {
    Error::io("cannot read", error)
}
