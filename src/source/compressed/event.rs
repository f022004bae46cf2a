//! What comes of packets.

use symphonia::core::audio::GenericAudioBufferRef;

use crate::warning::Warning;

/// What the next packet brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DemuxEvent {
    /// DecodedPacket: see [`Packets::decoded`].
    Audio,
    /// Nothing that could be decoded.
    Loss,
    /// Nothing either, for so many samples.
    Gap(usize),
    /// There are no more packets.
    End,
}

/// A packet's sound and its place, in ticks of the track's clock.
pub(super) struct DecodedPacket<'a> {
    pub(super) buffer: GenericAudioBufferRef<'a>,
    /// Samples per channel at its beginning and at its end that are padding.
    pub(super) trim: (usize, usize),
    pub(super) time: i64,
    pub(super) duration: u64,
}

/// What could not be decoded.
#[derive(Debug, Clone, Default)]
pub(super) struct Losses {
    pub(super) packets: u64,
    /// Samples per channel, where they are known to be missing.
    pub(super) samples: u64,
    pub(super) first_reason: Option<String>,
}

impl Losses {
    /// A warning of all of them; none where nothing was lost.
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
    /// The bytes end within a packet.
    Cut,
    /// The bytes end behind a packet, but not with the mark of an end.
    Unmarked,
    /// What follows makes no sense.
    Damaged(String),
    /// Packets are there, but all beyond the length that the container gives.
    Surplus,
}
