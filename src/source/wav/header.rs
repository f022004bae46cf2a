//! The chunks from the first byte to the first sample.
//!
//! # Source
//! RIFF and RIFX: Microsoft and IBM, *Multimedia Programming Interface and Data
//! Specifications 1.0*; RF64 and BW64: EBU Tech 3306, ITU-R BS.2088; W64: Sony's Wave64.

use super::claim::Claim;
use super::format::{self, FORMAT_BYTES, Format, u32_at};
use super::text::{self, TEXT_BYTES};
use super::{aiff, au};
use crate::error::{Error, Result};
use crate::source::ByteOrder;
use crate::source::facts::Texts;
use crate::source::input::Input;

/// Chunks before the samples beyond which a header is taken for hostile.
pub(super) const MOST_CHUNKS: usize = 1 << 16;
/// Chunks behind the samples that are looked at for texts.
const MOST_CHUNKS_BEHIND: usize = 64;

/// The members of the RIFF family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Riff(ByteOrder),
    /// RF64 and BW64: RIFF with 64-bit sizes in a `ds64` chunk.
    Riff64,
    /// GUIDs for names, 64-bit sizes, chunks aligned to 8 bytes.
    Wave64,
}

/// What stands before the samples.
pub(super) struct Header {
    pub(super) container: &'static str,
    pub(super) format: Format,
    /// Where the samples begin.
    pub(super) data_offset: u64,
    pub(super) claim: Claim,
    /// Samples per channel by the header's own count, of packed samples.
    pub(super) samples: Option<u64>,
    pub(super) texts: Texts,
    pub(super) notes: Vec<String>,
}

struct Chunk {
    id: [u8; 4],
    /// Where its header begins.
    at: u64,
    /// Bytes of its contents.
    size: u64,
}

struct Walker<'a> {
    input: &'a mut Input,
    family: Family,
    /// Bytes of the whole container by its own account, from the start of the file.
    container_bytes: u64,
    ds64_data: Option<u64>,
    /// What a `fact` chunk says.
    samples: Option<u64>,
    /// Whether a pad byte is due before the next chunk.
    odd: bool,
    texts: Texts,
    notes: Vec<String>,
}

/// Reads up to the first sample.
pub(super) fn read(input: &mut Input) -> Result<Header> {
    let mut start = [0; 12];
    let got = input.fill(&mut start)?;
    let container = match &start[..4] {
        b".snd" | b"dns." => return au::read(input, &start),
        b"FORM" => return aiff::read(input, &start),
        b"RIFF" => "WAV",
        b"RIFX" => "RIFX",
        b"RF64" => "RF64",
        b"BW64" => "BW64",
        b"riff" => "W64",
        _ => return Err(Error::Malformed("no header of WAV, AIFF or AU".into())),
    };
    let family = match container {
        "W64" => Family::Wave64,
        "WAV" => Family::Riff(ByteOrder::Little),
        "RIFX" => Family::Riff(ByteOrder::Big),
        _ => Family::Riff64,
    };
    let container_bytes = match family {
        Family::Wave64 => wave64_size(input)?,
        _ if got < start.len() => return Err(ends_early(input)),
        _ if start[8..] != *b"WAVE" => {
            let (outer, form) = (start[..4].escape_ascii(), start[8..].escape_ascii());
            return Err(Error::Unsupported(format!("{outer} with '{form}' inside, not WAVE")));
        }
        _ => u64::from(u32_at(&start, 4, family.order())).saturating_add(8),
    };
    let (texts, notes) = (Texts::default(), Vec::new());
    let mut walker =
        Walker { input, family, container_bytes, ds64_data: None, samples: None, odd: false, texts, notes };
    let (format, data) = walker.find_data()?;
    let data_offset = walker.input.at();
    let claim = walker.claim(&data, data_offset);
    if let Claim::Bytes(bytes) = claim {
        walker.texts_behind(data_offset, bytes)?;
        let signature: &[(usize, &[u8])] = &[(0, &start[..4]), (8, &start[8..])];
        walker.notes.extend(second(walker.input, container_bytes, signature)?);
    }
    let Walker { samples, texts, notes, .. } = walker;
    Ok(Header { container, format, data_offset, claim, samples, texts, notes })
}

/// The rest of a W64 file's 40-byte start, of which 12 are read.
fn wave64_size(input: &mut Input) -> Result<u64> {
    let mut rest = [0; 28];
    if input.fill(&mut rest)? < rest.len() {
        return Err(ends_early(input));
    }
    if &rest[12..16] != b"wave" {
        return Err(Error::Unsupported(format!("W64 with '{}' inside, not wave", rest[12..16].escape_ascii())));
    }
    Ok(u64_at(&rest, 4))
}

/// What to say where a second file begins at byte `end`, where the first does by its own account; `signature` are
/// bytes of its start, and where they stand.
///
/// Only a file can tell; it is left where it stands.
pub(super) fn second(input: &mut Input, end: u64, signature: &[(usize, &[u8])]) -> Result<Option<String>> {
    const START: usize = 12;
    let (stands, end) = (input.at(), end.saturating_add(end % 2));
    if !input.can_seek() || input.total().is_none_or(|total| total.saturating_sub(end) < START as u64) {
        return Ok(None);
    }
    input.go_to(end)?;
    let mut next = [0; START];
    input.fill(&mut next)?;
    input.go_to(stands)?;
    let begins = signature.iter().all(|&(at, bytes)| next[at..].starts_with(bytes));
    Ok(begins.then(|| format!("another file follows at byte {end}; it is left out")))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes[at..].first_chunk().copied().map_or(0, u64::from_le_bytes)
}

fn ends_early(input: &Input) -> Error {
    Error::Malformed(format!("ends after {} bytes, inside the header", input.at()))
}

impl Family {
    fn order(self) -> ByteOrder {
        match self {
            Self::Riff(order) => order,
            Self::Riff64 | Self::Wave64 => ByteOrder::Little,
        }
    }
}

impl Walker<'_> {
    /// Walks to the data chunk, whose contents come next.
    fn find_data(&mut self) -> Result<(Format, Chunk)> {
        let mut format = None;
        for _ in 0..MOST_CHUNKS {
            let Some(chunk) = self.next_chunk()? else {
                let at = self.input.at();
                return Err(Error::Malformed(format!("ends after {at} bytes without a data chunk")));
            };
            match &chunk.id {
                b"data" => {
                    let late = || Error::Malformed(format!("no fmt chunk before the data at byte {}", chunk.at));
                    return Ok((format.ok_or_else(late)?, chunk));
                }
                b"fmt " => {
                    let contents = self.contents(&chunk, FORMAT_BYTES as u64)?;
                    if format.is_some() {
                        self.notes.push(format!("a second fmt chunk at byte {} is ignored", chunk.at));
                        continue;
                    }
                    let read = format::read(&contents, self.family.order(), chunk.at + self.family.chunk_header())?;
                    self.notes.extend(read.note.clone());
                    format = Some(read);
                }
                b"ds64" if self.family == Family::Riff64 => {
                    let contents = self.contents(&chunk, 16)?;
                    if contents.len() == 16 {
                        self.container_bytes = u64_at(&contents, 0).saturating_add(8);
                        self.ds64_data = Some(u64_at(&contents, 8));
                    }
                }
                b"fact" => {
                    let contents = self.contents(&chunk, 4)?;
                    self.samples = (contents.len() == 4).then(|| u64::from(u32_at(&contents, 0, self.family.order())));
                }
                &id if text::is_text(id) => {
                    let contents = self.contents(&chunk, TEXT_BYTES)?;
                    text::collect(&mut self.texts, id, &contents, self.family.order());
                }
                _ => drop(self.contents(&chunk, 0)?),
            }
        }
        Err(Error::Limit(format!("no data among the first {MOST_CHUNKS} chunks")))
    }

    /// The next chunk's header; `None` at the end of the input.
    fn next_chunk(&mut self) -> Result<Option<Chunk>> {
        if self.family == Family::Wave64 {
            return self.next_wave64_chunk();
        }
        let mut header = [0; 9];
        let pad = usize::from(std::mem::take(&mut self.odd));
        let mut at = self.input.at() + pad as u64;
        if self.input.fill(&mut header[..4 + pad])? < 4 + pad {
            return Ok(None);
        }
        // Some writers leave out the pad byte: then a name stands in its place.
        let mut name = pad;
        if matches!(&header[..4], b"data" | b"fmt " | b"LIST") {
            (name, at) = (0, at - pad as u64);
        }
        if self.input.fill(&mut header[4 + pad..8 + name])? < 4 - pad + name {
            return Ok(None);
        }
        let id = header[name..].first_chunk().copied().unwrap_or_default();
        let size = u64::from(u32_at(&header, name + 4, self.family.order()));
        self.checked(Chunk { id, at, size }).map(Some)
    }

    fn next_wave64_chunk(&mut self) -> Result<Option<Chunk>> {
        let at = self.input.at().next_multiple_of(8);
        self.input.pass(at - self.input.at())?;
        let mut header = [0; 24];
        if self.input.fill(&mut header)? < header.len() {
            return Ok(None);
        }
        let mut id = header.first_chunk().copied().unwrap_or_default();
        if &id == b"list" {
            id = *b"LIST";
        }
        // The size counts the header; a writer that could not know it may have left 0.
        self.checked(Chunk { id, at, size: u64_at(&header, 16).saturating_sub(24) }).map(Some)
    }

    fn checked(&self, chunk: Chunk) -> Result<Chunk> {
        let printable = chunk.id.iter().all(|byte| (b' '..=b'~').contains(byte));
        // Zeros between chunks are padding, however long.
        if printable || (chunk.id == [0; 4] && chunk.size == 0) {
            return Ok(chunk);
        }
        let id = chunk.id.escape_ascii();
        Err(Error::Malformed(format!("no chunk begins at byte {}, where one should ('{id}')", chunk.at)))
    }

    /// The first bytes of a chunk, `most` at most; the rest is passed over.
    fn contents(&mut self, chunk: &Chunk, most: u64) -> Result<Vec<u8>> {
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

    /// What the header says about the size of the data that begin at `offset`.
    fn claim(&self, data: &Chunk, offset: u64) -> Claim {
        match (self.family, self.ds64_data) {
            (Family::Wave64, _) => Claim::wide(data.size, offset, self.container_bytes),
            (_, Some(bytes)) if data.size == 0 || data.size == u64::from(u32::MAX) => {
                Claim::wide(bytes, offset, self.container_bytes)
            }
            _ => Claim::narrow(data.size, offset, self.container_bytes, self.input.total()),
        }
    }

    /// Texts that follow the samples of a file, which can be read without reading those.
    fn texts_behind(&mut self, offset: u64, bytes: u64) -> Result<()> {
        let behind = offset.saturating_add(bytes);
        if !self.input.can_seek() || self.input.total().is_none_or(|total| total < behind) {
            return Ok(());
        }
        self.input.go_to(behind)?;
        self.odd = bytes % 2 == 1;
        for _ in 0..MOST_CHUNKS_BEHIND {
            // Whatever is wrong there does no harm to the samples.
            let Ok(Some(chunk)) = self.next_chunk() else { break };
            let most = if text::is_text(chunk.id) { TEXT_BYTES } else { 0 };
            let Ok(contents) = self.contents(&chunk, most) else { break };
            text::collect(&mut self.texts, chunk.id, &contents, self.family.order());
        }
        self.input.go_to(offset)
    }
}

impl Family {
    /// Bytes of a chunk's name and size.
    fn chunk_header(self) -> u64 {
        if self == Self::Wave64 { 24 } else { 8 }
    }
}
