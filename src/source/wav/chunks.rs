//! Chunks, one after another.
//!
//! # Source
//! RIFF and RIFX: Microsoft and IBM, *Multimedia Programming Interface and Data
//! Specifications 1.0*; RF64 and BW64: EBU Tech 3306, ITU-R BS.2088; W64: Sony's
//! Wave64; AIFF, whose chunks are those of RIFX: Apple, *Audio Interchange File Format 1.3*.

use super::format::u32_at;
use crate::error::{Error, Result};
use crate::source::ByteOrder;
use crate::source::input::Input;

/// How chunks are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Riff(ByteOrder),
    /// RF64 and BW64: RIFF with 64-bit sizes in a `ds64` chunk.
    Riff64,
    /// GUIDs for names, 64-bit sizes, chunks aligned to 8 bytes.
    Wave64,
}

impl Family {
    pub(super) fn order(self) -> ByteOrder {
        match self {
            Self::Riff(order) => order,
            Self::Riff64 | Self::Wave64 => ByteOrder::Little,
        }
    }

    /// Bytes of a chunk's name and size.
    pub(super) fn header(self) -> usize {
        if self == Self::Wave64 { 24 } else { 8 }
    }

    /// The chunk at byte `at`, by its header.
    pub(super) fn chunk(self, header: &[u8], at: u64) -> Chunk {
        let id = header.first_chunk().copied().unwrap_or_default();
        match self {
            // The size counts the header; a writer that could not know it may have left 0.
            Self::Wave64 => {
                let id = if &id == b"list" { *b"LIST" } else { id };
                Chunk { id, at, size: u64_at(header, 16).saturating_sub(24) }
            }
            _ => Chunk { id, at, size: u64::from(u32_at(header, 4, self.order())) },
        }
    }
}

/// A chunk's header.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) id: [u8; 4],
    /// Where its header begins.
    pub(super) at: u64,
    /// Bytes of its contents.
    pub(super) size: u64,
}

impl Chunk {
    /// Whether its name is one.
    pub(super) fn is_named(&self) -> bool {
        self.id.iter().all(|byte| (b' '..=b'~').contains(byte))
    }
}

/// The chunks from where an input stands.
pub(super) struct Chunks<'a> {
    pub(super) input: &'a mut Input,
    pub(super) family: Family,
    /// Whether a pad byte is due before the next chunk.
    odd: bool,
}

impl<'a> Chunks<'a> {
    pub(super) fn new(input: &'a mut Input, family: Family) -> Self {
        Self { input, family, odd: false }
    }

    /// The next chunk's header; `None` at the end of the input.
    pub(super) fn next(&mut self) -> Result<Option<Chunk>> {
        let found = if self.family == Family::Wave64 { self.next_aligned()? } else { self.next_padded()? };
        let Some(chunk) = found else { return Ok(None) };
        // Zeros between chunks are padding, however long.
        if chunk.is_named() || (chunk.id == [0; 4] && chunk.size == 0) {
            return Ok(Some(chunk));
        }
        let id = chunk.id.escape_ascii();
        Err(Error::Malformed(format!("no chunk begins at byte {}, where one should ('{id}')", chunk.at)))
    }

    fn next_padded(&mut self) -> Result<Option<Chunk>> {
        let mut header = [0; 9];
        let pad = usize::from(std::mem::take(&mut self.odd));
        let mut at = self.input.at() + pad as u64;
        if self.input.fill(&mut header[..4 + pad])? < 4 + pad {
            return Ok(None);
        }
        // Some writers leave out the pad byte: then a name stands in its place.
        let mut name = pad;
        if matches!(&header[..4], b"data" | b"fmt " | b"LIST" | b"COMM" | b"SSND") {
            (name, at) = (0, at - pad as u64);
        }
        if self.input.fill(&mut header[4 + pad..8 + name])? < 4 - pad + name {
            return Ok(None);
        }
        Ok(Some(self.family.chunk(&header[name..], at)))
    }

    fn next_aligned(&mut self) -> Result<Option<Chunk>> {
        let at = self.input.at().next_multiple_of(8);
        self.input.pass(at - self.input.at())?;
        let mut header = [0; 24];
        let is_whole = self.input.fill(&mut header)? == header.len();
        Ok(is_whole.then(|| self.family.chunk(&header, at)))
    }

    /// The first bytes of a chunk, `most` at most; the rest is passed over.
    pub(super) fn contents(&mut self, chunk: &Chunk, most: u64) -> Result<Vec<u8>> {
        let kept = chunk.size.min(most);
        let mut contents = vec![0; kept as usize];
        let got = self.input.fill(&mut contents)? as u64;
        let passed = if got == kept { self.input.pass(chunk.size - kept)? } else { 0 };
        if got + passed < chunk.size {
            let (id, at, size) = (chunk.id.escape_ascii(), chunk.at, chunk.size);
            let end = self.input.at();
            return Err(Error::Malformed(format!(
                "the chunk '{id}' at byte {at} claims {size} bytes, but the input ends after {end}"
            )));
        }
        self.odd = chunk.size % 2 == 1;
        Ok(contents)
    }
}

/// Reads a 64-bit number, of which only the little-endian kinds have any.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes[at..].first_chunk().copied().map_or(0, u64::from_le_bytes)
}
