//! The RIFF family: chunks from the first byte to the first sample.
//!
//! # Source
//! As for [`super::chunks`].

use super::chunks::{Chunk, Chunks, Family, u64_at};
use super::claim::Claim;
use super::format::{self, FORMAT_BYTES, Format, u32_at};
use super::header::{self, Header, MAX_CHUNKS};
use super::text::{self, TEXT_BYTES};
use super::trailing;
use crate::error::{Error, Result};
use crate::source::ByteOrder;
use crate::source::facts::Texts;
use crate::source::input::Input;
use crate::warning::HeaderFault;

struct Walker<'a> {
    chunks: Chunks<'a>,
    /// The stated size of the container, from the start of the file.
    container_bytes: u64,
    ds64_data: Option<u64>,
    format: Option<Format>,
    /// The last data chunk that is certainly empty.
    empty: Option<Chunk>,
    /// Samples per channel as stated by a `fact` chunk.
    samples: Option<u64>,
    texts: Texts,
    notes: Vec<HeaderFault>,
}

/// Reads up to the first sample, after a `start` of which `got` bytes are present.
pub(super) fn read(input: &mut Input, start: &[u8; 12], got: usize) -> Result<Header> {
    let container = match &start[..4] {
        b"RIFF" => "WAV",
        b"RIFX" => "RIFX",
        b"RF64" => "RF64",
        b"BW64" => "BW64",
        b"riff" => "W64",
        found => {
            let found = found.escape_ascii();
            return Err(Error::malformed(format!("no WAV, AIFF or AU header at byte 0 (found '{found}')")));
        }
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
            return Err(Error::unsupported(format!("{outer} of type '{form}', not WAVE")));
        }
        _ => u64::from(u32_at(start, 4, family.order())).saturating_add(8),
    };
    let chunks = Chunks::new(input, family);
    let (texts, notes) = (Texts::default(), Vec::new());
    let (ds64_data, samples, format, empty) = (None, None, None, None);
    let mut walker = Walker { chunks, container_bytes, ds64_data, format, empty, samples, texts, notes };
    let (format, data, claim) = walker.find_data()?;
    let data_offset = data.at + family.header() as u64;
    let Walker { samples, texts, notes, .. } = walker;
    Ok(Header { container, format, data_offset, claim, family: Some(family), samples, texts, notes })
}

/// Reads the rest of a W64 file's 40-byte start, of which 12 are read.
fn wave64_size(input: &mut Input) -> Result<u64> {
    let mut rest = [0; 28];
    if input.fill(&mut rest)? < rest.len() {
        return Err(ends_early(input));
    }
    if &rest[12..16] != b"wave" {
        return Err(Error::unsupported(format!("W64 of type '{}', not wave", rest[12..16].escape_ascii())));
    }
    Ok(u64_at(&rest, 4))
}

fn ends_early(input: &Input) -> Error {
    Error::malformed(format!("truncated: ends inside the header after {} bytes", input.at()))
}

impl Walker<'_> {
    /// Finds the samples, which follow the current position, or else an empty data chunk.
    fn find_data(&mut self) -> Result<(Format, Chunk, Claim)> {
        match (self.walk(), self.empty.take()) {
            (Ok((format, data)), _) => {
                // `walk` skips data chunks that are truly empty.
                let claim = Some(self.claim(&data)).filter(|&claim| claim != Claim::Bytes(0));
                Ok((format, data, claim.unwrap_or(Claim::Unfinished)))
            }
            (Err(error @ (Error::Malformed { .. } | Error::Limit { .. })), Some(empty)) => {
                let format = self.format.take().ok_or(error)?;
                Ok((format, empty, Claim::Bytes(0)))
            }
            (Err(error), _) => Err(error),
        }
    }

    /// Walks to the first data chunk that is not empty, and back to it if the format chunk follows it; its contents
    /// come next.
    fn walk(&mut self) -> Result<(Format, Chunk)> {
        let family = self.chunks.family;
        let order = family.order();
        let mut data = None;
        for _ in 0..MAX_CHUNKS {
            let Some(chunk) = self.chunks.next()? else {
                let (at, missing) = (self.chunks.input.at(), if data.is_some() { "fmt" } else { "data" });
                return Err(Error::malformed(format!("no {missing} chunk in {at} bytes")));
            };
            match &chunk.id {
                b"data" if self.claim(&chunk) == Claim::Bytes(0) && trailing::belongs(self.chunks.input, family)? => {
                    self.chunks.contents(&chunk, 0)?;
                    self.empty = Some(chunk);
                }
                b"data" => match self.format.take() {
                    Some(format) => return Ok((format, chunk)),
                    None if data.is_some() => drop(self.chunks.contents(&chunk, 0)?),
                    None => {
                        self.chunks.input.keep(header::max_kept(chunk.size))?;
                        self.chunks.contents(&chunk, 0)?;
                        data = Some(chunk);
                    }
                },
                b"fmt " => {
                    let contents = self.chunks.contents(&chunk, FORMAT_BYTES as u64)?;
                    if self.format.is_some() {
                        self.notes.push(HeaderFault::SecondFormat { at: chunk.at });
                        continue;
                    }
                    let read = format::read(&contents, order, chunk.at + family.header() as u64)?;
                    self.notes.extend(read.note.clone());
                    if let Some(data) = data {
                        self.chunks.input.go_to(data.at + family.header() as u64)?;
                        return Ok((read, data));
                    }
                    self.format = Some(read);
                }
                b"ds64" if family == Family::Riff64 => {
                    let contents = self.chunks.contents(&chunk, 16)?;
                    if contents.len() == 16 {
                        self.container_bytes = u64_at(&contents, 0).saturating_add(8);
                        self.ds64_data = Some(u64_at(&contents, 8));
                    }
                }
                b"fact" => {
                    let contents = self.chunks.contents(&chunk, 8)?;
                    self.samples = match family {
                        Family::Wave64 => (contents.len() == 8).then(|| u64_at(&contents, 0)),
                        _ => (contents.len() >= 4).then(|| u64::from(u32_at(&contents, 0, order))),
                    };
                }
                &id if text::is_text(id) => {
                    let contents = self.chunks.contents(&chunk, TEXT_BYTES)?;
                    if contents.starts_with(b"wavl") {
                        let text = "WAV with a list of data chunks ('wavl') is not supported";
                        return Err(Error::convertible(text));
                    }
                    text::collect(&mut self.texts, id, &contents, order);
                }
                _ => drop(self.chunks.contents(&chunk, 0)?),
            }
        }
        let what = "number of chunks before the data".to_owned();
        Err(Error::limit_of(what, None, MAX_CHUNKS as f64, ""))
    }

    /// The stated size of the data.
    fn claim(&self, data: &Chunk) -> Claim {
        let offset = data.at + self.chunks.family.header() as u64;
        match (self.chunks.family, self.ds64_data) {
            (Family::Wave64, _) => Claim::wide(data.size, offset, self.container_bytes),
            (_, Some(bytes @ 1..)) if data.size == 0 || data.size == u64::from(u32::MAX) => {
                Claim::wide(bytes, offset, self.container_bytes)
            }
            _ => Claim::narrow(data.size, offset, self.container_bytes, self.chunks.input.total()),
        }
    }
}
