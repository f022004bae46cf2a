//! Repairs of CAF files whose sizes make the demuxer stop too early or read too far.
//!
//! # Source
//! Apple, *Core Audio Format Specification 1.0*, "Audio Description Chunk", "Packet Table Chunk" and "Audio Data
//! Chunk".

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;

use symphonia::core::io::MediaSource;

use crate::error::Result;
use crate::source::compressed::medium::cannot_read;
use crate::source::input::Input;
use crate::source::wav::trailing;
use crate::warning::{TrailingData, Warning};

/// The maximum number of chunks to read.
const MAX_CHUNKS: usize = 1024;
/// Bytes before the first chunk.
const START: u64 = 8;
/// Bytes of a chunk's name and size.
const HEAD: u64 = 12;
/// Bytes of the packet table's header.
const TABLE_HEAD: usize = 24;
/// Bytes of the edit count that precedes the samples in their chunk.
const EDIT_COUNT: u64 = 4;

/// Where the chunks of a file end, and which sizes need correction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// The byte after the last complete chunk, or after truncated samples.
    end: u64,
    /// The byte offset of the size of the samples, if that differs from their actual size.
    size_at: Option<u64>,
    /// Bytes of samples in the file.
    pub(super) present: u64,
    /// Bytes of samples that the header states.
    pub(super) claimed: u64,
    /// Whether a second file begins at the end.
    is_followed: bool,
    /// Bits per sample, if the samples are PCM of an unsupported width.
    pub(super) unsupported_bits: Option<u32>,
    /// Numbers per packet in the packet table.
    numbers: u64,
    /// Bytes of every packet, if the packet table does not list them.
    sizes: u64,
    /// Bytes of all packets in the packet table.
    counted: Option<u64>,
    /// The byte offset of the contents of the data chunk.
    data_at: u64,
    has_table: bool,
    /// The byte range after the last entry of the packet table, which the demuxer takes for another chunk.
    padding: Option<(u64, u64)>,
}

impl Extent {
    /// Reads the chunk headers of a file.
    pub(super) fn of(file: &mut File) -> io::Result<Self> {
        let bytes = file.metadata()?.len();
        let mut extent = Self { end: START, ..Self::default() };
        for _ in 0..MAX_CHUNKS {
            let mut head = Vec::with_capacity(HEAD as usize);
            file.seek(SeekFrom::Start(extent.end))?;
            file.take(HEAD).read_to_end(&mut head)?;
            let Some(size) = head.get(4..).and_then(|size| size.first_chunk().copied()).map(i64::from_be_bytes) else {
                break;
            };
            let room = bytes.saturating_sub(extent.end + HEAD);
            // A size of -1 means up to the end of the file.
            let claimed = if size == -1 { Some(room) } else { u64::try_from(size).ok() };
            let is_whole = size >= 0 && claimed.is_some_and(|claimed| claimed <= room);
            let is_named = head[..4].iter().all(|byte| (b' '..=b'~').contains(byte));
            if head.starts_with(b"data") && claimed.is_some() {
                extent.data_at = extent.end + HEAD;
                extent.claimed = claimed.unwrap_or(0);
                extent.present = extent.claimed.min(room);
                extent.size_at = (!is_whole).then_some(extent.end + 4);
            } else if !is_whole || !is_named || head.starts_with(b"caff") {
                extent.is_followed = head.starts_with(b"caff");
                break;
            }
            if is_whole && head.starts_with(b"desc") {
                extent.describe(file)?;
            } else if is_whole && head.starts_with(b"pakt") {
                extent.has_table = true;
                let (start, size) = (extent.end + HEAD, claimed.unwrap_or(0));
                let table = Table::read(&mut BufReader::new(file.take(size)), extent.numbers, extent.sizes)?;
                let used = table.used.filter(|&used| used < size);
                extent.padding = used.map(|used| (start + used, start + size));
                extent.counted = table.used.and(table.bytes);
            }
            extent.end += HEAD + claimed.map_or(0, |claimed| claimed.min(room));
        }
        Ok(extent)
    }

    /// Reads the audio description chunk; the file is positioned after its header.
    fn describe(&mut self, file: &mut File) -> io::Result<()> {
        let mut description = Vec::with_capacity(32);
        file.take(32).read_to_end(&mut description)?;
        let word =
            |at: usize| description.get(at..).and_then(|bytes| bytes.first_chunk().copied()).map(u32::from_be_bytes);
        let (Some(flags), Some(bytes), Some(frames), Some(bits)) = (word(12), word(16), word(20), word(28)) else {
            return Ok(());
        };
        let is_float = flags & 1 != 0;
        let is_read = if is_float { matches!(bits, 32 | 64) } else { matches!(bits, 16 | 24 | 32) };
        self.unsupported_bits = Some(bits).filter(|_| !is_read && description[8..].starts_with(b"lpcm"));
        self.numbers = u64::from(bytes == 0) + u64::from(frames == 0);
        self.sizes = u64::from(bytes);
        Ok(())
    }

    /// A warning about data that the header does not count, after the chunks or after the packets in the data chunk.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io).
    pub(super) fn trailing(&self, file: &mut File) -> Result<Option<Warning>> {
        let packets = self.counted.filter(|_| self.numbers > 0).map(|bytes| bytes.saturating_add(EDIT_COUNT));
        if let Some(packets) = packets.filter(|&packets| packets < self.present) {
            let (at, bytes) = (self.data_at + packets, self.present - packets);
            file.seek(SeekFrom::Start(at)).map_err(cannot_read)?;
            if !is_zero(BufReader::new(file.take(bytes))).map_err(cannot_read)? {
                let data = TrailingData::Bytes { bytes, has_more: false };
                return Ok(Some(Warning::TrailingData { at, data }));
            }
        }
        if self.is_followed {
            return Ok(None);
        }
        let mut input = Input::file(file.try_clone().map_err(cannot_read)?)?;
        input.go_to(self.end)?;
        trailing::scan_without_chunks(&mut input)
    }

    pub(super) fn has_samples(&self) -> bool {
        self.present > 0
    }

    /// Whether the packet table is missing, without which the packets cannot be separated.
    pub(super) fn lacks_table(&self) -> bool {
        self.numbers > 0 && !self.has_table
    }

    /// Whether the samples are truncated.
    pub(super) fn is_cut(&self) -> bool {
        self.claimed > self.present
    }

    /// The byte offset of a second file.
    pub(super) fn second(&self) -> Option<u64> {
        self.is_followed.then_some(self.end)
    }
}

/// A file reduced to its complete chunks, with the size of the samples corrected.
pub(super) struct PatchedCaf {
    file: File,
    extent: Extent,
    /// The position in the file; the demuxer does not see the padding.
    position: u64,
}

/// The packet table.
struct Table {
    /// Bytes in use, if the table is complete.
    used: Option<u64>,
    /// Bytes of all packets.
    bytes: Option<u64>,
}

impl Table {
    /// Reads a table of `numbers` numbers per packet, the first of which is its size if `size` is 0.
    fn read(table: &mut impl BufRead, numbers: u64, size: u64) -> io::Result<Self> {
        let mut head = Vec::with_capacity(TABLE_HEAD);
        table.take(TABLE_HEAD as u64).read_to_end(&mut head)?;
        let packets = head.first_chunk().copied().map(u64::from_be_bytes).filter(|_| head.len() == TABLE_HEAD);
        let Some(packets) = packets else { return Ok(Self { used: None, bytes: None }) };
        let all = packets.saturating_mul(numbers);
        let (mut read, mut used, mut number) = (0, TABLE_HEAD as u64, 0_u64);
        let mut bytes = packets.checked_mul(size);
        for byte in table.bytes() {
            if read == all {
                break;
            }
            let byte = byte?;
            used += 1;
            number = number << 7 | u64::from(byte & 0x7F);
            // All bytes of a number but the last have the high bit set.
            if byte < 0x80 {
                let is_size = size == 0 && read % numbers == 0;
                bytes = bytes.and_then(|bytes| bytes.checked_add(if is_size { number } else { 0 }));
                (read, number) = (read + 1, 0);
            }
        }
        Ok(Self { used: (read == all).then_some(used), bytes })
    }
}

/// Whether all bytes are zero.
fn is_zero(reader: impl BufRead) -> io::Result<bool> {
    for byte in reader.bytes() {
        if byte? != 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

impl PatchedCaf {
    pub(super) fn new(mut file: File, extent: Extent) -> io::Result<Self> {
        file.rewind()?;
        Ok(Self { file, extent, position: 0 })
    }

    /// The byte range hidden from the demuxer; an empty range at the end if nothing is hidden.
    fn padding(&self) -> Range<u64> {
        let (start, end) = self.extent.padding.unwrap_or((self.extent.end, self.extent.end));
        start..end
    }
}

impl Read for PatchedCaf {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let padding = self.padding();
        if self.position == padding.start && !padding.is_empty() {
            self.position = self.file.seek(SeekFrom::Start(padding.end))?;
        }
        let end = if self.position < padding.start { padding.start } else { self.extent.end };
        let left = end.saturating_sub(self.position);
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

impl Seek for PatchedCaf {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let padding = self.padding();
        let hidden = |at: u64| if at >= padding.end { padding.end - padding.start } else { 0 };
        let seen = match to {
            SeekFrom::Start(seen) => Some(seen),
            SeekFrom::Current(delta) => (self.position - hidden(self.position)).checked_add_signed(delta),
            SeekFrom::End(delta) => self.byte_len().unwrap_or(0).checked_add_signed(delta),
        };
        let seen = seen.ok_or(io::Error::from(io::ErrorKind::InvalidInput))?;
        let place = if seen >= padding.start { seen.saturating_add(padding.end - padding.start) } else { seen };
        self.position = self.file.seek(SeekFrom::Start(place))?;
        Ok(seen)
    }
}

impl MediaSource for PatchedCaf {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        let padding = self.padding();
        Some(self.extent.end - (padding.end - padding.start))
    }
}
