//! Passing over packets without decoding them.

use std::collections::VecDeque;

use symphonia::core::codecs::audio::AudioCodecId;
use symphonia::core::codecs::audio::well_known::*;

use super::decoding::Decoding;
use super::demux::{Event, Packet};
use super::mpeg::main_data_size;
use super::opus;
use crate::error::Result;

/// Samples per channel from which on passing over packets is worth the warm-up of the decoder.
pub(super) const WORTHWHILE: u64 = 1 << 15;

/// Bytes of main data, and packets, that a packet of layer III may depend on: those that it may begin in, and those
/// that overlap with it (ISO/IEC 11172-3, section 2.4.2.7).
const RESERVOIR: usize = 512;
const OVERLAP: usize = 3;

/// The packets before a position that its decoder must see first.
struct WarmUp {
    codec: AudioCodecId,
    packets: VecDeque<Packet>,
    /// Whether they do not continue what the decoder has seen.
    is_fresh: bool,
}

impl WarmUp {
    fn new(codec: AudioCodecId) -> Self {
        Self { codec, packets: VecDeque::new(), is_fresh: false }
    }

    fn push(&mut self, packet: Packet) {
        self.packets.push_back(packet);
        while !self.packets.is_empty() && self.is_enough(1) {
            self.packets.pop_front();
            self.is_fresh = true;
        }
    }

    /// What follows does not continue the packets so far.
    fn restart(&mut self) {
        self.packets.clear();
        self.is_fresh = true;
    }

    /// Whether the packets from number `first` on are enough.
    fn is_enough(&self, first: usize) -> bool {
        let rest = self.packets.range(first.min(self.packets.len())..);
        match self.codec {
            CODEC_ID_AAC | CODEC_ID_VORBIS | CODEC_ID_MP2 => rest.len() >= 1,
            // The filter bank reaches back 15 of the 12 steps of a packet.
            CODEC_ID_MP1 => rest.len() >= 2,
            CODEC_ID_MP3 => {
                let main = |packet: &Packet| main_data_size(&packet.data);
                let packets = rest.len();
                rest.take(packets.saturating_sub(OVERLAP)).map(main).sum::<usize>() >= RESERVOIR
            }
            CODEC_ID_OPUS => rest.filter_map(Packet::kept).sum::<u64>() >= opus::WARM_UP,
            _ => true,
        }
    }
}

impl Decoding {
    /// Passes over packets of up to `samples` samples per channel, without decoding more than the next packet needs;
    /// returns how many samples were passed.
    ///
    /// # Errors
    /// As [`Demuxer::next`](super::demux::Demuxer::next).
    pub(super) fn pass(&mut self, samples: u64) -> Result<u64> {
        let (start, target) = (self.at, self.at.saturating_add(samples));
        let mut warm_up = WarmUp::new(self.stream.codec);
        if self.held.is_none()
            && let Some(at) = self.demuxer.seek(target)?
        {
            self.at = at;
            warm_up.restart();
        }
        while self.end.is_none() {
            let event = self.event()?;
            let reach = match &event {
                Event::Packet(packet) => packet.kept().map(|samples| self.at.saturating_add(samples)),
                Event::Gap(samples) => Some(self.at.saturating_add(*samples)),
                Event::Break | Event::Stream(_) => Some(self.at),
                Event::End(_) => None,
            };
            let Some(reach) = reach.filter(|&reach| reach <= target) else {
                self.held = Some(event);
                break;
            };
            self.at = reach;
            match event {
                Event::Packet(packet) => warm_up.push(packet),
                Event::Stream(parameters) => {
                    warm_up = WarmUp::new(parameters.codec);
                    self.switch(*parameters);
                }
                _ => warm_up.restart(),
            }
        }
        if warm_up.is_fresh {
            self.decoder.reset();
        }
        for packet in &warm_up.packets {
            // Only what it leaves in the decoder matters.
            let _ = self.decoder.decode(packet, self.format);
        }
        let passed = self.at.saturating_sub(start);
        self.unchecked += passed;
        Ok(passed)
    }
}
