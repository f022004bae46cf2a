//! The bytes ahead in a stream.

use std::io::{self, Read};

/// Bytes that are read at a time.
const SOME: usize = 1 << 14;

/// A stream of which the bytes ahead are in sight.
pub(in super::super) struct Window<R> {
    reader: R,
    bytes: Vec<u8>,
    /// Where in `bytes` the stream stands.
    start: usize,
    /// Bytes before the first of `bytes`.
    before: u64,
    is_at_end: bool,
}

impl<R: Read> Window<R> {
    pub(in super::super) fn new(reader: R) -> Self {
        Self { reader, bytes: Vec::new(), start: 0, before: 0, is_at_end: false }
    }

    /// The byte at which the stream stands.
    pub(in super::super) fn position(&self) -> u64 {
        self.before + self.start as u64
    }

    /// What is in sight.
    pub(in super::super) fn ahead(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Overwrites bytes in sight, if they are.
    pub(in super::super) fn patch(&mut self, at: usize, bytes: &[u8]) {
        if let Some(place) = self.bytes[self.start..].get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }

    /// Bytes up to the end, where it is in sight.
    pub(in super::super) fn left(&self) -> Option<usize> {
        self.is_at_end.then(|| self.ahead().len())
    }

    /// Brings so many bytes in sight, or all that there are.
    pub(in super::super) fn fill(&mut self, count: usize) -> io::Result<()> {
        while self.ahead().len() < count && !self.is_at_end {
            // No more than as many bytes are moved as were passed.
            if self.start >= SOME.max(self.ahead().len()) {
                self.bytes.drain(..self.start);
                self.before += self.start as u64;
                self.start = 0;
            }
            self.is_at_end = (&mut self.reader).take(SOME as u64).read_to_end(&mut self.bytes)? < SOME;
        }
        Ok(())
    }

    /// Goes on by so many bytes that are in sight.
    pub(in super::super) fn consume(&mut self, count: usize) {
        self.start += count;
    }

    /// Goes on by so many bytes, in sight or not, or to the end.
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

    /// Hands out of the bytes ahead that are ready as many as there is room for; none at the end.
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
