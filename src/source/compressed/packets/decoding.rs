//! Decoding of consecutive packets.

use std::collections::VecDeque;
use std::io;

use symphonia::core::codecs::audio::well_known::{CODEC_ID_AAC, CODEC_ID_MP1, CODEC_ID_MP2, CODEC_ID_MP3};
use symphonia::core::codecs::audio::{AudioCodecId, AudioDecoder};
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::FormatReader;
use symphonia::core::packet::Packet;

use super::super::decoder::decoder_for;
use super::super::event::{DecodedPacket, DemuxEvent, EndReason, Losses};
use super::super::fault::reason;
use super::super::frame_stream::{self, Feed, SkippedTotal};
use super::super::matroska::{Outline, Trims};
use super::super::medium::cannot_read;
use super::super::ogg::{self, Timed};
use super::super::open::Container;
use super::super::sbr::SbrDetector;
use super::super::{flac, names};
use crate::error::Result;
use crate::source::guard::guarded;
use crate::source::signature::Kind;
use crate::warning::Warning;

/// The maximum number of consecutive packets without audio; more indicate a hostile file.
const MAX_EMPTY_PACKETS: u32 = 1 << 16;

/// Consecutive packets with another rate or channel count that prove another stream and not damage.
const MIN_NEW_STREAM: u32 = 16;

/// The maximum number of samples per channel of silence to return at a time.
const GAP: u64 = 1 << 12;

/// Bytes of packets allowed beyond the size of the file: some containers store a common prefix of packets once.
const SPARE_BYTES: u64 = 1 << 20;

/// The packets of one track and their decoder.
pub(in super::super) struct Packets {
    pub(super) kind: Kind,
    pub(super) reader: Box<dyn FormatReader>,
    pub(super) decoder: Box<dyn AudioDecoder>,
    pub(super) track: u32,
    /// Bytes of packets still accepted.
    budget: u64,
    /// The start and duration of the last packet with audio.
    timing: Option<(i64, u64)>,
    /// The time at which that packet ends.
    pub(super) end_time: Option<i64>,
    /// Consecutive packets without audio.
    empty_packets: u32,
    /// Consecutive packets that differ from the first in rate or channels: lost, if a matching packet follows.
    pub(super) mismatched: u32,
    /// Lost packets still to be reported before the audio that follows them.
    pending_losses: Option<u32>,
    /// Whether packets state the number of their first sample.
    pub(super) has_sample_numbers: bool,
    /// Missing samples per channel still to be reported before the audio that follows them.
    pub(super) gap: u64,
    pub(super) losses: Losses,
    sbr: SbrDetector,
    pub(super) codec: AudioCodecId,
    /// The first different encoding in a chained or joined file.
    pub(super) new_codec: Option<AudioCodecId>,
    /// The prefix that was stripped from all packets.
    common_start: Vec<u8>,
    /// Padding in the packets of Matroska, and that of the last packet in nanoseconds.
    trims: Trims,
    trim: (u64, u64),
    /// Whether the demuxer's error at the end of the file is expected.
    is_open: bool,
    /// Corrects the times of Ogg packets.
    pub(super) timed: Option<Timed>,
    /// Observations about FLAC frames.
    pub(super) flac: Option<flac::Notes>,
    /// Gaps between MP4 fragments.
    pub(super) gaps: VecDeque<(i64, u64)>,
    /// The source of frames without a container.
    pub(super) feed: Option<Feed>,
    end: Option<EndReason>,
}

impl Packets {
    pub(in super::super) fn new(container: Container) -> Result<Self> {
        let Container {
            kind,
            reader,
            track,
            parameters,
            bytes,
            common_start,
            is_open,
            frame_stream,
            notes,
            flac,
            fragments,
            outline,
            trims,
            ..
        } = container;
        let decoder = decoder_for(kind, &parameters)?;
        let budget = bytes.map_or(u64::MAX, |bytes| bytes.saturating_add(SPARE_BYTES));
        let losses = Losses::default();
        // Without a clock that counts samples, the duration of gaps is unknown.
        let clock = track.time_base.zip(parameters.sample_rate);
        let counts_samples = clock.is_some_and(|(clock, rate)| (clock.numer.get(), clock.denom.get()) == (1, rate));
        let gaps = fragments.filter(|_| counts_samples).map(|fragments| fragments.gaps).unwrap_or_default();
        let (empty_packets, mismatched, pending_losses, gap, end, timing, end_time) = (0, 0, None, 0, None, None, None);
        let has_sample_numbers = matches!(kind, Kind::Ogg | Kind::Flac);
        Ok(Self {
            kind,
            reader,
            decoder,
            track: track.id,
            budget,
            timing,
            end_time,
            empty_packets,
            mismatched,
            pending_losses,
            has_sample_numbers,
            gap,
            losses,
            sbr: SbrDetector::default(),
            codec: parameters.codec,
            new_codec: None,
            common_start,
            trims,
            trim: (0, 0),
            is_open: is_open || outline == Outline::Open,
            timed: notes.map(Timed::new),
            flac,
            gaps,
            feed: frame_stream.map(|frame_stream| Feed::new(frame_stream, track.num_frames)),
            end,
        })
    }

    /// The last decoded packet, with its padding; valid until the next.
    pub(in super::super) fn decoded(&self) -> DecodedPacket<'_> {
        let (time, duration) = self.timing.unwrap_or_default();
        let buffer = self.decoder.last_decoded();
        let rate = f64::from(buffer.spec().rate());
        let samples = |nanoseconds: u64| (nanoseconds as f64 * rate / 1e9).round() as usize;
        DecodedPacket { trim: (samples(self.trim.0), samples(self.trim.1)), buffer, time, duration }
    }

    /// The losses so far.
    pub(in super::super) fn losses(&self) -> &Losses {
        &self.losses
    }

    /// Whether the stream uses SBR, which the decoder ignores.
    pub(in super::super) fn has_sbr(&self) -> bool {
        self.sbr.is_present()
    }

    /// The data skipped so far between frames without a container.
    pub(in super::super) fn skipped(&self) -> Option<&SkippedTotal> {
        self.feed.as_ref().map(Feed::skipped)
    }

    /// The encoding to which the stream has changed.
    pub(in super::super) fn new_encoding(&self) -> Option<&'static str> {
        self.new_codec.and_then(names::encoding)
    }

    /// Warnings about the container.
    pub(in super::super) fn container_warnings(&self) -> Vec<Warning> {
        let pages = self.timed.iter().flat_map(Timed::warnings);
        pages.chain(self.flac.iter().flat_map(flac::Notes::warnings)).collect()
    }

    /// Why the packets ended, if they did.
    pub(in super::super) fn end(&self) -> Option<&EndReason> {
        self.end.as_ref()
    }

    /// Ends the packets, unless they have ended already.
    pub(in super::super) fn stop(&mut self, end: EndReason) {
        self.end.get_or_insert(end);
    }

    /// Decodes up to the next packet with audio or with an error.
    pub(in super::super) fn next(&mut self) -> Result<DemuxEvent> {
        let mut trimmed = 0;
        loop {
            if let Some(losses) = self.pending_losses {
                if losses > 0 {
                    self.pending_losses = Some(losses - 1);
                    return Ok(DemuxEvent::Loss);
                }
                if self.gap > 0 {
                    let some = self.gap.min(GAP);
                    self.gap -= some;
                    return Ok(DemuxEvent::Gap(some as usize));
                }
                self.pending_losses = None;
                return Ok(if self.end.is_some() { DemuxEvent::End } else { DemuxEvent::Audio });
            }
            if self.end.is_some() {
                return Ok(DemuxEvent::End);
            }
            if self.empty_packets > MAX_EMPTY_PACKETS {
                self.stop(EndReason::Damaged(format!("{MAX_EMPTY_PACKETS} packets in a row without audio")));
                continue;
            }
            let Some(packet) = self.packet(trimmed)? else { continue };
            // Empty packets cost no bytes, and some decoders return audio for them.
            if packet.data.is_empty() || packet.track_id != self.track {
                self.empty_packets += u32::from(packet.data.is_empty());
                continue;
            }
            self.empty_packets += 1;
            let packet = self.completed(packet);
            self.skip_to(packet.pts.get());
            if self.codec == CODEC_ID_AAC {
                self.sbr.inspect(&packet.data);
            }
            let decoder = &mut self.decoder;
            match guarded(|| decoder.decode(&packet).map(|buffer| buffer.frames())) {
                // Its time passes without audio.
                Ok(0)
                    if matches!(self.kind, Kind::Mp4 | Kind::Caf) && self.timing.is_some() && !is_trimmed(&packet) =>
                {
                    return Ok(self.lose("it contains no audio"));
                }
                Ok(0) => trimmed += u32::from(packet.trim_end.get() > 0),
                Ok(_) => {
                    self.empty_packets = 0;
                    if self.has_sample_numbers && !self.continues(packet.pts.get()) {
                        continue;
                    }
                    let begins = packet.pts.get().saturating_add_unsigned(packet.trim_start.get());
                    self.timing = Some((begins, packet.dur.get()));
                    self.end_time = Some(ogg::end_of(&packet));
                    self.pending_losses = Some(self.drop_mismatched());
                }
                Err(Fault::ResetRequired) => self.decoder.reset(),
                // In joined files, the decoder rejects a stream of another rate or channel count.
                Err(Fault::DecodeError(_)) if self.has_other_signal(&packet) => {
                    self.mismatched += 1;
                    if self.mismatched >= MIN_NEW_STREAM {
                        self.mismatched = 0;
                        self.stop(EndReason::Damaged("the stream changes its sample rate or channels".to_owned()));
                    }
                }
                Err(fault) => {
                    let loss = self.lose(&reason(&fault));
                    if !self.has_sample_numbers {
                        return Ok(loss);
                    }
                }
            }
        }
    }

    /// Whether a frame of MPEG audio differs from the decoded ones in rate or channel count.
    fn has_other_signal(&self, packet: &Packet) -> bool {
        let is_mpeg = [CODEC_ID_MP1, CODEC_ID_MP2, CODEC_ID_MP3].contains(&self.codec);
        let decoded = self.decoder.last_decoded();
        let signal = (decoded.spec().rate(), decoded.spec().channels().count());
        is_mpeg && frame_stream::signal(&packet.data).is_some_and(|own| own != signal)
    }

    /// Restores the common prefix of a packet.
    fn completed(&self, mut packet: Packet) -> Packet {
        if !self.common_start.is_empty() {
            packet.data = [&self.common_start, &packet.data[..]].concat().into();
        }
        packet
    }

    /// The container's next packet; `None` if it must be asked again, or at the end.
    fn packet(&mut self, trimmed: u32) -> Result<Option<Packet>> {
        let reader = &mut self.reader;
        let next = guarded(|| match &mut self.timed {
            Some(timed) => timed.next(reader.as_mut(), self.track),
            None => reader.next_packet(),
        });
        let end = match next {
            Ok(Some(mut packet)) => match self.budget.checked_sub(packet.data.len() as u64) {
                Some(budget) => {
                    self.budget = budget;
                    if packet.track_id == self.track {
                        self.trim = self.trims.next();
                    }
                    if let Some(feed) = &mut self.feed {
                        let (silence, follows) = feed.take(&mut packet);
                        self.gap += silence;
                        if !follows {
                            self.decoder.reset();
                        }
                    }
                    return Ok(Some(packet));
                }
                None => EndReason::Damaged("packets overlap".to_owned()),
            },
            // A few packets that are trimmed entirely are encoder padding.
            Ok(None) if trimmed > 4 || trimmed > 0 && self.feed.as_ref().is_some_and(Feed::is_miscounted) => {
                EndReason::Surplus
            }
            Ok(None) => match self.end_of_stream() {
                Some(end) => end,
                None => return Ok(None),
            },
            Err(Fault::ResetRequired) => {
                self.empty_packets += 1;
                self.restart();
                return Ok(None);
            }
            Err(Fault::IoError(error)) if error.kind() == io::ErrorKind::UnexpectedEof => {
                self.fill_end();
                match &self.timed {
                    Some(timed) if !timed.is_cut() => EndReason::Unmarked,
                    None if self.is_open && self.kind == Kind::Matroska => EndReason::Regular,
                    _ => EndReason::Cut,
                }
            }
            Err(Fault::IoError(error)) if error.kind() != io::ErrorKind::InvalidInput => {
                return Err(cannot_read(error));
            }
            // If the last box has no size, the demuxer looks for another box after it.
            Err(Fault::DecodeError(_)) if self.is_open && self.kind == Kind::Mp4 => EndReason::Regular,
            Err(fault) => EndReason::Damaged(reason(&fault)),
        };
        self.stop(end);
        self.pending_losses = Some(self.drop_mismatched());
        Ok(None)
    }
}

fn is_trimmed(packet: &Packet) -> bool {
    packet.trim_start.get() > 0 || packet.trim_end.get() > 0
}
