//! The chunks of AIFF and AIFF-C.
//!
//! # Source
//! Apple, *Audio Interchange File Format 1.3* (1989) and *AIFF-C, draft 8/26/91*.

use super::chunks::{Chunk, Chunks, Family};
use super::claim::Claim;
use super::format::{self, Format, u16_at, u32_at};
use super::header::{self, Header, MAX_CHUNKS};
use super::text::{self, TEXT_BYTES};
use crate::error::{Error, Result};
use crate::source::facts::Texts;
use crate::source::input::Input;
use crate::source::{ByteOrder, SampleFormat};
use crate::warning::HeaderFault;

/// Bytes of the `COMM` chunk to read.
const COMMON_BYTES: u64 = 22;
/// Bytes of the `SSND` chunk before its samples.
const PLACE_BYTES: usize = 8;
/// How chunks are written: as in RIFX.
const FAMILY: Family = Family::Riff(ByteOrder::Big);
/// Sizes that SoX writes to a pipe for an unknown length, less some headers.
const SOX_UNKNOWN: std::ops::RangeInclusive<u64> = 0x7EFF_0000..=0x7F00_0000;

/// The `COMM` chunk.
struct Common {
    format: Format,
    /// Samples per channel.
    frames: u64,
}

/// The position of the samples.
struct Place {
    offset: u64,
    bytes: u64,
    /// The block size to which the data are padded; 0 if they are not.
    block: u64,
}

/// Reads up to the first sample; `start` was read from the file already.
pub(super) fn read(input: &mut Input, start: &[u8; 12]) -> Result<Header> {
    let container = u64::from(u32_at(start, 4, ByteOrder::Big)) + 8;
    let mut texts = Texts::default();
    let (mut common, mut place) = (None, None);
    let mut chunks = Chunks::new(input, FAMILY);
    for _ in 0..MAX_CHUNKS {
        let Some(chunk) = chunks.next()? else { break };
        match &chunk.id {
            b"COMM" => common = Some(read_common(&chunks.contents(&chunk, COMMON_BYTES)?, chunk.at + 8)?),
            b"SSND" => {
                place = Some(read_place(chunks.input, &chunk)?);
                if common.is_none() {
                    // The description follows the samples.
                    chunks.input.keep(header::max_kept(chunk.size))?;
                    chunks.pass_rest(&chunk, PLACE_BYTES as u64)?;
                }
            }
            &id if text::is_text(id) => {
                let contents = chunks.contents(&chunk, TEXT_BYTES)?;
                text::collect(&mut texts, id, &contents, FAMILY.order());
            }
            _ => drop(chunks.contents(&chunk, 0)?),
        }
        if common.is_some() && place.is_some() {
            break;
        }
    }
    let missing = |chunk: &str| Error::malformed(format!("no {chunk} chunk in {} bytes", input.at()));
    let Common { format, frames } = common.ok_or_else(|| missing("COMM"))?;
    let place = place.ok_or_else(|| missing("SSND"))?;
    input.go_to(place.offset)?;
    let unit = format.sample.bytes() as u64 * u64::from(format.channels);
    let claim = place.claim(frames * unit, container, input.total());
    let notes = match claim {
        Claim::Bytes(bytes) | Claim::Doubtful(bytes) if frames > 0 && bytes / unit != frames => {
            vec![HeaderFault::CommonCount { stated: frames, held: bytes / unit }]
        }
        _ => Vec::new(),
    };
    let family = Some(FAMILY);
    Ok(Header { container: "AIFF", format, data_offset: place.offset, claim, family, samples: None, texts, notes })
}

/// Reads the start of the `SSND` chunk.
fn read_place(input: &mut Input, chunk: &Chunk) -> Result<Place> {
    let mut head = [0; PLACE_BYTES];
    if input.fill(&mut head)? < head.len() {
        return Err(Error::malformed(format!("truncated: ends inside the header after {} bytes", input.at())));
    }
    let skipped = u64::from(u32_at(&head, 0, ByteOrder::Big));
    let bytes = chunk.size.saturating_sub(PLACE_BYTES as u64 + skipped);
    Ok(Place { offset: input.at() + skipped, bytes, block: u64::from(u32_at(&head, 4, ByteOrder::Big)) })
}

impl Place {
    /// Chooses between the size of the data and the `counted` bytes of the samples that `COMM` counts.
    ///
    /// As in other readers, the size of the data takes precedence. The count is used if it excludes only the padding of
    /// a block, or if it agrees with the rest of the header and the size does not.
    fn claim(&self, counted: u64, container: u64, total: Option<u64>) -> Claim {
        let of = |bytes| match Claim::narrow(bytes, self.offset, container, total) {
            Claim::Bytes(bytes) | Claim::Doubtful(bytes) if SOX_UNKNOWN.contains(&bytes) => Claim::Streamed,
            claim => claim,
        };
        let is_filled_up = counted < self.bytes && self.bytes - counted < self.block.max(2);
        match (of(self.bytes), of(counted)) {
            // A writer to a pipe leaves both sizes at 0.
            (Claim::Unfinished, _) if counted == 0 => Claim::Streamed,
            (stated, _) if counted == 0 => stated,
            (Claim::Streamed | Claim::Doubtful(_), by_count @ Claim::Bytes(_)) => by_count,
            (Claim::Streamed, by_count @ Claim::Doubtful(_)) | (Claim::Bytes(0), by_count) => by_count,
            (_, by_count) if is_filled_up => by_count,
            (stated, _) => stated,
        }
    }
}

/// Reads the `COMM` chunk, whose contents begin at byte `at` of the file.
fn read_common(chunk: &[u8], at: u64) -> Result<Common> {
    let order = ByteOrder::Big;
    if chunk.len() < 18 {
        let got = chunk.len();
        return Err(Error::malformed(format!("the COMM chunk at byte {at} must have at least 18 bytes, got {got}")));
    }
    let channels = format::checked_channels(u32::from(u16_at(chunk, 0, order)), at)?;
    let bits = u16_at(chunk, 6, order);
    let rate = format::checked_rate(extended(&chunk[8..18]), at + 8)?;
    let kind = chunk.get(18..22).unwrap_or(b"NONE");
    let integers = |order| match bits {
        1..=32 => Ok((SampleFormat::Signed { bytes: bits.div_ceil(8) as u8, order }, "PCM")),
        _ => Err(Error::malformed(format!(
            "bits per sample in the header (byte {}) must be between 1 and 32, got {bits}",
            at + 6
        ))),
    };
    let wide = |bytes, order| (SampleFormat::Signed { bytes, order }, "PCM");
    let (sample, encoding) = match kind {
        b"NONE" | b"twos" => integers(ByteOrder::Big)?,
        b"sowt" => integers(ByteOrder::Little)?,
        b"raw " if bits <= 8 => (SampleFormat::Unsigned8, "PCM"),
        b"in24" => wide(3, ByteOrder::Big),
        b"in32" => wide(4, ByteOrder::Big),
        b"42ni" => wide(3, ByteOrder::Little),
        b"23ni" => wide(4, ByteOrder::Little),
        b"fl32" | b"FL32" => (SampleFormat::Float32(order), "float"),
        b"fl64" | b"FL64" => (SampleFormat::Float64(order), "float"),
        b"alaw" | b"ALAW" => (SampleFormat::ALaw, "A-law"),
        b"ulaw" | b"ULAW" => (SampleFormat::MuLaw, "µ-law"),
        b"raw " => {
            return Err(Error::unsupported(format!(
                "AIFF with {bits}-bit unsigned integers is not supported; supported: 1 to 8 bits"
            )));
        }
        other => return Err(unsupported(other)),
    };
    let container = sample.bytes() as u16 * 8;
    let bits = if encoding == "PCM" { bits.min(container) } else { container };
    let format = Format { sample, channels, rate, encoding, bits, blocks: None, is_mpeg: false, note: None };
    Ok(Common { format, frames: u64::from(u32_at(chunk, 2, order)) })
}

fn unsupported(kind: &[u8]) -> Error {
    let name = match kind {
        b"ima4" => "IMA ADPCM",
        b"MAC3" | b"MAC6" => "MACE",
        b"G722" => "G.722 ADPCM",
        b"G726" => "G.726 ADPCM",
        b"GSM " => "GSM 6.10",
        b"QDMC" | b"QDM2" => "QDesign Music",
        b"Qclp" => "QCELP",
        _ => {
            let kind = kind.escape_ascii();
            return Error::convertible(format!("AIFF with an unknown sample format ('{kind}')"));
        }
    };
    Error::convertible(format!("AIFF with {name} ('{}') is not supported", kind.escape_ascii()))
}

/// A number in the 80-bit extended precision of IEEE 754.
fn extended(bytes: &[u8]) -> f64 {
    let exponent = i32::from(u16_at(bytes, 0, ByteOrder::Big));
    let mantissa = bytes[2..].first_chunk().copied().map_or(0, u64::from_be_bytes);
    // A negative rate is invalid; its sign bit makes the exponent too large for any rate.
    mantissa as f64 * libm::exp2(f64::from(exponent - 16_383 - 63))
}
