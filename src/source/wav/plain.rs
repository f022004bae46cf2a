//! Uncompressed samples.

use std::fs::File;
use std::io::Read;

use super::super::Facts;
use super::super::audio::{AudioSource, AudioSpec, SourceReport};
use super::super::input::Input;
use super::chunks::Family;
use super::claim::Claim;
use super::header::Header;
use super::read::header_of;
use super::suspicion::{self, Alignment};
use super::trailing;
use crate::error::{Error, Result};
use crate::warning::{HeaderFault, TrailingData, Warning, counted};

/// An open file or stream of uncompressed samples.
pub struct Wav {
    input: Input,
    spec: AudioSpec,
    pub(super) facts: Facts,
    data_offset: u64,
    data_bytes: Option<u64>,
    /// Bytes still to be delivered, in whole sample frames; near `u64::MAX` if the length is unknown.
    left: u64,
    /// Samples per channel that the header states.
    pub(super) claimed: Option<u64>,
    /// Bytes of samples that the header states.
    claimed_bytes: Option<u64>,
    /// The layout of chunks, if the container has any.
    family: Option<Family>,
    warnings: Vec<Warning>,
    alignment: Option<Alignment>,
}

/// Opens uncompressed samples only, which callers may address by bytes.
fn plain(mut input: Input) -> Result<Wav> {
    let header = header_of(&mut input)?;
    if header.format.blocks.is_some() || header.format.is_mpeg {
        return Err(Error::unsupported(format!("{} is packed in blocks", header.format.encoding)));
    }
    Wav::new(input, header)
}

impl Wav {
    /// Opens a stream and reads it up to the first sample.
    ///
    /// `total_bytes` is the length of the whole stream, if known. Without it, a header with no size, or with
    /// contradictory ones, leaves the length unknown, and the stream is read to its end.
    ///
    /// # Errors
    /// [`Error::Malformed`] for an invalid header or no samples, [`Error::Unsupported`] for an unsupported encoding,
    /// [`Error::Limit`] beyond 1024 channels or 65536 chunks, [`Error::Io`] if reading fails.
    pub fn open(reader: impl Read + Send + 'static, total_bytes: Option<u64>) -> Result<Self> {
        plain(Input::stream(Box::new(reader), total_bytes))
    }

    /// Opens a regular file, in which [`AudioSource::skip`] seeks; texts after the samples are read too.
    ///
    /// # Errors
    /// As [`Wav::open`].
    pub fn open_file(file: File) -> Result<Self> {
        plain(Input::file(file)?)
    }

    pub(super) fn new(input: Input, header: Header) -> Result<Self> {
        let Header { container, format, data_offset, claim, family, texts, notes, .. } = header;
        let channels = usize::from(format.channels);
        let facts = Facts { container, encoding: format.encoding, bits: Some(format.bits), texts };
        let spec =
            AudioSpec { sample_rate: format.rate, channels, complex: false, format: format.sample, length: None };
        let unit = spec.bytes_per_sample_frame() as u64;
        let warnings = notes.into_iter().map(Warning::HeaderIgnored).collect();
        let claimed_bytes = match claim {
            Claim::Bytes(bytes) | Claim::Doubtful(bytes) => Some(bytes),
            Claim::Unfinished | Claim::Streamed => None,
        };
        // In AIFF, the number of bits is often that of another encoding.
        let alignment = Alignment::new(format.sample, format.bits).filter(|_| !container.starts_with("AIFF"));
        let may_be_coded = channels == 2 && format.encoding == "PCM" && format.sample.bytes() == 2;
        let (data_bytes, left, claimed) = (None, u64::MAX / unit * unit, None);
        let mut wav = Self {
            input,
            spec,
            facts,
            data_offset,
            data_bytes,
            left,
            claimed,
            claimed_bytes,
            family,
            warnings,
            alignment,
        };
        wav.settle_length(claim)?;
        if wav.input.can_seek() && claimed_bytes.is_some() && wav.claimed == wav.spec.length {
            wav.input.go_to(data_offset + wav.left)?;
            wav.report_trailing();
            wav.input.go_to(data_offset)?;
        }
        if may_be_coded {
            wav.warnings.extend(suspicion::coded(&mut wav.input)?);
        }
        Ok(wav)
    }

    /// Checks the header's size against the data.
    fn settle_length(&mut self, claim: Claim) -> Result<()> {
        // On a pipe, a size of 0 is a common placeholder; in a file, it means an unfinished recording.
        if claim == Claim::Unfinished && self.input.total().is_some() {
            self.warnings.push(Warning::HeaderIgnored(HeaderFault::NoSize));
        }
        let unit = self.spec.bytes_per_sample_frame() as u64;
        let present = self.input.total().map(|total| total.saturating_sub(self.data_offset));
        let claimed = self.claimed_bytes;
        let trusted = if let Claim::Doubtful(_) = claim { None } else { claimed };
        self.claimed = claimed.map(|bytes| bytes / unit);
        self.data_bytes = match (claimed, present) {
            (Some(claimed), Some(present)) => Some(claimed.min(present)),
            (None, Some(present)) => Some(present),
            (_, None) => trusted,
        };
        let end = self.data_bytes.or(claimed);
        self.left = end.map_or(self.left, |bytes| bytes / unit * unit);
        self.spec.length = self.data_bytes.map(|bytes| bytes / unit);
        if let Some(found) = self.spec.length.filter(|_| present.is_some()) {
            let claimed = self.claimed.unwrap_or(found);
            let rest = end.unwrap_or(0) % unit;
            let partial = if rest == 1 && self.pad_follows(found * unit)? { 0 } else { rest };
            if claimed > found {
                self.warnings.push(Warning::Truncated { claimed, found });
            } else if partial > 0 && self.claimed_bytes.is_none() {
                self.warnings.push(Warning::PartialSample { bytes: partial });
            }
        }
        let first = match present {
            Some(_) => end.unwrap_or(0),
            // For a stream, only reading shows whether there are samples.
            None => self.input.peek(claimed.unwrap_or(unit).min(unit) as usize)?.len() as u64,
        };
        if first < unit {
            return Err(self.no_samples(first));
        }
        self.claimed = self.claimed.or(self.spec.length);
        Ok(())
    }

    /// Whether the byte after `bytes` of samples, the last of a file, is the pad byte of their chunk.
    fn pad_follows(&mut self, bytes: u64) -> Result<bool> {
        if !self.input.can_seek() || !self.is_padded(bytes) {
            return Ok(false);
        }
        self.input.go_to(self.data_offset + bytes)?;
        let last = self.input.peek(1)?;
        self.input.go_to(self.data_offset)?;
        Ok(last == [0])
    }

    /// Whether `bytes` of samples are padded to an even number.
    fn is_padded(&self, bytes: u64) -> bool {
        bytes % 2 == 1 && self.family.is_some_and(|family| family != Family::Wave64)
    }

    fn no_samples(&self, bytes: u64) -> Error {
        let (offset, unit) = (self.data_offset, self.spec.bytes_per_sample_frame());
        // A stream that ends before the samples was read to its end.
        let end = self.input.total().unwrap_or_else(|| self.input.at());
        if end < offset {
            return Error::malformed(format!(
                "truncated: the samples start at byte {offset}, but the input ends at byte {end}"
            ));
        }
        let few = match bytes {
            0 => "is empty".to_owned(),
            _ => format!("has {}; a sample frame requires {unit}", counted(bytes, "byte")),
        };
        Error::malformed(format!("no samples (the data at byte {offset} {few})"))
    }

    /// Properties of the file, as far as it has been read.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The byte offset of the samples in the file.
    ///
    /// With it and [`Wav::data_bytes`], several readers can share one file: sample frame i begins at `data_offset + i ·
    /// bytes_per_sample_frame`.
    pub fn data_offset(&self) -> u64 {
        self.data_offset
    }

    /// Bytes of samples, if known.
    pub fn data_bytes(&self) -> Option<u64> {
        self.data_bytes
    }

    /// Counts the bytes read or skipped, up to the byte `last` if known; warns about an unexpected end.
    fn advance(&mut self, wanted: u64, got: u64, last: Option<u8>) -> Result<u64> {
        let unit = self.spec.bytes_per_sample_frame() as u64;
        let whole = got / unit * unit;
        self.left -= whole;
        if got < wanted {
            let found = (self.input.at() - self.data_offset) / unit;
            match self.claimed {
                Some(claimed) if claimed > found => {
                    self.warnings.retain(|warning| !matches!(warning, Warning::Truncated { .. }));
                    self.warnings.push(Warning::Truncated { claimed, found });
                }
                // With an unknown size, a pad byte cannot be distinguished from a sample.
                _ if got == whole + 1 && last == Some(0) && self.is_padded(self.input.at() - self.data_offset - 1) => {}
                _ if got > whole => self.warnings.push(Warning::PartialSample { bytes: got - whole }),
                _ => {}
            }
            self.left = 0;
        } else if self.left == 0 && whole > 0 && !self.input.can_seek() {
            self.report_trailing();
        }
        Ok(whole)
    }

    /// Warns about data after the samples, from the current position; for a file, when it is opened. If they cannot be
    /// read, the samples are still valid.
    fn report_trailing(&mut self) {
        let at = self.input.at();
        if let Err(error) = self.scan_trailing() {
            let data = TrailingData::Unreadable { reason: error.to_string() };
            self.warnings.push(Warning::TrailingData { at, data });
        }
    }

    fn scan_trailing(&mut self) -> Result<()> {
        /// Some writers pad the data with fewer zeros than this, and include them in the size.
        const FILLING: usize = 8;
        let Some(claimed) = self.claimed_bytes else { return Ok(()) };
        let mut partial = vec![0; (claimed % self.spec.bytes_per_sample_frame() as u64) as usize];
        let got = self.input.fill(&mut partial)?;
        if got >= FILLING || partial[..got].iter().any(|&byte| byte != 0) {
            self.warnings.push(Warning::PartialSample { bytes: got as u64 });
        }
        if got < partial.len() {
            return Ok(());
        }
        let found = trailing::scan(&mut self.input, self.family, claimed, &mut self.facts.texts)?;
        self.warnings.extend(found);
        Ok(())
    }
}

impl AudioSource for Wav {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn length_is_certain(&self) -> bool {
        self.input.total().is_some()
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let wanted = usize::try_from(self.left).map_or(bytes.len(), |left| left.min(bytes.len()));
        let got = self.input.fill(&mut bytes[..wanted])?;
        if let Some(alignment) = &mut self.alignment {
            alignment.add(&bytes[..got]);
        }
        Ok(self.advance(wanted as u64, got as u64, bytes[..got].last().copied())? as usize)
    }

    fn skip(&mut self, sample_frames: u64) -> Result<u64> {
        let unit = self.spec.bytes_per_sample_frame() as u64;
        let wanted = sample_frames.saturating_mul(unit).min(self.left);
        let got = self.input.pass(wanted)?;
        Ok(self.advance(wanted, got, None)? / unit)
    }

    fn report(&self) -> SourceReport {
        let shifted = self.alignment.as_ref().and_then(Alignment::warning);
        let warnings = self.warnings.iter().cloned().chain(shifted).collect();
        SourceReport { warnings, texts: Some(self.facts.texts.clone()), unchecked: 0 }
    }
}
