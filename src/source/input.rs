//! Bytes from the front to the back, passing over some.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use crate::error::{Error, Result};

/// Bytes that are read at a time where a stream cannot seek.
const PASSING_BUFFER: usize = 1 << 16;

/// An input that knows how far it has been read.
pub(super) struct Input {
    bytes: Bytes,
    at: u64,
    total: Option<u64>,
}

enum Bytes {
    Stream(Box<dyn Read + Send>),
    /// The small reads of a header are buffered; blocks of samples go past the buffer.
    File(BufReader<File>),
}

impl Input {
    pub(super) fn stream(reader: Box<dyn Read + Send>, total: Option<u64>) -> Self {
        Self { bytes: Bytes::Stream(reader), at: 0, total }
    }

    /// A file from its first byte, wherever it was read to before.
    pub(super) fn file(mut file: File) -> Result<Self> {
        let total = file.metadata().map_err(cannot_read)?.len();
        file.rewind().map_err(cannot_read)?;
        Ok(Self { bytes: Bytes::File(BufReader::new(file)), at: 0, total: Some(total) })
    }

    /// Bytes read or passed so far.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Bytes there are from the first to the last, where that is known.
    pub(super) fn total(&self) -> Option<u64> {
        self.total
    }

    pub(super) fn can_seek(&self) -> bool {
        matches!(self.bytes, Bytes::File(_))
    }

    /// Fills `buffer` as far as the input reaches; returns how far.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            let read = match &mut self.bytes {
                Bytes::Stream(reader) => reader.read(&mut buffer[filled..]),
                Bytes::File(reader) => reader.read(&mut buffer[filled..]),
            };
            match read {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(cannot_read(error)),
            }
        }
        self.at += filled as u64;
        Ok(filled)
    }

    /// How many of the next `count` bytes there are; they are still to be read.
    pub(super) fn peek(&mut self, count: usize) -> Result<usize> {
        let at = self.at;
        let mut next = vec![0; count];
        let got = self.fill(&mut next)?;
        next.truncate(got);
        match &mut self.bytes {
            Bytes::Stream(reader) => {
                let rest = std::mem::replace(reader, Box::new(io::empty()));
                *reader = Box::new(io::Cursor::new(next).chain(rest));
                self.at = at;
            }
            Bytes::File(_) => self.go_to(at)?,
        }
        Ok(got)
    }

    /// Passes over `count` bytes, or as many as there are; returns how many.
    pub(super) fn pass(&mut self, count: u64) -> Result<u64> {
        if let (Bytes::File(reader), Some(total)) = (&mut self.bytes, self.total) {
            let count = count.min(total.saturating_sub(self.at));
            reader.seek_relative(i64::try_from(count).unwrap_or(i64::MAX)).map_err(cannot_read)?;
            self.at += count;
            return Ok(count);
        }
        let mut buffer = vec![0; PASSING_BUFFER.min(usize::try_from(count).unwrap_or(PASSING_BUFFER))];
        let mut passed = 0;
        while passed < count {
            let want = usize::try_from(count - passed).map_or(buffer.len(), |left| left.min(buffer.len()));
            let got = self.fill(&mut buffer[..want])?;
            passed += got as u64;
            if got < want {
                break;
            }
        }
        Ok(passed)
    }

    /// Goes back or on to a byte of a file; a stream stays where it is.
    pub(super) fn go_to(&mut self, at: u64) -> Result<()> {
        if let Bytes::File(reader) = &mut self.bytes {
            reader.seek(SeekFrom::Start(at)).map_err(cannot_read)?;
            self.at = at;
        }
        Ok(())
    }
}

fn cannot_read(error: io::Error) -> Error {
    Error::io("cannot read", error)
}
