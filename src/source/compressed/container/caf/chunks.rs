//! The chunks of a CAF file.

use std::io;

use symphonia::core::audio::{Channels, layouts};
use symphonia::core::codecs::audio::well_known::*;
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters};

use crate::error::{Error, Result};
use crate::source::compressed::names::not_supported;
use crate::source::compressed::window::Window;
use crate::source::compressed::{opus, tag};
use crate::warning::{TrailingData, Warning};

pub(super) const NAME: &str = "CAF";
/// The maximum number of chunks to read.
const MAX_CHUNKS: usize = 1024;
/// The maximum size of a decoder's parameters, and of a packet table.
const MAX_COOKIE: u64 = 1 << 20;
const MAX_TABLE: u64 = 1 << 28;
/// Samples per channel of a packet of PCM.
pub(super) const PCM_PACKET: u64 = 1152;

/// The chunks of a file.
#[derive(Default)]
pub(super) struct Chunks {
    pub(super) description: Vec<u8>,
    pub(super) cookie: Vec<u8>,
    pub(super) table: Option<Vec<u8>>,
    /// The offset of the packets, and their bytes as stated and as present, edit count included.
    pub(super) data: Option<(u64, u64, u64)>,
    /// About data after the chunks.
    pub(super) warning: Option<Warning>,
}

impl Chunks {
    /// Reads them.
    pub(super) fn read(window: &mut Window) -> io::Result<Self> {
        let (mut chunks, size, mut at) = (Self::default(), window.size()?.unwrap_or(0), 8);
        for _ in 0..MAX_CHUNKS {
            window.go_to(at)?;
            window.fill(12)?;
            let Some((name, stated)) = window.ahead().get(..12).map(|head| head.split_at(4)) else { break };
            let (name, stated) = (name.to_vec(), stated.first_chunk().copied().map_or(0, i64::from_be_bytes));
            let room = size.saturating_sub(at + 12);
            if !name.iter().all(|byte| (b' '..=b'~').contains(byte)) {
                let is_padding = name == [0; 4] || tag::begins(window.ahead());
                let data = TrailingData::Bytes { bytes: size - at, has_more: false };
                chunks.warning = (!is_padding).then_some(Warning::TrailingData { at, data });
                break;
            }
            // A size of -1 means up to the end of the file.
            let stated = if stated == -1 { room } else { u64::try_from(stated).unwrap_or(u64::MAX) };
            match &name[..] {
                b"data" => chunks.data = Some((at + 16, stated, stated.min(room))),
                _ if stated > room => break,
                b"desc" => chunks.description = contents(window, 32)?,
                b"kuki" if stated <= MAX_COOKIE => chunks.cookie = contents(window, stated)?,
                b"pakt" if stated <= MAX_TABLE => chunks.table = Some(contents(window, stated)?),
                _ => {}
            }
            at = at.saturating_add(12).saturating_add(stated);
            if at >= size {
                break;
            }
        }
        Ok(chunks)
    }
}

/// The contents of the chunk ahead.
fn contents(window: &mut Window, size: u64) -> io::Result<Vec<u8>> {
    window.consume(12);
    window.fill(size as usize)?;
    Ok(window.ahead().iter().take(size as usize).copied().collect())
}

/// The audio description.
pub(super) struct Description {
    rate: f64,
    name: [u8; 4],
    flags: u32,
    /// Bytes and samples per channel of each packet; 0 where the packet table states them.
    pub(super) bytes: u64,
    pub(super) samples: u64,
    pub(super) channels: u32,
    bits: u32,
}

impl Description {
    /// Parses it.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let word = |at: usize| bytes.get(at..)?.first_chunk().copied().map(u32::from_be_bytes);
        let rate = f64::from_be_bytes(*bytes.first_chunk()?);
        let name = *bytes.get(8..)?.first_chunk()?;
        let (bytes, samples) = (u64::from(word(16)?), u64::from(word(20)?));
        Some(Self { rate, name, flags: word(12)?, bytes, samples, channels: word(24)?, bits: word(28)? })
    }

    fn codec(&self) -> Result<AudioCodecId> {
        Ok(match &self.name {
            b"lpcm" => self.pcm().ok_or_else(|| not_supported(NAME, &format!("{}-bit PCM", self.bits)))?,
            b"ima4" => CODEC_ID_ADPCM_IMA_QT,
            b"aac " => CODEC_ID_AAC,
            b"ulaw" => CODEC_ID_PCM_MULAW,
            b"alaw" => CODEC_ID_PCM_ALAW,
            b".mp1" => CODEC_ID_MP1,
            b".mp2" => CODEC_ID_MP2,
            b".mp3" => CODEC_ID_MP3,
            b"alac" => CODEC_ID_ALAC,
            b"flac" => CODEC_ID_FLAC,
            b"opus" => CODEC_ID_OPUS,
            name => {
                let name = name.escape_ascii();
                return Err(Error::convertible(format!("{NAME} with an unknown audio encoding ('{name}')")));
            }
        })
    }

    fn pcm(&self) -> Option<AudioCodecId> {
        let (is_float, is_little) = (self.flags & 1 != 0, self.flags & 2 != 0);
        let [big, little] = match (self.bits, is_float) {
            (16, false) => [CODEC_ID_PCM_S16BE, CODEC_ID_PCM_S16LE],
            (24, false) => [CODEC_ID_PCM_S24BE, CODEC_ID_PCM_S24LE],
            (32, false) => [CODEC_ID_PCM_S32BE, CODEC_ID_PCM_S32LE],
            (32, true) => [CODEC_ID_PCM_F32BE, CODEC_ID_PCM_F32LE],
            (64, true) => [CODEC_ID_PCM_F64BE, CODEC_ID_PCM_F64LE],
            _ => return None,
        };
        let is_packed = self.bytes * 8 == u64::from(self.channels) * u64::from(self.bits);
        Some(if is_little { little } else { big }).filter(|_| is_packed)
    }

    /// What a decoder must know of the packets.
    ///
    /// # Errors
    /// [`Error::Unsupported`] for an encoding that is not read.
    pub(super) fn parameters(&self, cookie: &[u8]) -> Result<AudioCodecParameters> {
        let mut parameters = AudioCodecParameters::new();
        let samples = if self.samples == 1 { PCM_PACKET } else { self.samples };
        parameters.for_codec(self.codec()?).with_sample_rate(self.rate as u32).with_bits_per_sample(self.bits);
        parameters.with_max_frames_per_packet(samples).with_frames_per_block(samples);
        parameters.with_channels(match self.channels {
            1 => layouts::CHANNEL_LAYOUT_MONO,
            2 => layouts::CHANNEL_LAYOUT_STEREO,
            more => Channels::Discrete(u16::try_from(more).unwrap_or(u16::MAX)),
        });
        match parameters.codec {
            CODEC_ID_OPUS => parameters.with_sample_rate(opus::RATE),
            CODEC_ID_AAC => return Ok(aac(parameters, cookie)),
            _ => &mut parameters,
        };
        if !cookie.is_empty() {
            parameters.with_extra_data(cookie.into());
        }
        Ok(parameters)
    }
}

/// The parameters with the configuration within the descriptors of AAC.
fn aac(mut parameters: AudioCodecParameters, mut cookie: &[u8]) -> AudioCodecParameters {
    while let [tag, rest @ ..] = cookie {
        // A size has up to four bytes, of which all but the last have the high bit set.
        let more = rest.iter().take(3).take_while(|&&byte| byte >= 0x80).count();
        let Some((size, contents)) = rest.split_at_checked(more + 1) else { break };
        let size = size.iter().fold(0, |size, &byte| size << 7 | usize::from(byte & 0x7F));
        let skipped = match tag {
            // An elementary stream: its number and flags, of which those for more fields are not used in CAF.
            3 => 3,
            // A decoder configuration: object type, stream type, buffer size, bit rates.
            4 => 13,
            5 => {
                parameters.with_extra_data(contents[..size.min(contents.len())].into());
                break;
            }
            _ => size,
        };
        cookie = contents.get(skipped..).unwrap_or_default();
    }
    parameters
}
