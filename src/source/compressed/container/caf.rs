//! Core Audio Format.
//!
//! # Source
//! Apple, *Core Audio Format Specification 1.0*; ISO/IEC 14496-1, section 7.2.6 (descriptors of AAC).

use std::io;

use symphonia::core::audio::{Channels, layouts};
use symphonia::core::codecs::audio::well_known::*;
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters};

use crate::error::{Error, Result};
use crate::source::compressed::demux::{Demuxer, EndReason, Ending, Event, First, Packet, Timing, Track};
use crate::source::compressed::fault::cannot_read;
use crate::source::compressed::lengths::Lengths;
use crate::source::compressed::names::{self, not_supported};
use crate::source::compressed::window::{Bytes, Window};
use crate::source::compressed::{flac, opus, tag};
use crate::source::facts::Texts;
use crate::warning::{TrailingData, Warning};

const NAME: &str = "CAF";
/// The maximum number of chunks to read.
const MAX_CHUNKS: usize = 1024;
/// The maximum size of a decoder's parameters, and of a packet table.
const MAX_COOKIE: u64 = 1 << 20;
const MAX_TABLE: u64 = 1 << 28;
/// Bytes of the packet table's header.
const TABLE_HEAD: usize = 24;
/// Samples per channel of a packet of PCM.
const PCM_PACKET: u64 = 1152;

/// The chunks of a file.
#[derive(Default)]
struct Chunks {
    description: Vec<u8>,
    cookie: Vec<u8>,
    table: Option<Vec<u8>>,
    /// The offset of the packets, and their bytes as stated and as present, edit count included.
    data: Option<(u64, u64, u64)>,
    /// About data after the chunks.
    warning: Option<Warning>,
}

impl Chunks {
    fn read(window: &mut Window) -> io::Result<Self> {
        let (mut chunks, size, mut at) = (Self::default(), window.size()?.unwrap_or(0), 8);
        for _ in 0..MAX_CHUNKS {
            window.go_to(at)?;
            window.fill(12)?;
            let Some((name, stated)) = window.ahead().get(..12).map(|head| head.split_at(4)) else { break };
            let (name, stated) = (name.to_vec(), stated.first_chunk().copied().map_or(0, i64::from_be_bytes));
            let room = size - (at + 12);
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
struct Description {
    rate: f64,
    name: [u8; 4],
    flags: u32,
    /// Bytes and samples per channel of each packet; 0 where the packet table states them.
    bytes: u64,
    samples: u64,
    channels: u32,
    bits: u32,
}

impl Description {
    fn of(bytes: &[u8]) -> Option<Self> {
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

    fn parameters(&self, cookie: &[u8]) -> Result<AudioCodecParameters> {
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

/// An open CAF file.
struct Caf {
    window: Window,
    track: Track,
    lengths: Lengths,
    /// Bytes and samples per channel of each packet; 0 where the table states them.
    sizes: (u64, u64),
    /// The rest of the packet table, and the number of packets in it.
    table: std::vec::IntoIter<u8>,
    packets: u64,
    /// Bytes of packets left.
    left: u64,
    /// Bytes of packets as stated and as present.
    bytes: (u64, u64),
    /// The time of the next packet.
    time: i64,
    /// Samples per channel of padding at both ends.
    padding: (u64, u64),
    warning: Option<Warning>,
}

/// Opens a CAF file.
///
/// # Errors
/// [`Error::Malformed`] for a broken header, [`Error::Unsupported`] for an encoding that is not read, [`Error::Io`].
pub(in super::super) fn open(bytes: Bytes) -> Result<Box<dyn Demuxer>> {
    let mut window = Window::new(bytes);
    let chunks = Chunks::read(&mut window).map_err(cannot_read)?;
    let Some((at, stated, present)) = chunks.data else {
        return Err(Error::malformed("CAF without samples (no 'data' chunk)"));
    };
    let description = Description::of(&chunks.description).filter(|description| description.channels > 0);
    let description = description.ok_or_else(|| Error::malformed("CAF with a damaged header"))?;
    let parameters = description.parameters(&chunks.cookie)?;
    let (bytes, samples) = (description.bytes, description.samples);
    let is_listed = bytes == 0 || samples == 0;
    let head = chunks.table.as_deref().and_then(<[u8]>::first_chunk::<TABLE_HEAD>).copied().unwrap_or_default();
    let long = |at: usize| head[at..].first_chunk().copied().map_or(0, u64::from_be_bytes);
    let word = |at: usize| head[at..].first_chunk().copied().map_or(0, i32::from_be_bytes).max(0).unsigned_abs();
    let left = present.saturating_sub(4);
    let length = if is_listed { long(8) } else { (left / bytes).saturating_mul(samples) };
    if is_listed && chunks.table.is_none() {
        let rest = if stated > present { "; the file is truncated" } else { "" };
        return Err(Error::malformed(format!("CAF without its packet table (no 'pakt' chunk){rest}")));
    }
    let mut table = chunks.table.unwrap_or_default().into_iter();
    table.by_ref().take(TABLE_HEAD).for_each(drop);
    window.go_to(at).map_err(cannot_read)?;
    let (rate, padding) = (parameters.sample_rate.unwrap_or(0), (u64::from(word(16)), u64::from(word(20))));
    let lengths = Lengths::new(&parameters, Some((1, rate)));
    let track = Track { container: NAME, parameters, samples: Some(length), texts: Texts::default() };
    Ok(Box::new(Caf {
        window,
        track,
        lengths,
        sizes: (bytes, samples),
        table,
        packets: long(0),
        left,
        bytes: (stated, present),
        time: -(padding.0 as i64),
        padding,
        warning: chunks.warning,
    }))
}

impl Caf {
    /// The next number of the packet table.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        loop {
            let byte = self.table.next()?;
            number = number.checked_mul(128)? | u64::from(byte & 0x7F);
            // All bytes of a number but the last have the high bit set.
            if byte < 0x80 {
                return Some(number);
            }
        }
    }

    /// Bytes and samples per channel of the next packet.
    fn size(&mut self) -> Option<(u64, u64)> {
        match self.sizes {
            (bytes @ 1.., 1) => {
                let samples = PCM_PACKET.min(self.left / bytes);
                Some((samples * bytes, samples)).filter(|_| samples > 0)
            }
            (bytes @ 1.., samples @ 1..) => Some((bytes, samples)).filter(|_| self.left > 0),
            (bytes, samples) => {
                self.packets = self.packets.checked_sub(1)?;
                let bytes = if bytes == 0 { self.number()? } else { bytes };
                Some((bytes, if samples == 0 { self.number()? } else { samples }))
            }
        }
    }

    fn packet(&mut self) -> io::Result<Event> {
        let Some((bytes, duration)) = self.size() else { return Ok(Event::End(EndReason::Regular)) };
        if bytes > self.left {
            return Ok(Event::End(EndReason::Cut));
        }
        self.left -= bytes;
        self.window.fill(bytes as usize)?;
        let Some(data) = self.window.ahead().get(..bytes as usize).map(Box::<[u8]>::from) else {
            return Ok(Event::End(EndReason::Cut));
        };
        self.window.consume(data.len());
        let samples = self.lengths.samples(&data, duration);
        let time = self.time;
        self.time = time.saturating_add_unsigned(duration);
        // The decoder does not verify checksums.
        match samples {
            Some(samples) if self.track.parameters.codec == CODEC_ID_FLAC && !flac::is_whole(&data) => {
                Ok(Event::Gap(samples))
            }
            _ => Ok(Event::Packet(Packet { data, samples, trim: (0, 0), time, duration })),
        }
    }
}

impl Demuxer for Caf {
    fn track(&self) -> &Track {
        &self.track
    }

    fn next(&mut self) -> Result<Event> {
        self.packet().map_err(cannot_read)
    }

    fn timing(&self, first: &First) -> Timing {
        let parameters = &self.track.parameters;
        let (lead, length) = (self.padding.0, self.track.samples.filter(|&length| length > 0));
        // For compressed audio, the length is an upper bound: padding follows it, up to one packet unless stated.
        let is_lossless = parameters.codec == CODEC_ID_ALAC;
        let is_bound = is_lossless || names::bits(parameters).is_none();
        let padding = match self.padding.1 {
            _ if !is_bound => 0,
            0 if !is_lossless => first.samples,
            padding => padding,
        };
        let ending = Ending::stated(length, padding);
        Timing { lead, delay: 0.0, length: length.filter(|_| !is_bound), ending, jitter: None }
    }

    fn warnings(&self) -> Vec<Warning> {
        let (claimed, found) = self.bytes;
        let cut = (claimed > found).then_some(Warning::TruncatedBytes { claimed, found });
        cut.into_iter().chain(self.warning.clone()).collect()
    }
}
