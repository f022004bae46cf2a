//! Sequences of chunks.
//!
//! # Source
//! RIFF and RIFX: Microsoft and IBM, *Multimedia Programming Interface and Data
//! Specifications 1.0*; RF64 and BW64: EBU Tech 3306, ITU-R BS.2088; W64: Sony's
//! Wave64; AIFF, whose chunks are those of RIFX: Apple, *Audio Interchange File Format 1.3*.

use super::format::u32_at;
use crate::error::{Error, Result};
use crate::source::ByteOrder;
use crate::source::input::Input;
use crate::warning::counted;

/// The layout of chunks.
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

    /// Bytes of a chunk header.
    pub(super) fn header(self) -> usize {
        if self == Self::Wave64 { 24 } else { 8 }
    }

    /// Parses the header of the chunk at byte `at`.
    pub(super) fn chunk(self, header: &[u8], at: u64) -> Chunk {
        let id = header.first_chunk().copied().unwrap_or_default();
        match self {
            // The size includes the header; a writer to a pipe may have left 0.
            Self::Wave64 => {
                let id = if &id == b"list" { *b"LIST" } else { id };
                Chunk { id, at, size: u64_at(header, 16).saturating_sub(24) }
            }
            _ => Chunk { id, at, size: u64::from(u32_at(header, 4, self.order())) },
        }
    }
}

/// Common chunk names of all containers.
const KNOWN: [&[u8; 4]; 51] = [
    b"data", b"fmt ", b"fact", b"LIST", b"ds64", b"bext", b"guan", b"iXML", b"axml", b"chna", b"id3 ", b"ID3 ",
    b"cue ", b"plst", b"smpl", b"inst", b"PEAK", b"acid", b"cart", b"junk", b"JUNK", b"FLLR", b"PAD ", b"pad ",
    b"afsp", b"minf", b"elm1", b"regn", b"umid", b"levl", b"link", b"qlty", b"strc", b"_PMX", b"DISP", b"COMM",
    b"SSND", b"FVER", b"MARK", b"INST", b"MIDI", b"AESD", b"APPL", b"COMT", b"NAME", b"AUTH", b"(c) ", b"ANNO",
    b"CHAN", b"wamd", b"auxi",
];

/// Whether `name` is a common chunk name.
pub(super) fn is_known(name: &[u8]) -> bool {
    KNOWN.iter().any(|known| *known == name)
}

/// A chunk's header.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) id: [u8; 4],
    /// The byte offset of the header.
    pub(super) at: u64,
    /// Bytes of its contents.
    pub(super) size: u64,
}

impl Chunk {
    /// Whether its name is printable.
    pub(super) fn is_named(&self) -> bool {
        self.id.iter().all(|byte| (b' '..=b'~').contains(byte))
    }
}

/// The chunks of an input, from its current position.
pub(super) struct Chunks<'a> {
    pub(super) input: &'a mut Input,
    pub(super) family: Family,
    /// Bytes of the last contents, for padding.
    size: u64,
}

impl<'a> Chunks<'a> {
    pub(super) fn new(input: &'a mut Input, family: Family) -> Self {
        Self { input, family, size: 0 }
    }

    /// The next chunk header; `None` at the end of the input.
    pub(super) fn next(&mut self) -> Result<Option<Chunk>> {
        pass_padding(self.input, self.family, std::mem::take(&mut self.size))?;
        let (at, mut header) = (self.input.at(), vec![0; self.family.header()]);
        if self.input.fill(&mut header)? < header.len() {
            return Ok(None);
        }
        let chunk = self.family.chunk(&header, at);
        // Zeros between chunks are padding of any length.
        if chunk.is_named() || (chunk.id == [0; 4] && chunk.size == 0) {
            return Ok(Some(chunk));
        }
        let id = chunk.id.escape_ascii();
        Err(Error::malformed(format!("no chunk header at byte {} (found '{id}')", chunk.at)))
    }

    /// The first bytes of a chunk, at most `most`; skips the rest.
    pub(super) fn contents(&mut self, chunk: &Chunk, most: u64) -> Result<Vec<u8>> {
        let mut contents = vec![0; chunk.size.min(most) as usize];
        let got = self.input.fill(&mut contents)? as u64;
        self.pass_rest(chunk, got)?;
        Ok(contents)
    }

    /// Skips the contents of a chunk of which `read` bytes are read.
    pub(super) fn pass_rest(&mut self, chunk: &Chunk, read: u64) -> Result<()> {
        let rest = chunk.size.saturating_sub(read);
        if self.input.pass(rest)? < rest {
            let (id, at, size) = (chunk.id.escape_ascii(), chunk.at, counted(chunk.size, "byte"));
            let end = self.input.at();
            return Err(Error::malformed(format!(
                "truncated: chunk '{id}' at byte {at} states {size}, but the input ends at byte {end}"
            )));
        }
        self.size = chunk.size;
        Ok(())
    }
}

/// Skips the padding of a chunk of `size` bytes.
pub(super) fn pass_padding(input: &mut Input, family: Family, size: u64) -> Result<()> {
    match family {
        Family::Wave64 => drop(input.pass(input.at().next_multiple_of(8) - input.at())?),
        // Some writers omit the pad byte, which may have any value: then a chunk name is in its place.
        _ if size % 2 == 1 && !is_known(&input.peek(4)?) => drop(input.pass(1)?),
        _ => {}
    }
    Ok(())
}

/// Reads a 64-bit number; all layouts with such numbers are little-endian.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes[at..].first_chunk().copied().map_or(0, u64::from_le_bytes)
}
