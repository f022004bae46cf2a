//! A byte input with lookahead and skipping.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use crate::error::{Error, Result};

/// Bytes to read at a time when skipping in a stream.
const PASSING_BUFFER: usize = 1 << 16;

/// An input that counts the bytes read from it.
pub(super) struct Input {
    bytes: Bytes,
    /// Bytes of a stream that were peeked at and not read yet.
    ahead: Vec<u8>,
    at: u64,
    total: Option<u64>,
    kept: Option<Kept>,
}

/// A copy of a stream's bytes, to which the input can return.
struct Kept {
    file: File,
    from: u64,
    bytes: u64,
    most: u64,
}

impl Kept {
    fn add(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.most {
            let most = self.most;
            return Err(Error::malformed(format!(
                "the header after the samples is more than {most} bytes away: write the stream to a file first"
            )));
        }
        self.file.write_all(bytes).map_err(cannot_keep)
    }
}

enum Bytes {
    Stream(Box<dyn Read + Send>),
    /// Header reads are small and buffered; blocks of samples bypass the buffer.
    File(BufReader<File>),
}

impl Input {
    pub(super) fn stream(reader: Box<dyn Read + Send>, total: Option<u64>) -> Self {
        Self { bytes: Bytes::Stream(reader), ahead: Vec::new(), at: 0, total, kept: None }
    }

    /// Opens a file at its first byte, whatever its position was.
    pub(super) fn file(mut file: File) -> Result<Self> {
        let total = file.metadata().map_err(cannot_read)?.len();
        file.rewind().map_err(cannot_read)?;
        let bytes = Bytes::File(BufReader::new(file));
        Ok(Self { bytes, ahead: Vec::new(), at: 0, total: Some(total), kept: None })
    }

    /// Bytes read or skipped so far.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The total number of bytes, if known.
    pub(super) fn total(&self) -> Option<u64> {
        self.total
    }

    pub(super) fn can_seek(&self) -> bool {
        matches!(self.bytes, Bytes::File(_))
    }

    /// Fills `buffer` as far as the input reaches; returns the number of bytes.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let mut filled = self.ahead.len().min(buffer.len());
        buffer[..filled].copy_from_slice(&self.ahead[..filled]);
        self.ahead.drain(..filled);
        while filled < buffer.len() {
            let read = match &mut self.bytes {
                Bytes::Stream(reader) => reader.read(&mut buffer[filled..]),
                Bytes::File(reader) => reader.read(&mut buffer[filled..]),
            };
            match read {
                Ok(0) => break,
                Ok(count) => {
                    if let Some(kept) = &mut self.kept {
                        kept.add(&buffer[filled..filled + count])?;
                    }
                    filled += count;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(cannot_read(error)),
            }
        }
        self.at += filled as u64;
        Ok(filled)
    }

    /// Returns the next `count` bytes, or fewer at the end, without consuming them.
    pub(super) fn peek(&mut self, count: usize) -> Result<Vec<u8>> {
        let at = self.at;
        let mut next = vec![0; count];
        let got = self.fill(&mut next)?;
        next.truncate(got);
        match &mut self.bytes {
            Bytes::Stream(_) => drop(self.ahead.splice(..0, next.iter().copied())),
            Bytes::File(reader) => reader.seek_relative(-(got as i64)).map_err(cannot_read)?,
        }
        self.at = at;
        Ok(next)
    }

    /// Keeps a copy of the next `most` bytes of a stream, so that the input can return to them once.
    pub(super) fn keep(&mut self, most: u64) -> Result<()> {
        if let Bytes::Stream(_) = &self.bytes {
            let file = tempfile::tempfile().map_err(cannot_keep)?;
            let mut kept = Kept { file, from: self.at, bytes: 0, most };
            kept.add(&self.ahead)?;
            self.kept = Some(kept);
        }
        Ok(())
    }

    /// Skips `count` bytes, or fewer at the end; returns how many.
    pub(super) fn pass(&mut self, count: u64) -> Result<u64> {
        if let (Bytes::File(reader), Some(total)) = (&mut self.bytes, self.total) {
            let count = count.min(total.saturating_sub(self.at));
            reader.seek_relative(i64::try_from(count).unwrap_or(i64::MAX)).map_err(cannot_read)?;
            self.at += count;
            return Ok(count);
        }
        let mut buffer = vec![0; PASSING_BUFFER.min(usize::try_from(count).unwrap_or(PASSING_BUFFER))];
        let mut skipped = 0;
        while skipped < count {
            let want = usize::try_from(count - skipped).map_or(buffer.len(), |left| left.min(buffer.len()));
            let got = self.fill(&mut buffer[..want])?;
            skipped += got as u64;
            if got < want {
                break;
            }
        }
        Ok(skipped)
    }

    /// Moves to a byte of a file. In a stream, moves forward, or back to a byte that was kept.
    pub(super) fn go_to(&mut self, at: u64) -> Result<()> {
        match (&mut self.bytes, self.kept.take()) {
            (Bytes::File(reader), _) => {
                reader.seek(SeekFrom::Start(at)).map_err(cannot_read)?;
            }
            (Bytes::Stream(reader), Some(Kept { mut file, from, .. })) if (from..self.at).contains(&at) => {
                file.seek(SeekFrom::Start(at - from)).map_err(cannot_keep)?;
                let rest = std::mem::replace(reader, Box::new(io::empty()));
                *reader = Box::new(BufReader::new(file).chain(rest));
                self.ahead.clear();
            }
            (Bytes::Stream(_), _) => {
                self.pass(at.saturating_sub(self.at))?;
                return Ok(());
            }
        }
        self.at = at;
        Ok(())
    }
}

/// Maps a write error of the temporary file.
pub(super) fn cannot_keep(error: io::Error) -> Error {
    Error::io(format!("cannot create a temporary copy of the input in {}", std::env::temp_dir().display()), error)
}

fn cannot_read(error: io::Error) -> Error {
    Error::io("cannot read", error)
}
