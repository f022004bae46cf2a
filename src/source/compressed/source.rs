//! A compressed file or stream as a source of samples.

use std::fs::File;
use std::io::Read;
use std::num::NonZeroUsize;

use super::super::Facts;
use super::super::audio::{AudioSource, AudioSpec, SourceReport};
use super::super::signature::Kind;
use super::super::wav::Embedded;
use super::block::Block;
use super::decoded::Decoded;
use super::decoding::{Decoding, Step};
use super::demux::{Demuxer, EndReason, Ending, First, Packet};
use super::flac::Verification;
use super::open;
use super::skip::WORTHWHILE;
use super::{mpeg, names};
use crate::error::{Error, Result};
use crate::units::SampleRate;
use crate::warning::Warning;

/// The maximum number of samples per channel of silence to insert at a time.
const SILENCE: u64 = 1 << 12;

/// The maximum number of channels, as for WAV.
const MAX_CHANNELS: usize = 1024;

/// Seconds by which audio must begin later than the file to be more than the rounding of clocks.
const LATE: f64 = 0.1;

/// An open file or stream of compressed audio.
pub struct Compressed {
    decoding: Decoding,
    block: Block,
    /// Samples per channel of silence still to be delivered.
    silence: u64,
    /// The first packet, until it is delivered.
    first: Option<(Packet, Decoded)>,
    spec: AudioSpec,
    facts: Facts,
    /// Samples per channel delivered so far.
    delivered: u64,
    ending: Ending,
    /// Samples per channel by which packets were too short.
    short: u64,
    finished: bool,
    warnings: Vec<Warning>,
    /// The checksum of what was delivered, as long as that is everything.
    verification: Option<Verification>,
}

impl Compressed {
    /// Opens a regular file.
    ///
    /// # Errors
    /// [`Error::Malformed`](crate::Error::Malformed) for a broken header or where no packet can be decoded,
    /// [`Error::Unsupported`](crate::Error::Unsupported) for an encoding that is not read,
    /// [`Error::Limit`](crate::Error::Limit) beyond 1024 channels, [`Error::Io`](crate::Error::Io) where reading fails.
    pub(in super::super) fn open_file(kind: Kind, file: &File) -> Result<Self> {
        open::file(kind, file, Self::new)
    }

    /// Opens a stream.
    ///
    /// # Errors
    /// As [`Compressed::open_file`].
    pub(in super::super) fn open(kind: Kind, reader: impl Read + Send + 'static) -> Result<Self> {
        open::stream(kind, Box::new(reader), Self::new)
    }

    /// Opens MPEG audio in another container.
    ///
    /// # Errors
    /// As [`Compressed::open_file`].
    pub(in super::super) fn open_embedded(embedded: Embedded) -> Result<Self> {
        mpeg::within(embedded).and_then(Self::new)
    }

    /// Decodes up to the first packet with audio.
    pub(super) fn new(demuxer: Box<dyn Demuxer>) -> Result<Self> {
        let track = demuxer.track().clone();
        let encoding = names::encoding(track.parameters.codec).unwrap_or("unknown");
        let bits = names::bits(&track.parameters).and_then(|bits| u16::try_from(bits).ok());
        let facts = Facts { container: track.container, encoding, bits, texts: track.texts };
        let mut decoding = Decoding::new(demuxer)?;
        let mut gap = 0;
        let (packet, decoded) = loop {
            match decoding.next()? {
                // All of it is padding.
                Step::Audio(packet, _) if packet.kept() == Some(0) => {}
                Step::Audio(packet, decoded) => break (packet, decoded),
                Step::Loss(samples) => gap += samples.unwrap_or(0),
                Step::Gap(samples) => gap += samples,
                Step::End => return Err(decoding.no_audio()),
            }
        };
        let spec = spec_of(&decoded)?;
        let rate = spec.sample_rate;
        let timing = decoding.demuxer.timing(&First { time: packet.time, samples: decoded.samples as u64, gap, rate });
        let late = (timing.delay >= LATE).then_some(Warning::StartsLate { seconds: timing.delay });
        let block = Block::new(spec.format, spec.channels, timing.lead, timing.jitter);
        Ok(Self {
            decoding,
            block,
            silence: gap,
            first: Some((packet, decoded)),
            spec: AudioSpec { length: timing.length, ..spec },
            facts,
            ending: timing.ending,
            delivered: 0,
            short: 0,
            finished: false,
            warnings: late.into_iter().collect(),
            verification: Verification::of(&track.parameters),
        })
    }

    /// Properties of the file.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Makes the next samples ready; false at the end.
    fn advance(&mut self) -> Result<bool> {
        if self.silence > 0 {
            let some = self.silence.min(SILENCE);
            self.silence -= some;
            self.block.gap(some as usize);
            return Ok(true);
        }
        if let Some((packet, decoded)) = self.first.take() {
            self.short += self.block.put(&packet, decoded) as u64;
            return Ok(true);
        }
        match self.decoding.next()? {
            Step::Audio(packet, decoded) => return Ok(self.take(&packet, decoded)),
            Step::Loss(samples) => self.silence = samples.unwrap_or(self.block.usual()),
            Step::Gap(samples) => self.silence = samples,
            Step::End => return Ok(false),
        }
        Ok(true)
    }

    /// Makes the samples of a packet ready, mixed to the channels of the first; false if its rate is another.
    fn take(&mut self, packet: &Packet, decoded: Decoded) -> bool {
        let (rate, channels) = (f64::from(decoded.rate), decoded.channels);
        if rate != self.spec.sample_rate.get() {
            let change = format!("the stream changes to {rate} Hz and {channels} channels");
            self.decoding.stop(EndReason::Damaged(change));
            return false;
        }
        if channels != self.spec.channels {
            let from = self.spec.channels;
            let is_known = self.warnings.iter().any(|warning| matches!(warning, Warning::ChannelsChanged { .. }));
            let after = self.decoding.at - decoded.samples as u64;
            let change = Warning::ChannelsChanged { from, to: channels, after };
            self.warnings.extend((!is_known).then_some(change));
        }
        self.short += self.block.put(packet, decoded.mixed(self.spec.channels)) as u64;
        true
    }

    /// Whether there is audio beyond the stated length that is not padding.
    fn has_audio_beyond_length(&mut self) -> Result<bool> {
        let padding = self.ending.padding;
        let mut beyond = self.block.audio_left() as u64;
        let losses = self.decoding.losses.clone();
        while beyond <= padding && padding < u64::MAX {
            match self.decoding.next()? {
                Step::Audio(packet, decoded) => {
                    beyond += decoded.samples.saturating_sub(packet.trim.0 + packet.trim.1) as u64;
                }
                Step::Loss(_) | Step::Gap(_) => {}
                Step::End => break,
            }
        }
        // Losses where nothing is delivered are none.
        self.decoding.losses = losses;
        Ok(beyond > padding)
    }

    /// Adds the warnings about how the stream ended.
    fn finish(&mut self) {
        let found = self.delivered;
        let warning = match &self.decoding.end {
            Some(EndReason::Damaged(reason)) => Some(Warning::Damaged { reason: reason.clone(), after: found }),
            Some(EndReason::Surplus) => Some(Warning::BeyondCount { after: found }),
            Some(EndReason::Cut) if self.spec.length.is_none() => Some(Warning::TruncatedPacket { after: found }),
            Some(EndReason::Unmarked) => Some(Warning::NoEndMark { after: found }),
            _ => None,
        };
        self.warnings.extend(warning);
        if let Some(claimed) = self.spec.length.filter(|&claimed| claimed > found) {
            self.warnings.push(Warning::Truncated { claimed, found });
        } else if self.decoding.losses.samples == 0 {
            self.warnings.extend(self.verification.as_ref().and_then(Verification::warning));
        }
    }

    /// Samples per channel up to the stated end.
    fn left(&self) -> u64 {
        self.ending.end - self.delivered
    }

    /// Ends the source after its stated end, or else after its last sample.
    fn end(&mut self, is_stated: bool) -> Result<()> {
        if !self.finished {
            self.finished = true;
            if is_stated && self.has_audio_beyond_length()? {
                self.decoding.stop(EndReason::Surplus);
            }
            self.finish();
        }
        Ok(())
    }
}

impl AudioSource for Compressed {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn use_threads(&mut self, threads: NonZeroUsize) {
        self.decoding.use_threads(threads.get());
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let unit = self.spec.bytes_per_sample_frame();
        let wanted =
            usize::try_from(self.left()).map_or(bytes.len(), |left| bytes.len().min(left.saturating_mul(unit)));
        let mut filled = 0;
        while filled < wanted {
            filled += self.block.copy_to(&mut bytes[filled..wanted]);
            if filled < wanted && !self.advance()? {
                break;
            }
        }
        self.delivered += (filled / unit) as u64;
        if let Some(verification) = &mut self.verification {
            verification.add(&bytes[..filled]);
        }
        if filled < bytes.len() {
            self.end(filled == wanted)?;
        }
        Ok(filled)
    }

    fn skip(&mut self, sample_frames: u64) -> Result<u64> {
        self.verification = None;
        let wanted = sample_frames.min(self.left());
        let mut passed = self.block.skip(wanted);
        while passed < wanted {
            let waits = self.silence > 0 || self.first.is_some() || !self.decoding.is_idle();
            if !waits && wanted - passed > WORTHWHILE {
                let over = self.decoding.pass((wanted - passed).saturating_add(self.block.lead()))?;
                passed += self.block.pass(over);
            }
            if passed < wanted && !self.advance()? {
                break;
            }
            passed += self.block.skip(wanted - passed);
        }
        self.delivered += passed;
        if passed < sample_frames {
            self.end(passed == wanted)?;
        }
        Ok(passed)
    }

    fn report(&self) -> SourceReport {
        let mut warnings = self.decoding.demuxer.warnings();
        warnings.extend_from_slice(&self.warnings);
        if self.decoding.sbr.is_present() {
            warnings.push(Warning::HalfBand { above: self.spec.sample_rate.get() / 2.0 });
        }
        warnings.extend(self.decoding.losses.warning(self.decoding.demuxer.reported_gaps()));
        if self.short > 0 {
            warnings.push(Warning::ShortPackets { samples: self.short });
        }
        let from = self.facts.encoding;
        warnings.extend(self.decoding.new_encoding.map(|to| Warning::EncodingChanged { from, to }));
        SourceReport { warnings, texts: None, unchecked: self.decoding.unchecked }
    }
}

/// What a source delivers whose first packet is this.
fn spec_of(first: &Decoded) -> Result<AudioSpec> {
    let &Decoded { rate, channels, format, .. } = first;
    let sample_rate =
        SampleRate::new(f64::from(rate)).map_err(|_| Error::malformed("sample rate in the header is 0 Hz"))?;
    match channels {
        1..=MAX_CHANNELS => Ok(AudioSpec { sample_rate, channels, complex: false, format, length: None }),
        _ => Err(Error::limit("channel count in the header", channels as u64, MAX_CHANNELS as u64, "")),
    }
}
