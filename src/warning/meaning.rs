//! The meaning of a warning to programs: its code, whether samples were lost, and the remedy.

use super::TrailingData;
use super::kind::Warning;
use crate::error::Remedy;

impl Warning {
    /// A stable code of the kind for reports and scripts: lower-case words joined by `_`.
    ///
    /// Kinds that differ only in the unit share a code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Truncated { .. } | Self::TruncatedBytes { .. } | Self::TruncatedPacket { .. } => "truncated",
            Self::NoEndMark { .. } => "no_end_mark",
            Self::MissingStart { .. } => "missing_start",
            Self::Damaged { .. } => "damaged",
            Self::DamagedContainer { .. } => "damaged_container",
            Self::BeyondCount { .. } => "beyond_count",
            Self::Undecoded { .. } => "undecoded",
            Self::ChecksumMismatch => "checksum_mismatch",
            Self::ShortPackets { .. } => "short_packets",
            Self::DamagedBlocks { .. } => "damaged_blocks",
            Self::InvalidData { .. } => "invalid_data",
            Self::StreamCutShort => "stream_cut_short",
            Self::StreamIgnored => "stream_ignored",
            Self::FileIgnored { .. } => "file_ignored",
            Self::EncodingChanged { .. } => "encoding_changed",
            Self::ChannelsChanged { .. } => "channels_changed",
            Self::HalfBand { .. } => "half_band",
            Self::DecodedByFfmpeg { .. } => "decoded_by_ffmpeg",
            Self::DecoderErrors { .. } => "decoder_errors",
            Self::StartsLate { .. } => "starts_late",
            Self::OtherTracks { .. } => "other_tracks",
            Self::PartialSample { .. } | Self::PartialBlock { .. } => "partial_sample",
            Self::HeaderIgnored(_) => "header_ignored",
            Self::Interpreted(interpretation) => interpretation.code(),
            Self::TrailingData { data, .. } => match data {
                TrailingData::Samples { .. } | TrailingData::Bytes { .. } => "beyond_count",
                TrailingData::CutShort { .. } | TrailingData::Many { .. } | TrailingData::Unreadable { .. } => {
                    "trailing_data"
                }
            },
            Self::EditsIgnored { .. } => "edits_ignored",
            Self::CenterIgnored { .. } => "center_ignored",
            Self::EndsEarly { .. } => "ends_early",
            Self::NonFinite { .. } => "non_finite",
            Self::Clipped { .. } => "clipped",
            Self::ClippedByFormat { .. } => "clipped_by_format",
            Self::Aliased { .. } => "aliased",
            Self::CaptureStartsLate { .. } => "capture_starts_late",
            Self::CapturesJoined { .. } => "captures_joined",
            Self::ChannelsIgnored { .. } => "channels_ignored",
            Self::ChannelsCancel => "channels_cancel",
            Self::UnusedTail { .. } => "unused_tail",
            Self::Gaps { .. } => "gaps",
            Self::FramesSkipped { .. } => "frames_skipped",
            Self::ShorterThanWindow { .. } => "shorter_than_window",
            Self::Overflow => "overflow",
            Self::Underflow => "underflow",
            Self::EmptyBands { .. } => "empty_bands",
            Self::SpectrumStartsAbove { .. } | Self::SpectrumEndsBelow { .. } => "outside_spectrum",
            Self::NoRoom { .. } => "no_room",
            Self::NoGlyph { .. } => "no_glyph",
        }
    }

    /// Whether samples that the input has or should have were lost, or samples were invented.
    ///
    /// False for deliberate omissions of an analysis: a tail that fills no frame, gaps between windows, channels that
    /// were not requested, clipping, short inputs, empty bands.
    pub fn loses_samples(&self) -> bool {
        match self {
            Self::Truncated { .. }
            | Self::TruncatedBytes { .. }
            | Self::TruncatedPacket { .. }
            | Self::NoEndMark { .. }
            | Self::MissingStart { .. }
            | Self::Damaged { .. }
            | Self::DamagedContainer { .. }
            | Self::BeyondCount { .. }
            | Self::Undecoded { .. }
            | Self::ShortPackets { .. }
            | Self::DamagedBlocks { .. }
            | Self::InvalidData { .. }
            | Self::StreamCutShort
            | Self::StreamIgnored
            | Self::FileIgnored { .. }
            | Self::HalfBand { .. }
            | Self::DecoderErrors { .. }
            | Self::PartialSample { .. }
            | Self::PartialBlock { .. }
            | Self::NonFinite { .. } => true,
            Self::TrailingData { data, .. } => {
                matches!(data, TrailingData::Samples { .. } | TrailingData::Bytes { .. })
            }
            Self::ChecksumMismatch
            | Self::EncodingChanged { .. }
            | Self::ChannelsChanged { .. }
            | Self::DecodedByFfmpeg { .. }
            | Self::StartsLate { .. }
            | Self::OtherTracks { .. }
            | Self::HeaderIgnored(_)
            | Self::Interpreted(_)
            | Self::EditsIgnored { .. }
            | Self::CenterIgnored { .. }
            | Self::EndsEarly { .. }
            | Self::Clipped { .. }
            | Self::ClippedByFormat { .. }
            | Self::Aliased { .. }
            | Self::CaptureStartsLate { .. }
            | Self::CapturesJoined { .. }
            | Self::ChannelsIgnored { .. }
            | Self::ChannelsCancel
            | Self::UnusedTail { .. }
            | Self::Gaps { .. }
            | Self::FramesSkipped { .. }
            | Self::ShorterThanWindow { .. }
            | Self::Overflow
            | Self::Underflow
            | Self::EmptyBands { .. }
            | Self::SpectrumStartsAbove { .. }
            | Self::SpectrumEndsBelow { .. }
            | Self::NoRoom { .. }
            | Self::NoGlyph { .. } => false,
        }
    }

    /// The remedy, if there is one.
    pub fn remedy(&self) -> Option<Remedy> {
        match *self {
            Self::HalfBand { .. } => Some(Remedy::ConvertWithFfmpeg),
            Self::OtherTracks { track, .. } => Some(Remedy::PickTrack { other: usize::from(track == 1) }),
            Self::ChannelsCancel => Some(Remedy::SeparateChannels),
            // A useful transform needs at least a few samples.
            Self::ShorterThanWindow { samples, .. } if samples >= 8 => {
                usize::try_from(samples).ok().map(|most| Remedy::ShorterFft { most })
            }
            Self::EmptyBands { .. } => Some(Remedy::LongerFft),
            Self::NoRoom { enough: Some((width, height)), .. } => Some(Remedy::LargerFigure { width, height }),
            Self::NoGlyph { .. } => Some(Remedy::KeepText),
            Self::ClippedByFormat { .. } => Some(Remedy::FloatSamples),
            _ => None,
        }
    }
}
