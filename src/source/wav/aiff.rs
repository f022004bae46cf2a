//! The chunks of AIFF and AIFF-C.
//!
//! # Source
//! Apple, *Audio Interchange File Format 1.3* (1989) and *AIFF-C, draft 8/26/91*.

use super::claim::Claim;
use super::format::{self, Format, u16_at, u32_at};
use super::header::{Header, MOST_CHUNKS, second};
use super::text::TEXT_BYTES;
use crate::error::{Error, Result};
use crate::source::facts::Texts;
use crate::source::input::Input;
use crate::source::{ByteOrder, SampleFormat};

/// Bytes of the `COMM` chunk that are looked at.
const COMMON_BYTES: u64 = 22;
/// What SoX writes to a pipe for a size that it cannot know, less some headers.
const SOX_UNKNOWN: std::ops::RangeInclusive<u64> = 0x7EFF_0000..=0x7F00_0000;

/// The `COMM` chunk.
struct Common {
    format: Format,
    /// Samples per channel.
    frames: u64,
}

/// Where the samples are.
struct Place {
    offset: u64,
    bytes: u64,
}

/// Reads up to the first sample; of the file, `start` is read already.
pub(super) fn read(input: &mut Input, start: &[u8; 12]) -> Result<Header> {
    let container = u64::from(u32_at(start, 4, ByteOrder::Big)) + 8;
    let mut texts = Texts::default();
    let (mut common, mut place) = (None, None);
    for _ in 0..MOST_CHUNKS {
        let mut head = [0; 8];
        if input.fill(&mut head)? < head.len() {
            break;
        }
        let (id, at) = ([head[0], head[1], head[2], head[3]], input.at() - 8);
        let size = u64::from(u32_at(&head, 4, ByteOrder::Big));
        let padded = size + size % 2;
        match &id {
            b"COMM" => {
                let contents = contents(input, size.min(COMMON_BYTES))?;
                input.pass(padded - size.min(COMMON_BYTES))?;
                common = Some(read_common(&contents, at + 8)?);
            }
            b"SSND" => {
                let head = contents(input, 8)?;
                let skipped = u64::from(u32_at(&head, 0, ByteOrder::Big));
                place = Some(Place { offset: input.at() + skipped, bytes: size.saturating_sub(8 + skipped) });
                if common.is_none() && input.can_seek() {
                    input.pass(padded.saturating_sub(8))?;
                } else if common.is_none() {
                    let text = "AIFF whose description follows its samples can be read from a file, not from a pipe";
                    return Err(Error::Unsupported(text.into()));
                }
            }
            b"NAME" | b"AUTH" | b"(c) " | b"ANNO" => {
                let kept = contents(input, size.min(TEXT_BYTES))?;
                texts.push(text_name(&id), &String::from_utf8_lossy(&kept));
                input.pass(padded - size.min(TEXT_BYTES))?;
            }
            _ => drop(input.pass(padded)?),
        }
        if common.is_some() && place.is_some() {
            break;
        }
    }
    let missing = |chunk: &str| Error::Malformed(format!("ends after {} bytes without a {chunk} chunk", input.at()));
    let Common { format, frames } = common.ok_or_else(|| missing("COMM"))?;
    let Place { offset, bytes } = place.ok_or_else(|| missing("SSND"))?;
    if input.can_seek() {
        input.go_to(offset)?;
    } else {
        input.pass(offset.saturating_sub(input.at()))?;
    }
    let unit = format.sample.bytes() as u64 * u64::from(format.channels);
    let bytes = if frames == 0 { bytes } else { bytes.min(frames * unit) };
    let claim = match Claim::narrow(bytes, offset, container, input.total()) {
        Claim::Bytes(bytes) | Claim::Doubtful(bytes) if SOX_UNKNOWN.contains(&bytes) => Claim::Streamed,
        claim => claim,
    };
    let notes =
        if let Claim::Bytes(_) = claim { second(input, container, &[(0, b"FORM"), (8, b"AIF")])? } else { None };
    let notes = notes.into_iter().collect();
    Ok(Header { container: "AIFF", format, data_offset: offset, claim, samples: None, texts, notes })
}

fn contents(input: &mut Input, count: u64) -> Result<Vec<u8>> {
    let mut contents = vec![0; count as usize];
    let got = input.fill(&mut contents)?;
    contents.truncate(got);
    if got as u64 == count {
        Ok(contents)
    } else {
        Err(Error::Malformed(format!("ends after {} bytes, inside the header", input.at())))
    }
}

fn text_name(id: &[u8; 4]) -> &'static str {
    match id {
        b"NAME" => "Title",
        b"AUTH" => "Artist",
        b"(c) " => "Copyright",
        _ => "Comment",
    }
}

/// Reads the `COMM` chunk, whose contents begin at byte `at` of the file.
fn read_common(chunk: &[u8], at: u64) -> Result<Common> {
    let order = ByteOrder::Big;
    if chunk.len() < 18 {
        return Err(Error::Malformed(format!("the COMM chunk at byte {at} has {} bytes; 18 are needed", chunk.len())));
    }
    let channels = format::checked_channels(u32::from(u16_at(chunk, 0, order)), at)?;
    let bits = u16_at(chunk, 6, order);
    let rate = format::checked_rate(extended(&chunk[8..18]), at + 8)?;
    let kind = chunk.get(18..22).unwrap_or(b"NONE");
    let integers = |order| match bits {
        1..=32 => Ok((SampleFormat::Signed { bytes: bits.div_ceil(8) as u8, order }, "PCM")),
        _ => Err(Error::Malformed(format!("the header says {bits} bits per sample (byte {})", at + 6))),
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
        other => {
            let kind = other.escape_ascii();
            return Err(Error::Unsupported(format!("AIFF with '{kind}' inside is not supported")));
        }
    };
    let container = sample.bytes() as u16 * 8;
    let bits = if encoding == "PCM" { bits.min(container) } else { container };
    let format = Format { sample, channels, rate, encoding, bits, blocks: None, note: None };
    Ok(Common { format, frames: u64::from(u32_at(chunk, 2, order)) })
}

/// A number in the 80 bits of IEEE 754's extended precision.
fn extended(bytes: &[u8]) -> f64 {
    let exponent = i32::from(u16_at(bytes, 0, ByteOrder::Big));
    let mantissa = bytes[2..].first_chunk().copied().map_or(0, u64::from_be_bytes);
    // A sign, which no rate has, makes the exponent too great for any.
    mantissa as f64 * libm::exp2(f64::from(exponent - 16_383 - 63))
}
