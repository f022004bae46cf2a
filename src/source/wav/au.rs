//! The Sun and NeXT header, `.au` or `.snd`.
//!
//! # Source
//! The manual page au(4) of Solaris; the encodings are those of `<sys/audio_file.h>`.

use super::claim::Claim;
use super::format::{self, Format, u32_at};
use super::header::Header;
use super::text::TEXT_BYTES;
use crate::error::{Error, Result};
use crate::source::facts::Texts;
use crate::source::input::Input;
use crate::source::{ByteOrder, SampleFormat};

/// Bytes of the header without its annotation.
const HEADER: u64 = 24;

/// Reads up to the first sample; `start` was read from the header already.
pub(super) fn read(input: &mut Input, start: &[u8; 12]) -> Result<Header> {
    let order = if start.starts_with(b".snd") { ByteOrder::Big } else { ByteOrder::Little };
    let mut rest = [0; 12];
    if input.fill(&mut rest)? < rest.len() {
        return Err(Error::malformed(format!("truncated: ends inside the header after {} bytes", input.at())));
    }
    let (offset, bytes) = (u64::from(u32_at(start, 4, order)), u32_at(start, 8, order));
    if offset < HEADER {
        return Err(Error::malformed(format!("header size (byte 4) must be at least {HEADER} bytes, got {offset}")));
    }
    let (sample, encoding) = encoding(u32_at(&rest, 0, order), order)?;
    let channels = format::checked_channels(u32_at(&rest, 8, order), 20)?;
    let rate = format::checked_rate(f64::from(u32_at(&rest, 4, order)), 16)?;
    let bits = sample.bytes() as u16 * 8;
    let format = Format { sample, channels, rate, encoding, bits, blocks: None, is_mpeg: false, note: None };

    let mut annotation = vec![0; (offset - HEADER).min(TEXT_BYTES) as usize];
    input.fill(&mut annotation)?;
    input.go_to(offset)?;
    let mut texts = Texts::default();
    texts.push("Comment", &String::from_utf8_lossy(&annotation));
    let claim = if bytes == u32::MAX { Claim::Streamed } else { Claim::Bytes(u64::from(bytes)) };
    let claim = if bytes == 0 { Claim::Unfinished } else { claim };
    Ok(Header {
        container: "AU",
        format,
        data_offset: offset,
        claim,
        family: None,
        samples: None,
        texts,
        notes: Vec::new(),
    })
}

fn encoding(code: u32, order: ByteOrder) -> Result<(SampleFormat, &'static str)> {
    let foreign = match code {
        1 => return Ok((SampleFormat::MuLaw, "µ-law")),
        2..=5 => return Ok((SampleFormat::Signed { bytes: code as u8 - 1, order }, "PCM")),
        6 => return Ok((SampleFormat::Float32(order), "float")),
        7 => return Ok((SampleFormat::Float64(order), "float")),
        27 => return Ok((SampleFormat::ALaw, "A-law")),
        23..=26 => "G.72x ADPCM",
        _ => return Err(Error::convertible(format!("AU with an unknown sample format (encoding {code})"))),
    };
    Err(Error::convertible(format!("AU with {foreign} (encoding {code}) is not supported")))
}
