//! Results of demuxing and decoding.

use symphonia::core::audio::GenericAudioBufferRef;

use crate::warning::Warning;

/// The result of reading the next packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DemuxEvent {
    /// Decoded audio: see [`Packets::decoded`].
    Audio,
    /// A packet that could not be decoded.
    Loss,
    /// A number of missing samples per channel.
    Gap(usize),
    /// The end of the packets.
    End,
}

/// A packet's decoded audio and its time, in ticks of the track's clock.
pub(super) struct DecodedPacket<'a> {
    pub(super) buffer: GenericAudioBufferRef<'a>,
    /// Padding samples per channel at its start and end.
    pub(super) trim: (usize, usize),
    pub(super) time: i64,
    pub(super) duration: u64,
}

/// Packets and samples that could not be decoded.
#[derive(Debug, Clone, Default)]
pub(super) struct Losses {
    pub(super) packets: u64,
    /// Missing samples per channel, where known.
    pub(super) samples: u64,
    pub(super) first_reason: Option<String>,
}

impl Losses {
    /// A warning about all losses, if any.
    pub(super) fn warning(&self) -> Option<Warning> {
        let &Self { packets, samples, ref first_reason } = self;
        let reason = first_reason.clone();
        (samples > 0 || reason.is_some()).then_some(Warning::Undecoded { packets, samples, reason })
    }
}

/// Why there are no more packets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum EndReason {
    /// The container ends.
    Regular,
    /// The data end within a packet.
    Cut,
    /// The data end after a packet, but without an end-of-stream mark.
    Unmarked,
    /// The following data are invalid.
    Damaged(String),
    /// There are more packets, but all beyond the length that the container states.
    Surplus,
}
