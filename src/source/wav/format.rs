//! The `fmt ` chunk: how the samples are encoded.
//!
//! # Source
//! Microsoft, *Multiple channel audio data and WAVE files* (2007), and mmreg.h.

use super::blocks::Blocks;
use crate::error::{Error, Result};
use crate::source::{ByteOrder, SampleFormat};
use crate::units::SampleRate;
use crate::warning::HeaderFault;

/// The maximum number of channels; more indicate a damaged header. Many sample frames must fit in memory.
const MAX_CHANNELS: u16 = 1024;

/// Bytes of the chunk to read; extra data of compressed formats follow them.
pub(super) const FORMAT_BYTES: usize = 40;

/// Format tags of MPEG audio: of layers I and II, and of layer III.
const MPEG: u32 = 0x50;
const MP3: u32 = 0x55;

/// The encoding of the samples as stated by a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Format {
    pub(super) sample: SampleFormat,
    pub(super) channels: u16,
    pub(super) rate: SampleRate,
    pub(super) encoding: &'static str,
    /// Significant bits per sample, at most those of the container.
    pub(super) bits: u16,
    /// The block layout of packed samples; then each byte of a block counts as one of `channels`.
    pub(super) blocks: Option<Blocks>,
    /// Whether the data are frames of MPEG audio, which the other fields do not describe.
    pub(super) is_mpeg: bool,
    /// A harmless inconsistency.
    pub(super) note: Option<HeaderFault>,
}

/// The fields of the chunk, unchecked.
struct Fields {
    tag: u32,
    channels: u16,
    rate: u32,
    align: u16,
    bits: u16,
    /// For an extensible format; 0 if not stated.
    valid_bits: u16,
}

pub(super) fn u16_at(bytes: &[u8], at: usize, order: ByteOrder) -> u16 {
    let bytes = bytes[at..].first_chunk().copied().unwrap_or_default();
    match order {
        ByteOrder::Little => u16::from_le_bytes(bytes),
        ByteOrder::Big => u16::from_be_bytes(bytes),
    }
}

pub(super) fn u32_at(bytes: &[u8], at: usize, order: ByteOrder) -> u32 {
    let bytes = bytes[at..].first_chunk().copied().unwrap_or_default();
    match order {
        ByteOrder::Little => u32::from_le_bytes(bytes),
        ByteOrder::Big => u32::from_be_bytes(bytes),
    }
}

/// Parses the chunk's first [`FORMAT_BYTES`] bytes; its contents begin at byte `at` of the file.
pub(super) fn read(chunk: &[u8], order: ByteOrder, at: u64) -> Result<Format> {
    let fields = fields(chunk, order, at)?;
    let channels = checked_channels(u32::from(fields.channels), at + 2)?;
    let rate = checked_rate(f64::from(fields.rate), at + 4)?;
    let (sample, encoding) = match fields.tag {
        1 => (integer(&fields, order, at)?, "PCM"),
        3 => (float(fields.bits, order)?, "float"),
        6 => (SampleFormat::ALaw, "A-law"),
        7 => (SampleFormat::MuLaw, "µ-law"),
        2 | 17 => return packed(&fields, rate, at),
        MPEG | MP3 => return Ok(mpeg(fields.tag, rate)),
        tag => return Err(unsupported(tag)),
    };
    let container = sample.bytes() as u16 * 8;
    let bits = if fields.tag == 1 { stated_bits(&fields).min(container) } else { container };
    let expected = u64::from(channels) * sample.bytes() as u64;
    let size = HeaderFault::BlockSize { stated: fields.align, at: at + 12, channels, bytes: sample.bytes() };
    let note = Some(size).filter(|_| u64::from(fields.align) != expected);
    Ok(Format { sample, channels, rate, encoding, bits, blocks: None, is_mpeg: false, note })
}

/// Checks the channel count at byte `at` of a file.
pub(super) fn checked_channels(channels: u32, at: u64) -> Result<u16> {
    match u16::try_from(channels) {
        Ok(0) => Err(Error::malformed(format!("channel count in the header is 0 (byte {at})"))),
        Ok(channels @ ..=MAX_CHANNELS) => Ok(channels),
        _ => Err(Error::limit(
            format!("channel count in the header (byte {at})"),
            channels.into(),
            MAX_CHANNELS.into(),
            "",
        )),
    }
}

/// Checks the sample rate at byte `at` of a file.
pub(super) fn checked_rate(hertz: f64, at: u64) -> Result<SampleRate> {
    SampleRate::new(hertz).map_err(|_| Error::malformed(format!("sample rate in the header is {hertz} Hz (byte {at})")))
}

/// The format of ADPCM, whose unit of reading is a block.
fn packed(fields: &Fields, rate: SampleRate, at: u64) -> Result<Format> {
    let is_microsoft = fields.tag == 2;
    let blocks = Blocks { is_microsoft, channels: fields.channels, bytes: fields.align }.checked(at + 12)?;
    let encoding = if is_microsoft { "Microsoft ADPCM" } else { "IMA ADPCM" };
    let (sample, channels) = (SampleFormat::Unsigned8, fields.align);
    Ok(Format { sample, channels, rate, encoding, bits: 4, blocks: Some(blocks), is_mpeg: false, note: None })
}

/// The format of MPEG audio, whose frames have headers of their own.
fn mpeg(tag: u32, rate: SampleRate) -> Format {
    let encoding = if tag == MP3 { "MP3" } else { "MPEG audio" };
    let sample = SampleFormat::Unsigned8;
    Format { sample, channels: 1, rate, encoding, bits: 8, blocks: None, is_mpeg: true, note: None }
}

fn fields(chunk: &[u8], order: ByteOrder, at: u64) -> Result<Fields> {
    let short = |needed: usize| {
        let got = chunk.len();
        Error::malformed(format!("the fmt chunk at byte {at} must have at least {needed} bytes, got {got}"))
    };
    if chunk.len() < 16 {
        return Err(short(16));
    }
    let mut fields = Fields {
        tag: u32::from(u16_at(chunk, 0, order)),
        channels: u16_at(chunk, 2, order),
        rate: u32_at(chunk, 4, order),
        align: u16_at(chunk, 12, order),
        bits: u16_at(chunk, 14, order),
        valid_bits: 0,
    };
    const EXTENSIBLE: u32 = 0xFFFE;
    if fields.tag == EXTENSIBLE {
        if chunk.len() < FORMAT_BYTES {
            return Err(short(FORMAT_BYTES));
        }
        fields.valid_bits = u16_at(chunk, 18, order);
        fields.tag = sub_format(&chunk[24..40], order)?;
    }
    Ok(fields)
}

/// The format tag in a GUID of one of the two families that contain one: Microsoft's and ambisonic B-format's.
fn sub_format(guid: &[u8], order: ByteOrder) -> Result<u32> {
    const MEDIA: [u8; 8] = [0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];
    const AMBISONIC: [u8; 8] = [0x86, 0x44, 0xC8, 0xC1, 0xCA, 0x00, 0x00, 0x00];
    let middle = (u16_at(guid, 4, order), u16_at(guid, 6, order));
    let known =
        (middle == (0x0000, 0x0010) && guid[8..] == MEDIA) || (middle == (0x0721, 0x11D3) && guid[8..] == AMBISONIC);
    if known {
        return Ok(u32_at(guid, 0, order));
    }
    let text: String = guid.iter().map(|byte| format!("{byte:02x}")).collect();
    Err(Error::convertible(format!("WAV with an unknown sample format (GUID {text})")))
}

/// The significant bits, from an extensible header or else from a plain one.
fn stated_bits(fields: &Fields) -> u16 {
    if fields.valid_bits == 0 { fields.bits } else { fields.valid_bits }
}

/// Integers are left-justified in the smallest number of bytes, or in 4 or 8 if the block size requires it.
fn integer(fields: &Fields, order: ByteOrder, at: u64) -> Result<SampleFormat> {
    if fields.bits == 0 {
        return Err(Error::malformed(format!(
            "bits per sample in the header (byte {}) must be at least 1, got 0",
            at + 14
        )));
    }
    if fields.bits > 64 {
        return Err(Error::unsupported(format!(
            "WAV with {}-bit integers is not supported; supported: 1 to 64 bits",
            fields.bits
        )));
    }
    let least = fields.bits.div_ceil(8);
    let roomy = if least <= 4 { 4 } else { 8 };
    let bytes = if least > 2 && fields.align == roomy * fields.channels { roomy } else { least };
    match bytes {
        1 => Ok(SampleFormat::Unsigned8),
        bytes => Ok(SampleFormat::Signed { bytes: bytes as u8, order }),
    }
}

fn float(bits: u16, order: ByteOrder) -> Result<SampleFormat> {
    match bits {
        32 => Ok(SampleFormat::Float32(order)),
        64 => Ok(SampleFormat::Float64(order)),
        _ => Err(Error::unsupported(format!("WAV with {bits}-bit floats is not supported; supported: 32 and 64 bits"))),
    }
}

fn unsupported(tag: u32) -> Error {
    let name = match tag {
        0x0008 | 0x2001 => "DTS",
        0x000A | 0x0160..=0x0163 => "Windows Media Audio",
        0x0010 | 0x0017 => "OKI ADPCM",
        0x0014 | 0x0042 | 0x0111 | 0xA100 => "G.723.1",
        0x0020 => "Yamaha ADPCM",
        0x0022 => "TrueSpeech",
        0x0031 | 0x0032 => "GSM 6.10",
        0x0038 | 0x0057 | 0x0058 => "AMR",
        0x0040 | 0x0045 | 0x0064 => "G.726 ADPCM",
        0x0061 | 0x0062 => "Duck ADPCM",
        0x0065 | 0x028F => "G.722 ADPCM",
        0x0069 => "Xbox ADPCM",
        0x0083 => "G.729",
        0x0092 | 0x2000 => "AC-3",
        0x00FF | 0x1600..=0x1610 | 0x4143 | 0xA106 => "AAC",
        0x0130 => "Sipro",
        0x0200 => "Creative ADPCM",
        0x0270 => "ATRAC3",
        0x028E => "Siren",
        0x5346 => "Flash ADPCM",
        0x566F | 0x674F..=0x6771 => "Vorbis",
        0x5756 => "WavPack",
        0x6C61 => "ALAC",
        0x704F => "Opus",
        0xA109 => "Speex",
        0xF1AC => "FLAC",
        _ => return Error::convertible(format!("WAV with an unknown sample format (0x{tag:04X})")),
    };
    Error::convertible(format!("WAV with {name} (format 0x{tag:04X}) is not supported"))
}
