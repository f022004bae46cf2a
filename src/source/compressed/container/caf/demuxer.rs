//! The packets of a CAF file.

use std::io;

use symphonia::core::codecs::audio::well_known::{CODEC_ID_ALAC, CODEC_ID_FLAC};

use super::chunks::{Chunks, Description, NAME, PCM_PACKET};
use crate::error::{Error, Result};
use crate::source::compressed::demux::{Demuxer, EndReason, Ending, Event, First, Packet, Timing, Track};
use crate::source::compressed::fault::cannot_read;
use crate::source::compressed::flac;
use crate::source::compressed::lengths::Lengths;
use crate::source::compressed::names;
use crate::source::compressed::window::{Bytes, Window};
use crate::source::facts::Texts;
use crate::warning::Warning;

/// Bytes of the packet table's header.
const TABLE_HEAD: usize = 24;

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
pub(in super::super::super) fn open(bytes: Bytes) -> Result<Box<dyn Demuxer>> {
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
    let length = if is_listed { long(8).min(i64::MAX as u64) } else { (left / bytes).saturating_mul(samples) };
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
