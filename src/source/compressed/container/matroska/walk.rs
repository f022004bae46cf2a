//! Forward access to a file.

use std::fs::File;
use std::io::{self, BufReader, Read};

/// A file in which small pieces are read, mostly from front to back.
pub(super) struct Walk<'a> {
    pub(super) file: BufReader<&'a mut File>,
    /// The current byte offset.
    pub(super) read: u64,
}

impl Walk<'_> {
    /// Reads `bytes` bytes at byte `at`, or fewer at the end of the file.
    pub(super) fn peek(&mut self, at: u64, bytes: usize) -> io::Result<Vec<u8>> {
        // Stays within the buffer if possible.
        self.file.seek_relative(at as i64 - self.read as i64)?;
        let mut seen = Vec::with_capacity(bytes);
        self.file.by_ref().take(bytes as u64).read_to_end(&mut seen)?;
        self.read = at + seen.len() as u64;
        Ok(seen)
    }
}
