//! Packets decoded one after another.

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

/// Packets in a row without a sample, beyond which a file is taken for hostile.
const MAX_EMPTY_PACKETS: u32 = 1 << 16;

/// Packets in a row of another rate or number of channels that are no damage but another stream.
const MIN_NEW_STREAM: u32 = 16;

/// Samples per channel of silence that are handed out at a time.
const GAP: u64 = 1 << 12;

/// Bytes of packets that a file may bring beyond its own size: some containers keep the common start of packets once.
const SPARE_BYTES: u64 = 1 << 20;

/// The packets of one track, and what decodes them.
pub(in super::super) struct Packets {
    pub(super) kind: Kind,
    pub(super) reader: Box<dyn FormatReader>,
    pub(super) decoder: Box<dyn AudioDecoder>,
    pub(super) track: u32,
    /// Bytes of packets still to be accepted.
    budget: u64,
    /// When the last packet that brought sound begins, and how long it lasts.
    timing: Option<(i64, u64)>,
    /// Where what follows it begins.
    pub(super) end_time: Option<i64>,
    /// Packets in a row that brought nothing.
    empty_packets: u32,
    /// Packets in a row that do not go with the first: lost, if any that does still follows.
    pub(super) mismatched: u32,
    /// Lost packets that are still to be told of before the sound that followed them.
    pending_losses: Option<u32>,
    /// Whether packets say by themselves which sample of the whole they begin with.
    pub(super) has_sample_numbers: bool,
    /// Samples per channel that are missing before the sound that followed them.
    pub(super) gap: u64,
    pub(super) losses: Losses,
    sbr: SbrDetector,
    pub(super) codec: AudioCodecId,
    /// Of joined files, the first encoding that is not that of the first.
    pub(super) new_codec: Option<AudioCodecId>,
    /// What every packet begins with and does not hold.
    common_start: Vec<u8>,
    /// What of packets of Matroska is padding, and nanoseconds of it at the ends of the last.
    trims: Trims,
    trim: (u64, u64),
    /// Whether what its reader makes of the end of the file is no damage.
    is_open: bool,
    /// What puts packets of Ogg in their places.
    pub(super) timed: Option<Timed>,
    /// What is seen of frames of FLAC.
    pub(super) flac: Option<flac::Notes>,
    /// Where fragments of MP4 are missing.
    pub(super) gaps: VecDeque<(i64, u64)>,
    /// Where packets without a container come from.
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
        // Without a clock that counts samples they are not known.
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

    /// What the last packet brought that brought sound, until the next; what it says is to be trimmed is.
    pub(in super::super) fn decoded(&self) -> DecodedPacket<'_> {
        let (time, duration) = self.timing.unwrap_or_default();
        let buffer = self.decoder.last_decoded();
        let rate = f64::from(buffer.spec().rate());
        let samples = |nanoseconds: u64| (nanoseconds as f64 * rate / 1e9).round() as usize;
        DecodedPacket { trim: (samples(self.trim.0), samples(self.trim.1)), buffer, time, duration }
    }

    /// What was lost so far.
    pub(in super::super) fn losses(&self) -> &Losses {
        &self.losses
    }

    /// Whether the upper half of the band is coded in a way that is passed over.
    pub(in super::super) fn has_sbr(&self) -> bool {
        self.sbr.is_present()
    }

    /// What was between packets so far, of those without a container.
    pub(in super::super) fn skipped(&self) -> Option<&SkippedTotal> {
        self.feed.as_ref().map(Feed::skipped)
    }

    /// The encoding to which it changed on the way.
    pub(in super::super) fn new_encoding(&self) -> Option<&'static str> {
        self.new_codec.and_then(names::encoding)
    }

    /// What is to be told of what they were in.
    pub(in super::super) fn container_warnings(&self) -> Vec<Warning> {
        let pages = self.timed.iter().flat_map(Timed::warnings);
        pages.chain(self.flac.iter().flat_map(flac::Notes::warnings)).collect()
    }

    /// Why it ended, if it did.
    pub(in super::super) fn end(&self) -> Option<&EndReason> {
        self.end.as_ref()
    }

    /// Takes no more packets.
    pub(in super::super) fn stop(&mut self, end: EndReason) {
        self.end.get_or_insert(end);
    }

    /// Decodes up to the next packet that brings sound or cannot be decoded.
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
            // A packet of no bytes costs a file nothing, and some decoders make sound of it.
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
                // Its time passes all the same.
                Ok(0)
                    if matches!(self.kind, Kind::Mp4 | Kind::Caf) && self.timing.is_some() && !is_trimmed(&packet) =>
                {
                    return Ok(self.lose("no audio in it"));
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
                // Of joined files what follows is another stream, which a decoder does not change to.
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

    /// Whether a packet of MPEG audio is of another rate or number of channels than those that were decoded.
    fn has_other_signal(&self, packet: &Packet) -> bool {
        let is_mpeg = [CODEC_ID_MP1, CODEC_ID_MP2, CODEC_ID_MP3].contains(&self.codec);
        let decoded = self.decoder.last_decoded();
        let signal = (decoded.spec().rate(), decoded.spec().channels().count());
        is_mpeg && frame_stream::signal(&packet.data).is_some_and(|own| own != signal)
    }

    /// A packet with the bytes that are common to all.
    fn completed(&self, mut packet: Packet) -> Packet {
        if !self.common_start.is_empty() {
            packet.data = [&self.common_start, &packet.data[..]].concat().into();
        }
        packet
    }

    /// The container's next packet; none where it has to be asked again, or has come to its end.
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
            // A few that are trimmed whole are an encoder's padding.
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
            // Where no box says where the last ends, the reader looks for another behind it.
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
