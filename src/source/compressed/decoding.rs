//! Packets decoded in order, on the calling thread or on several.

use std::collections::VecDeque;
use std::sync::Arc;

use symphonia::core::codecs::audio::well_known::{CODEC_ID_AAC, CODEC_ID_ALAC, CODEC_ID_FLAC};
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters};

use super::decoded::Decoded;
use super::decoder::{PacketDecoder, decoder_for};
use super::demux::{Demuxer, EndReason, Event, Packet};
use super::names;
use super::pool::{Group, Pool, Queued};
use super::sbr::SbrDetector;
use crate::error::{Error, Result};
use crate::source::SampleFormat;
use crate::warning::Warning;

/// The maximum number of consecutive packets without audio; more indicate a hostile file.
const MAX_EMPTY_PACKETS: u32 = 1 << 16;

/// The maximum number of missing samples per channel in total.
const MAX_MISSING: u64 = 1 << 26;

/// Packets and samples that became silence.
#[derive(Debug, Clone, Default)]
pub(super) struct Losses {
    packets: u64,
    /// Samples per channel, where known.
    pub(super) samples: u64,
    first_reason: Option<String>,
}

impl Losses {
    /// A warning about all losses, if any, but for samples that another warning states.
    pub(super) fn warning(&self, stated: u64) -> Option<Warning> {
        let samples = self.samples.saturating_sub(stated);
        let (packets, reason) = (self.packets, self.first_reason.clone());
        (samples > 0 || reason.is_some()).then_some(Warning::Undecoded { packets, samples, reason })
    }
}

/// What decoding yields next.
#[derive(Debug)]
pub(super) enum Step {
    /// A decoded packet, whose `data` are gone.
    Audio(Packet, Decoded),
    /// A packet that could not be decoded, and the samples per channel that are missing with it, where that is known.
    Loss(Option<u64>),
    /// Samples per channel that are missing.
    Gap(u64),
    End,
}

/// The packets of a track and their decoder.
pub(super) struct Decoding {
    pub(super) demuxer: Box<dyn Demuxer>,
    /// What the decoder must know of the packets.
    pub(super) stream: Arc<AudioCodecParameters>,
    pub(super) decoder: Box<dyn PacketDecoder>,
    /// The format of the samples, once a packet is decoded.
    pub(super) format: Option<SampleFormat>,
    pool: Option<Pool>,
    /// What was found in the container and is being decoded, in order.
    queue: VecDeque<Queued>,
    ready: VecDeque<(Packet, Result<Decoded, String>)>,
    /// An event that was taken from the demuxer and is still to be handled.
    pub(super) held: Option<Event>,
    /// Samples per channel delivered or passed so far.
    pub(super) at: u64,
    /// Those that were passed without being decoded.
    pub(super) unchecked: u64,
    /// Consecutive packets without audio.
    empty_packets: u32,
    pub(super) losses: Losses,
    pub(super) sbr: SbrDetector,
    /// The first different encoding in a chained or joined file.
    pub(super) new_encoding: Option<&'static str>,
    /// Why the packets ended, if they did.
    pub(super) end: Option<EndReason>,
}

/// Whether each packet can be decoded without those before.
fn is_independent(codec: AudioCodecId) -> bool {
    [CODEC_ID_FLAC, CODEC_ID_ALAC].contains(&codec)
}

impl Decoding {
    /// # Errors
    /// As [`decoder_for`].
    pub(super) fn new(demuxer: Box<dyn Demuxer>) -> Result<Self> {
        let track = demuxer.track();
        let decoder = decoder_for(track.container, &track.parameters)?;
        Ok(Self {
            stream: Arc::new(track.parameters.clone()),
            demuxer,
            decoder,
            format: None,
            pool: None,
            queue: VecDeque::new(),
            ready: VecDeque::new(),
            held: None,
            at: 0,
            unchecked: 0,
            empty_packets: 0,
            losses: Losses::default(),
            sbr: SbrDetector::default(),
            new_encoding: None,
            end: None,
        })
    }

    /// Decodes on so many threads from now on, if the packets do not depend on one another.
    pub(super) fn use_threads(&mut self, threads: usize) {
        if threads > 1 && self.pool.is_none() && is_independent(self.stream.codec) {
            self.pool = Pool::start(threads, self.demuxer.track().container);
        }
    }

    /// Ends the packets, unless they have ended already.
    pub(super) fn stop(&mut self, end: EndReason) {
        self.end.get_or_insert(end);
    }

    /// Whether no packet is decoded or being decoded that was not delivered.
    pub(super) fn is_idle(&self) -> bool {
        self.queue.is_empty() && self.ready.is_empty() && self.end.is_none()
    }

    /// The error for a file without decodable audio.
    pub(super) fn no_audio(&self) -> Error {
        let (track, warnings) = (self.demuxer.track(), self.demuxer.warnings());
        let reason = match (&self.end, &self.losses.first_reason) {
            (_, Some(reason)) => format!(" ({reason})"),
            (Some(EndReason::Damaged(what)), _) => format!(" ({what})"),
            (Some(EndReason::Cut | EndReason::Unmarked), _) => " (truncated inside the first packet)".to_owned(),
            _ => warnings.first().map_or_else(String::new, |seen| format!(" ({seen})")),
        };
        let what = match (self.losses.packets, track.samples) {
            (0, Some(stated @ 1..)) => format!("without any of the {stated} samples stated in the header"),
            (0, _) => "without audio".to_owned(),
            (1, _) => "with 1 packet, which cannot be decoded".to_owned(),
            (lost, _) => format!("with {lost} packets, none of which can be decoded"),
        };
        Error::malformed(format!("{} {what}{reason}", track.container))
    }

    /// Decodes up to the next step.
    ///
    /// # Errors
    /// As [`Demuxer::next`].
    pub(super) fn next(&mut self) -> Result<Step> {
        loop {
            if self.end.is_some() {
                return Ok(Step::End);
            }
            if self.empty_packets > MAX_EMPTY_PACKETS {
                self.stop(EndReason::Damaged(format!("{MAX_EMPTY_PACKETS} packets in a row without audio")));
                continue;
            }
            if let Some((packet, decoded)) = self.ready.pop_front() {
                match self.settle(packet, decoded) {
                    Some(step) => return Ok(step),
                    None => continue,
                }
            }
            match self.upcoming()? {
                Queued::Failure(error) => return Err(error),
                Queued::Group(group) => self.ready.extend(group.wait()?),
                Queued::Event(Event::Packet(packet)) => self.decode(packet),
                Queued::Event(Event::Gap(samples)) => return Ok(self.gap(samples)),
                Queued::Event(Event::Break) => self.decoder.reset(),
                Queued::Event(Event::Stream(parameters)) => self.switch(*parameters),
                Queued::Event(Event::End(end)) => self.stop(end),
            }
        }
    }

    /// The next part of the container, once the threads have enough to do.
    fn upcoming(&mut self) -> Result<Queued> {
        let Some(most) = self.pool.as_ref().map(Pool::groups) else { return self.event().map(Queued::Event) };
        while self.queue.len() < most && !self.queue.back().is_some_and(Queued::is_barrier) {
            self.enqueue();
        }
        Ok(self.queue.pop_front().unwrap_or(Queued::Event(Event::End(EndReason::Regular))))
    }

    /// Gives the next packets to the threads, up to something else, which goes into the queue behind them.
    fn enqueue(&mut self) {
        let mut packets = Vec::new();
        let mut samples = 0;
        let other = loop {
            match self.event() {
                Ok(Event::Packet(packet)) => {
                    samples += packet.samples.unwrap_or(0);
                    packets.push(packet);
                    if Group::is_full(packets.len(), samples) {
                        break None;
                    }
                }
                Ok(event) => break Some(Queued::Event(event)),
                Err(error) => break Some(Queued::Failure(error)),
            }
        };
        if let Some(pool) = self.pool.as_ref().filter(|_| !packets.is_empty()) {
            self.queue.push_back(Queued::Group(pool.decode(packets, &self.stream, self.format)));
        }
        self.queue.extend(other);
    }

    /// The next event of the container.
    pub(super) fn event(&mut self) -> Result<Event> {
        self.held.take().map_or_else(|| self.demuxer.next(), Ok)
    }

    fn decode(&mut self, mut packet: Packet) {
        // Empty packets cost no bytes, and some decoders return audio for them.
        if packet.data.is_empty() {
            self.empty_packets += 1;
            return;
        }
        if self.stream.codec == CODEC_ID_AAC {
            self.sbr.inspect(&packet.data);
        }
        let decoded = self.decoder.decode(&packet, self.format);
        packet.data = Box::default();
        self.ready.push_back((packet, decoded));
    }

    /// What comes of a decoded packet; nothing if it has no audio and should have none.
    fn settle(&mut self, packet: Packet, decoded: Result<Decoded, String>) -> Option<Step> {
        match decoded {
            Ok(decoded) if decoded.samples > 0 => {
                self.empty_packets = 0;
                self.format.get_or_insert(decoded.format);
                self.at += decoded.samples.saturating_sub(packet.trim.0 + packet.trim.1) as u64;
                Some(Step::Audio(packet, decoded))
            }
            // Its time passes without audio.
            Ok(_) if self.format.is_some() && packet.lasts() => Some(self.lose(&packet, "it contains no audio")),
            Ok(_) => {
                self.empty_packets += 1;
                None
            }
            Err(reason) => {
                self.empty_packets += 1;
                Some(self.lose(&packet, &reason))
            }
        }
    }

    /// Counts a lost packet.
    fn lose(&mut self, packet: &Packet, reason: &str) -> Step {
        let samples = packet.kept();
        self.losses.packets += 1;
        self.losses.samples += samples.unwrap_or(0);
        self.losses.first_reason.get_or_insert_with(|| reason.to_owned());
        self.at += samples.unwrap_or(0);
        Step::Loss(samples)
    }

    /// Counts missing samples; so many that the numbers must be wrong end the packets.
    fn gap(&mut self, samples: u64) -> Step {
        if samples > MAX_MISSING.saturating_sub(self.losses.samples) {
            self.stop(EndReason::Damaged(format!("{samples} samples missing")));
            return Step::End;
        }
        self.losses.samples += samples;
        self.at += samples;
        Step::Gap(samples)
    }

    /// Goes on with another stream of the file.
    pub(super) fn switch(&mut self, parameters: AudioCodecParameters) {
        // Its packets may be too damaged to show another rate.
        if let (Some(rate), Some(channels)) = (parameters.sample_rate, &parameters.channels)
            && self.stream.sample_rate.is_some_and(|before| before != rate)
        {
            let change = format!("the stream changes to {rate} Hz and {} channels", channels.count());
            return self.stop(EndReason::Damaged(change));
        }
        match decoder_for(self.demuxer.track().container, &parameters) {
            Ok(decoder) => {
                if parameters.codec != self.stream.codec {
                    self.new_encoding = self.new_encoding.or_else(|| names::encoding(parameters.codec));
                }
                (self.decoder, self.stream) = (decoder, Arc::new(parameters));
                self.pool = self.pool.take().filter(|_| is_independent(self.stream.codec));
            }
            Err(error) => {
                self.stop(EndReason::Damaged(format!("another stream that cannot be decoded ({error})")));
            }
        }
    }
}
