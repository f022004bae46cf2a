//! Frame headers of MPEG audio and of AAC in ADTS.
//!
//! # Source
//! ISO/IEC 11172-3 section 2.4.1.3 and 13818-3 section 2.4.2.3 for MPEG audio, layer 0 of which is
//! ISO/IEC 13818-7 section 6.2 (ADTS).

use symphonia::core::audio::{Channels, layouts};
use symphonia::core::codecs::audio::well_known::{CODEC_ID_AAC, CODEC_ID_MP1, CODEC_ID_MP2, CODEC_ID_MP3};
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters};

use crate::error::Error;

/// The minimum number of bytes to recognize a header.
pub(super) const HEADER: usize = 7;
/// The maximum size of a frame, that of ADTS.
pub(super) const MAX_SIZE: usize = (1 << 13) - 1;

/// The bit of [`Header::stream`] that marks MPEG audio of one channel.
const MONO: u32 = 1;
/// Sample rates of ADTS in Hz.
const ADTS_RATES: [u32; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350];

/// The contents of a frame header.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Header {
    /// Bytes of the frame, header included.
    pub(super) size: usize,
    /// The size before rounding to whole bytes.
    pub(super) mean_size: f64,
    /// Samples per channel.
    pub(super) samples: u32,
    /// The header bits that all frames of a stream share: layer, rate, channels.
    pub(super) stream: u32,
}

/// Parses a frame header; `None` unless the frame can be decoded.
pub(super) fn header(bytes: &[u8]) -> Option<Header> {
    let word = bytes.first_chunk().copied().map(u32::from_be_bytes).filter(|word| word >> 21 == 0x7FF)?;
    if layer_bits(word) == 0 { adts(word, bytes) } else { mpeg(word) }
}

/// Why data that should begin with a frame do not.
pub(super) fn fault(bytes: &[u8]) -> Error {
    let is_aac = bytes.get(1).is_some_and(|byte| byte & 6 == 0);
    unsupported(bytes).map_or_else(
        || Error::malformed(format!("{} without a complete packet", if is_aac { "AAC" } else { "MP3" })),
        Error::convertible,
    )
}

/// Why a frame that looks valid is unsupported.
fn unsupported(bytes: &[u8]) -> Option<String> {
    let &[first, second, third, fourth] = bytes.first_chunk()?;
    let name = name(u32::from_be_bytes([first, second, third, fourth]));
    let with_rate = |third| header(&[first, second, third, 0]).is_some();
    if third >> 4 == 0 && name != "AAC" && with_rate(third | 0x40) {
        return Some(format!("free-format {name} is not supported"));
    }
    let mut one = *bytes.first_chunk::<HEADER>()?;
    let blocks = one[HEADER - 1] & 3;
    one[HEADER - 1] &= !3;
    let is_several = name == "AAC" && blocks > 0 && header(&one).is_some();
    is_several.then(|| "AAC with several raw data blocks per frame is not supported".to_owned())
}

/// Samples per second of MPEG audio.
fn rate(word: u32) -> Option<u32> {
    let halvings = match word >> 19 & 3 {
        0 => 2,
        1 => return None,
        version => 3 - version,
    };
    [44_100_u32, 48_000, 32_000].get((word >> 10 & 3) as usize).map(|rate| rate >> halvings)
}

/// The name of the encoding.
fn name(word: u32) -> &'static str {
    ["AAC", "MP3", "MP2", "MP1"][layer_bits(word)]
}

/// The layer of MPEG audio, counted down from 4; 0 for ADTS, whose headers have the same sync word.
fn layer_bits(word: u32) -> usize {
    (word >> 17 & 3) as usize
}

impl Header {
    /// The name of the encoding.
    pub(super) fn name(&self) -> &'static str {
        name(self.stream)
    }

    /// Whether only the channel count differs between two streams of MPEG audio.
    pub(super) fn differs_in_channels(&self, other: &Self) -> bool {
        self.stream ^ other.stream == MONO
    }

    /// What a decoder must know of the stream.
    pub(super) fn parameters(&self) -> AudioCodecParameters {
        const CODECS: [AudioCodecId; 4] = [CODEC_ID_AAC, CODEC_ID_MP3, CODEC_ID_MP2, CODEC_ID_MP1];
        let layer = layer_bits(self.stream);
        let mut parameters = AudioCodecParameters::new();
        parameters.for_codec(CODECS[layer]);
        let (rate, channels) = match layer {
            0 => (ADTS_RATES.get((self.stream >> 10 & 15) as usize).copied(), adts_channels(self.stream)),
            _ if self.stream & MONO != 0 => (rate(self.stream), Some(layouts::CHANNEL_LAYOUT_MONO)),
            _ => (rate(self.stream), Some(layouts::CHANNEL_LAYOUT_STEREO)),
        };
        parameters.sample_rate = rate;
        parameters.channels = channels;
        parameters
    }

    /// Bytes of the frame before the data that a decoder expects: all of MPEG audio belongs to its packet.
    pub(super) fn prefix(&self, frame: &[u8]) -> usize {
        let has_checksum = frame.get(1).is_some_and(|byte| byte & 1 == 0);
        match layer_bits(self.stream) {
            0 if has_checksum => HEADER + 2,
            0 => HEADER,
            _ => 0,
        }
    }
}

/// The channels of ADTS; `None` if the first packet states them.
fn adts_channels(word: u32) -> Option<Channels> {
    Some(match word >> 6 & 7 {
        0 => return None,
        1 => layouts::CHANNEL_LAYOUT_MONO,
        2 => layouts::CHANNEL_LAYOUT_STEREO,
        3 => layouts::CHANNEL_LAYOUT_AAC_3P0,
        4 => layouts::CHANNEL_LAYOUT_AAC_4P0,
        5 => layouts::CHANNEL_LAYOUT_AAC_5P0,
        6 => layouts::CHANNEL_LAYOUT_AAC_5P1,
        _ => layouts::CHANNEL_LAYOUT_AAC_7P1,
    })
}

fn adts(word: u32, bytes: &[u8]) -> Option<Header> {
    let rest = bytes.get(3..HEADER)?;
    let size = usize::from(rest[0] & 3) << 11 | usize::from(rest[1]) << 3 | usize::from(rest[2]) >> 5;
    let least = if word >> 16 & 1 == 0 { HEADER + 2 } else { HEADER };
    let is_valid = word >> 20 & 1 == 1 && word >> 10 & 15 < 13 && size >= least && rest[3] & 3 == 0;
    is_valid.then_some(Header { size, mean_size: size as f64, samples: 1024, stream: word & 0xFFFE_FDC0 })
}

/// The bit rate of MPEG audio in kbit/s.
fn kilobits(word: u32) -> Option<u16> {
    /// Bit rates in kbit/s: layers I, II and III of MPEG-1, then layer I and the other layers of MPEG-2.
    const RATES: [[u16; 14]; 5] = [
        [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    let (version, layer) = (word >> 19 & 3, 4 - (word >> 17 & 3));
    let row = if version == 3 { layer - 1 } else { 3 + u32::from(layer > 1) };
    RATES[row as usize].get((word >> 12 & 15).checked_sub(1)? as usize).copied()
}

fn mpeg(word: u32) -> Option<Header> {
    let (version, layer) = (word >> 19 & 3, 4 - (word >> 17 & 3));
    let is_first = version == 3;
    let kilobits = kilobits(word)?;
    let rate = rate(word)?;
    let is_mono = word >> 6 & 3 == 3;
    // Layer II defines no tables for these bit rates.
    if layer == 2 && if is_mono { kilobits >= 224 } else { matches!(kilobits, 32 | 48 | 56 | 80) } {
        return None;
    }
    let (samples, slot) = match layer {
        1 => (384, 4),
        3 if !is_first => (576, 1),
        _ => (1152, 1),
    };
    let bits = u32::from(kilobits) * 1000;
    let slots = samples / 8 / slot * bits / rate + (word >> 9 & 1);
    let mean_size = f64::from(samples / 8) * f64::from(bits) / f64::from(rate);
    let stream = word & 0xFFFE_0C00 | if is_mono { MONO } else { 0 };
    Some(Header { size: (slots * slot) as usize, mean_size, samples, stream })
}
