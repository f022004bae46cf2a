//! A lookahead buffer over a file or a stream.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use crate::source::input::cannot_keep;

/// Bytes to read at a time.
const CHUNK: usize = 1 << 14;

/// Where bytes come from.
pub(super) enum Bytes {
    /// A regular file, in which reading may go on at any byte.
    File(File),
    Stream(Box<dyn Read + Send>),
}

impl Bytes {
    /// The size of a file.
    pub(super) fn size(&self) -> io::Result<Option<u64>> {
        match self {
            Self::File(file) => Ok(Some(file.metadata()?.len())),
            Self::Stream(_) => Ok(None),
        }
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Stream(stream) => stream.read(buffer),
        }
    }
}

/// A reader with a lookahead buffer.
pub(super) struct Window {
    reader: Bytes,
    bytes: Vec<u8>,
    /// The index in `bytes` of the current position.
    start: usize,
    /// Bytes of the stream before `bytes`.
    before: u64,
    is_at_end: bool,
}

impl Window {
    /// A window at the reader's current position, which for a file must be its first byte.
    pub(super) fn new(reader: Bytes) -> Self {
        Self { reader, bytes: Vec::new(), start: 0, before: 0, is_at_end: false }
    }

    /// The size of a file.
    pub(super) fn size(&self) -> io::Result<Option<u64>> {
        self.reader.size()
    }

    /// The current byte offset.
    pub(super) fn position(&self) -> u64 {
        self.before + self.start as u64
    }

    /// The buffered bytes.
    pub(super) fn ahead(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Bytes up to the end, if it is buffered.
    pub(super) fn left(&self) -> Option<usize> {
        self.is_at_end.then(|| self.ahead().len())
    }

    /// Buffers `count` bytes, or all remaining bytes if there are fewer.
    pub(super) fn fill(&mut self, count: usize) -> io::Result<()> {
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
    pub(super) fn consume(&mut self, count: usize) {
        self.start += count;
    }

    /// Advances by `count` bytes, buffered or not, or to the end.
    pub(super) fn skip(&mut self, mut count: u64) -> io::Result<()> {
        let buffered = self.ahead().len() as u64;
        if let (Bytes::File(_), true) = (&self.reader, count > buffered) {
            let size = self.size()?.unwrap_or(u64::MAX);
            return self.go_to(self.position().saturating_add(count).min(size)).map(drop);
        }
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

    /// Copies the rest of a stream to a temporary file, in which reading may go on at any byte from here on.
    ///
    /// # Errors
    /// Those of reading and of writing the file.
    pub(super) fn keep_rest(&mut self) -> io::Result<()> {
        let Bytes::Stream(stream) = &mut self.reader else { return Ok(()) };
        let mut file = tempfile::tempfile().map_err(|error| io::Error::other(cannot_keep(error).to_string()))?;
        // The bytes before it take no space.
        let position = self.before + self.start as u64;
        file.seek(SeekFrom::Start(position))?;
        let mut rest = Cursor::new(&self.bytes[self.start..]).chain(stream);
        io::copy(&mut rest, &mut file)?;
        self.reader = Bytes::File(file);
        self.go_to(position).map(drop)
    }

    /// Moves to byte `at` of a file; false for a stream, which stays where it is.
    pub(super) fn go_to(&mut self, at: u64) -> io::Result<bool> {
        let Bytes::File(file) = &mut self.reader else { return Ok(false) };
        file.seek(SeekFrom::Start(at))?;
        self.bytes.clear();
        (self.start, self.before, self.is_at_end) = (0, at, false);
        Ok(true)
    }
}
