//! A lookahead buffer.

use std::io::{self, Read};

/// Bytes to read at a time.
const CHUNK: usize = 1 << 14;

/// A reader with a lookahead buffer.
pub(in super::super) struct Window<R> {
    reader: R,
    bytes: Vec<u8>,
    /// The index in `bytes` of the current position.
    start: usize,
    /// Bytes of the stream before `bytes`.
    before: u64,
    is_at_end: bool,
}

impl<R: Read> Window<R> {
    pub(in super::super) fn new(reader: R) -> Self {
        Self { reader, bytes: Vec::new(), start: 0, before: 0, is_at_end: false }
    }

    /// The current byte offset in the stream.
    pub(in super::super) fn position(&self) -> u64 {
        self.before + self.start as u64
    }

    /// The buffered bytes.
    pub(in super::super) fn ahead(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Overwrites buffered bytes; does nothing if they are not buffered.
    pub(in super::super) fn patch(&mut self, at: usize, bytes: &[u8]) {
        if let Some(place) = self.bytes[self.start..].get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }

    /// Bytes up to the end, if it is buffered.
    pub(in super::super) fn left(&self) -> Option<usize> {
        self.is_at_end.then(|| self.ahead().len())
    }

    /// Buffers `count` bytes, or all remaining bytes if there are fewer.
    pub(in super::super) fn fill(&mut self, count: usize) -> io::Result<()> {
        while self.ahead().len() < count && !self.is_at_end {
            // Keeps the cost of moving bytes proportional to the bytes consumed.
            if self.start >= CHUNK.max(self.ahead().len()) {
                self.bytes.drain(..self.start);
                self.before += self.start as u64;
                self.start = 0;
            }
            self.is_at_end = (&mut self.reader).take(CHUNK as u64).read_to_end(&mut self.bytes)? < CHUNK;
        }
        Ok(())
    }

    /// Advances by `count` buffered bytes.
    pub(in super::super) fn consume(&mut self, count: usize) {
        self.start += count;
    }

    /// Advances by `count` bytes, buffered or not, or to the end.
    pub(in super::super) fn skip(&mut self, mut count: u64) -> io::Result<()> {
        while count > 0 {
            self.fill(1)?;
            let ahead = self.ahead().len();
            if ahead == 0 {
                break;
            }
            let some = usize::try_from(count).map_or(ahead, |count| count.min(ahead));
            self.consume(some);
            count -= some as u64;
        }
        Ok(())
    }

    /// Copies ready bytes to `buffer`; returns 0 at the end.
    pub(in super::super) fn hand_out(&mut self, ready: &mut u64, buffer: &mut [u8]) -> io::Result<usize> {
        if *ready == 0 {
            return Ok(0);
        }
        self.fill(1)?;
        let most = self.ahead().len().min(buffer.len());
        let count = usize::try_from(*ready).map_or(most, |ready| ready.min(most));
        buffer[..count].copy_from_slice(&self.ahead()[..count]);
        self.consume(count);
        *ready -= count as u64;
        Ok(count)
    }
}
