//! A file looked at from front to back.

use std::fs::File;
use std::io::{self, BufReader, Read};

/// A file of which some bytes are looked at, from front to back or nearly so.
pub(super) struct Walk<'a> {
    pub(super) file: BufReader<&'a mut File>,
    /// The byte at which it stands.
    pub(super) read: u64,
}

impl Walk<'_> {
    /// So many bytes from byte `at`, or as many as there are.
    pub(super) fn peek(&mut self, at: u64, bytes: usize) -> io::Result<Vec<u8>> {
        // Within the buffer as far as possible.
        self.file.seek_relative(at as i64 - self.read as i64)?;
        let mut seen = Vec::with_capacity(bytes);
        self.file.by_ref().take(bytes as u64).read_to_end(&mut seen)?;
        self.read = at + seen.len() as u64;
        Ok(seen)
    }
}
