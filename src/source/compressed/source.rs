//! A compressed file or stream as a source of samples.

use std::fs::File;
use std::io::{Cursor, Read};

use super::super::Facts;
use super::super::audio::{AudioSource, AudioSpec, SourceReport};
use super::super::signature::Kind;
use super::block::Block;
use super::ending::Ending;
use super::event::{DemuxEvent, EndReason};
use super::medium::{cannot_read, spooled};
use super::open::{self, Container};
use super::packets::Packets;
use super::report::{container_warnings, late_start, no_audio};
use super::spec::{samples_per_tick, spec_of};
use super::{frame_stream, mp4, names, tags};
use crate::error::Result;
use crate::warning::Warning;

/// The maximum rounding error of a packet duration in seconds: one tick of QuickTime's coarsest clock.
const ROUNDING: f64 = 1.0 / 600.0;

/// The maximum number of samples per channel of silence to insert at a time before the first packet.
const SILENCE: u64 = 1 << 12;

/// An open file or stream of compressed audio.
pub struct Compressed {
    packets: Packets,
    block: Block,
    /// Samples per channel missing before the first packet, which is decoded but not taken yet.
    before: Option<u64>,
    spec: AudioSpec,
    facts: Facts,
    /// Samples per channel delivered so far.
    delivered: u64,
    ending: Ending,
    /// Samples per channel by which packets were too short.
    short: u64,
    finished: bool,
    warnings: Vec<Warning>,
}

impl Compressed {
    /// Opens a regular file.
    ///
    /// # Errors
    /// [`Error::Malformed`] for a broken header or where no packet can be decoded,
    /// [`Error::Unsupported`] for an encoding that is not read,
    /// [`Error::Limit`] beyond 1024 channels, [`Error::Io`] where reading fails.
    pub(in super::super) fn open_file(kind: Kind, file: &File) -> Result<Self> {
        if kind == Kind::Mp4 {
            mp4::check(&mut file.try_clone().map_err(cannot_read)?)?;
        }
        // Other formats need no index; with seeking, their demuxers would only guess at lengths.
        if !matches!(kind, Kind::Mp4 | Kind::Caf | Kind::Matroska) {
            return open::forward(kind, file).and_then(Self::new);
        }
        // Truncated files can often still be read without seeking.
        open::file(kind, file).and_then(Self::new).or_else(|error| {
            open::forward(kind, file).and_then(Self::new).map_err(|again| match kind {
                // With seeking, the demuxer ignores truncated elements.
                Kind::Matroska => again,
                _ => error,
            })
        })
    }

    /// Opens a stream.
    ///
    /// # Errors
    /// As [`Compressed::open_file`].
    pub(in super::super) fn open(kind: Kind, mut reader: impl Read + Send + 'static) -> Result<Self> {
        // Their index may follow the samples, and only in a file is an end surely not an interruption.
        if matches!(kind, Kind::Mp4 | Kind::Caf | Kind::Matroska) {
            let copy = spooled(reader)?;
            return Self::open_file(kind, &copy);
        }
        let start = match kind {
            Kind::Mpeg | Kind::Id3 => frame_stream::Start::of(&mut reader).map_err(cannot_read)?,
            _ => frame_stream::Start::default(),
        };
        // Another file may follow the counted one, and frames may be missing.
        let is_counted = start.counts();
        let reader = Cursor::new(start.bytes).chain(reader);
        if is_counted {
            let copy = spooled(reader)?;
            return Self::open_file(kind, &copy);
        }
        open::stream(kind, reader).and_then(Self::new)
    }

    fn new(mut container: Container) -> Result<Self> {
        let (kind, track_index, is_whole) = (container.kind, container.track_index, container.is_whole);
        let encoding = names::encoding(container.parameters.codec).unwrap_or("unknown");
        let bits = names::bits(&container.parameters);
        let facts = Facts {
            container: if kind == Kind::Mpeg { encoding } else { kind.name() },
            encoding,
            bits: bits.and_then(|bits| u16::try_from(bits).ok()),
            texts: tags::texts(container.reader.as_mut(), container.uid),
        };
        let (clock, claimed) = (container.track.time_base.unwrap_or_default(), container.track.num_frames);
        let (mut lead, mut delay) = (container.lead, container.delay);
        let mut warnings = container_warnings(&container);
        let (extent, edits, delay_before) = (container.extent, container.edits, container.trims.delay);
        let padding = u64::from(container.track.padding.unwrap_or(0));
        let media = container.track.num_frames.filter(|_| container.fragments.is_none());

        let mut packets = Packets::new(container)?;
        let mut before = 0;
        loop {
            match packets.next()? {
                DemuxEvent::Loss => {}
                DemuxEvent::Gap(samples) => before += samples as u64,
                DemuxEvent::Audio | DemuxEvent::End => break,
            }
        }
        if packets.end().is_some() {
            return Err(no_audio(kind, &packets, extent, claimed, &warnings));
        }
        let first = packets.decoded();
        let spec = spec_of(&first.buffer, bits)?;
        if kind == Kind::Matroska {
            lead = first.time.min(0).unsigned_abs();
        }
        let samples_per_tick = samples_per_tick(clock, spec.sample_rate);
        if matches!(kind, Kind::Matroska | Kind::Ogg) {
            delay = (first.time as f64 * samples_per_tick - before as f64) / spec.sample_rate.get();
        }
        warnings.extend(late_start(delay));
        let lead = lead as f64 * samples_per_tick;
        // The clock of the packets rounds the lead.
        let delay = delay_before as f64 * spec.sample_rate.get() / 1e9;
        let is_rounded = kind == Kind::Matroska && first.time <= 0 && (lead - delay).abs() <= samples_per_tick;
        let lead = if is_rounded { delay } else { lead }.round() as u64;
        let media = media.filter(|_| kind == Kind::Mp4).map(|ticks| ticks as f64 * samples_per_tick - lead as f64);
        let edited = media.and_then(|media| Ending::edited(&edits, media, spec.sample_rate.get()));
        let counts_samples = samples_per_tick == 1.0;
        let claimed = claimed.filter(|_| counts_samples && is_whole).and_then(|length| match kind {
            Kind::Mp4 => length.checked_sub(lead),
            // The length is the end time of the last sample, and the first time need not be zero.
            Kind::Ogg => u64::try_from(i128::from(length) - i128::from(first.time)).ok(),
            _ => Some(length),
        });
        let claimed = claimed.map(|length| edited.map_or(length, |edited| edited.end.min(length)));
        let claimed = claimed.filter(|&length| length > 0);
        let missing = packets.missing_before().filter(|_| claimed.is_some());
        let claimed = claimed.map(|length| length.saturating_sub(missing.unwrap_or(0)));
        if let Some(missing) = missing {
            warnings.push(Warning::MissingStart { samples: missing });
        }
        let jitter = (spec.sample_rate.get() * ROUNDING).ceil() as usize;
        let jitter = (kind == Kind::Mp4 && counts_samples).then_some(jitter);
        let block = Block::new(spec.format, spec.channels, lead, jitter);
        warnings.extend(track_index.warning());
        // For compressed audio in CAF, the length is an upper bound: padding follows it.
        let is_bound = kind == Kind::Caf && bits.is_none_or(|_| encoding == "ALAC");
        let spec = AudioSpec { length: claimed.filter(|_| !is_bound), ..spec };
        // Without a stated padding, up to one packet is padding, except for lossless encodings.
        let padding = match (is_bound, padding) {
            (true, 0) if encoding != "ALAC" => first.buffer.frames() as u64,
            (true, padding) => padding,
            (false, _) => 0,
        };
        let ending = edited.unwrap_or(Ending::stated(claimed, padding));
        Ok(Self {
            packets,
            block,
            before: Some(before),
            spec,
            facts,
            ending,
            delivered: 0,
            short: 0,
            finished: false,
            warnings,
        })
    }

    /// Properties of the file.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Decodes the next packet; false at the end.
    fn advance(&mut self) -> Result<bool> {
        if let Some(samples) = self.before.take() {
            if samples > 0 {
                let some = samples.min(SILENCE);
                self.before = Some(samples - some);
                self.block.gap(some as usize);
            } else {
                self.block.put(&self.packets.decoded());
            }
            return Ok(true);
        }
        match self.packets.next()? {
            DemuxEvent::Audio => {
                let packet = self.packets.decoded();
                let (rate, channels) = (f64::from(packet.buffer.spec().rate()), packet.buffer.num_planes());
                if (rate, channels) == (self.spec.sample_rate.get(), self.spec.channels) {
                    self.short += self.block.put(&packet) as u64;
                    return Ok(true);
                }
                let change = format!("the stream changes to {rate} Hz and {channels} channels");
                self.packets.stop(EndReason::Damaged(change));
                Ok(false)
            }
            DemuxEvent::Loss => {
                self.block.silence();
                Ok(true)
            }
            DemuxEvent::Gap(samples) => {
                self.block.gap(samples);
                Ok(true)
            }
            DemuxEvent::End => Ok(false),
        }
    }

    /// Whether there is audio beyond the stated length that is not padding.
    fn has_audio_beyond_length(&mut self) -> Result<bool> {
        let padding = self.ending.padding;
        let mut beyond = self.block.audio_left() as u64;
        while beyond <= padding && padding < u64::MAX {
            if !self.packets.has_more_audio()? {
                return Ok(false);
            }
            beyond += self.packets.decoded().buffer.frames() as u64;
        }
        Ok(beyond > padding)
    }

    /// Adds the warnings about how the stream ended.
    fn finish(&mut self) {
        let found = self.delivered;
        let warning = match self.packets.end() {
            Some(EndReason::Damaged(reason)) => Some(Warning::Damaged { reason: reason.clone(), after: found }),
            Some(EndReason::Surplus) => Some(Warning::BeyondCount { after: found }),
            Some(EndReason::Cut) if self.spec.length.is_none() => Some(Warning::TruncatedPacket { after: found }),
            Some(EndReason::Unmarked) => Some(Warning::NoEndMark { after: found }),
            _ => None,
        };
        self.warnings.extend(warning);
        if let Some(claimed) = self.spec.length.filter(|&claimed| claimed > found) {
            self.warnings.push(Warning::Truncated { claimed, found });
        }
    }
}

impl AudioSource for Compressed {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let unit = self.spec.bytes_per_sample_frame();
        let left = self.ending.end - self.delivered;
        let wanted = usize::try_from(left).map_or(bytes.len(), |left| bytes.len().min(left.saturating_mul(unit)));
        let mut filled = 0;
        while filled < wanted {
            filled += self.block.copy_to(&mut bytes[filled..wanted]);
            if filled < wanted && !self.advance()? {
                break;
            }
        }
        self.delivered += (filled / unit) as u64;
        if filled < bytes.len() && !self.finished {
            self.finished = true;
            if filled == wanted && self.has_audio_beyond_length()? {
                self.packets.stop(EndReason::Surplus);
            }
            self.finish();
        }
        Ok(filled)
    }

    fn report(&self) -> SourceReport {
        let mut warnings = self.warnings.clone();
        if self.packets.has_sbr() {
            warnings.push(Warning::HalfBand { above: self.spec.sample_rate.get() / 2.0 });
        }
        warnings.extend(self.packets.losses().warning());
        if self.short > 0 {
            warnings.push(Warning::ShortPackets { samples: self.short });
        }
        let from = self.facts.encoding;
        warnings.extend(self.packets.skipped().and_then(|skipped| skipped.warning(from)));
        warnings.extend(self.packets.container_warnings());
        warnings.extend(self.packets.new_encoding().map(|to| Warning::EncodingChanged { from, to }));
        SourceReport { warnings, texts: None }
    }
}
