//! CAF files that end too early or too late for their reader.
//!
//! # Source
//! Apple, *Core Audio Format Specification 1.0*, "Audio Data Chunk".

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use symphonia::core::io::MediaSource;

/// Chunks of a file that are looked at.
const MOST_CHUNKS: usize = 1024;
/// Bytes of a file before its first chunk.
const START: u64 = 8;
/// Bytes of a chunk's name and size.
const HEAD: u64 = 12;

/// Where the chunks of a file end, and whether they are as they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// The byte behind the last whole chunk, or behind samples that are cut short.
    end: u64,
    /// The byte at which the size of the samples stands, where it is not that of those that are there.
    size_at: Option<u64>,
    /// Bytes of samples that are there.
    pub(super) present: u64,
    /// Bytes of samples that there should be.
    pub(super) claimed: u64,
    /// Whether a second file begins at the end.
    is_followed: bool,
}

impl Extent {
    /// Measures a file, which is left where it stands.
    pub(super) fn of(file: &mut File) -> io::Result<Self> {
        let stands = file.stream_position()?;
        let bytes = file.metadata()?.len();
        let mut extent = Self { end: START, size_at: None, present: 0, claimed: 0, is_followed: false };
        for _ in 0..MOST_CHUNKS {
            let mut head = Vec::with_capacity(HEAD as usize);
            file.seek(SeekFrom::Start(extent.end))?;
            file.take(HEAD).read_to_end(&mut head)?;
            let Some(size) = head.get(4..).and_then(|size| size.first_chunk().copied()).map(i64::from_be_bytes) else {
                break;
            };
            let room = bytes.saturating_sub(extent.end + HEAD);
            // A size of -1 is that of samples up to the end.
            let claimed = if size == -1 { Some(room) } else { u64::try_from(size).ok() };
            let is_whole = size >= 0 && claimed.is_some_and(|claimed| claimed <= room);
            if head.starts_with(b"data") && claimed.is_some() {
                extent.claimed = claimed.unwrap_or(0);
                extent.present = extent.claimed.min(room);
                extent.size_at = (!is_whole).then_some(extent.end + 4);
            } else if !is_whole || head.starts_with(b"caff") {
                extent.is_followed = head.starts_with(b"caff");
                break;
            }
            extent.end += HEAD + claimed.map_or(0, |claimed| claimed.min(room));
        }
        file.seek(SeekFrom::Start(stands))?;
        Ok(extent)
    }

    /// Whether there are any samples.
    pub(super) fn has_samples(&self) -> bool {
        self.present > 0
    }

    /// The byte at which a second file begins.
    pub(super) fn second(&self) -> Option<u64> {
        self.is_followed.then_some(self.end)
    }
}

/// A file of whole chunks alone, in which the size of the samples is that of those that are there.
pub(super) struct Closed {
    file: File,
    extent: Extent,
    position: u64,
}

impl Closed {
    /// Reads the file from its first byte.
    pub(super) fn new(mut file: File, extent: Extent) -> io::Result<Self> {
        file.rewind()?;
        Ok(Self { file, extent, position: 0 })
    }
}

impl Read for Closed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.extent.end.saturating_sub(self.position);
        let wanted = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let count = self.file.read(&mut buffer[..wanted])?;
        let size = self.extent.size_at.map(|at| (at.., self.extent.present.to_be_bytes()));
        for (place, byte) in size.into_iter().flat_map(|(places, bytes)| places.zip(bytes)) {
            let index = place.checked_sub(self.position).and_then(|index| usize::try_from(index).ok());
            if let Some(stored) = index.and_then(|index| buffer[..count].get_mut(index)) {
                *stored = byte;
            }
        }
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Closed {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = self.file.seek(to)?;
        Ok(self.position)
    }
}

impl MediaSource for Closed {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.extent.end)
    }
}
