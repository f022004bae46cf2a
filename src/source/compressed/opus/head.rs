//! The identification header.

use symphonia::core::codecs::audio::AudioCodecParameters;

/// Bytes of a header without a channel mapping table.
const SIZE: usize = 19;

/// Its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Head {
    pub(in super::super) channels: usize,
    /// Samples per channel at 48 kHz to drop at the start.
    pub(in super::super) pre_skip: u64,
    /// The gain to apply, in 1/256 dB.
    pub(super) gain: i16,
    /// The meaning of the channels: 0 mono or stereo, 1 surround in the order of Vorbis.
    pub(super) family: u8,
    /// For other families than 0: the number of streams, how many of them are stereo, and the decoded channel of each
    /// channel.
    pub(super) table: Option<(u8, u8, Box<[u8]>)>,
}

impl Head {
    /// Parses a header as in Ogg, Matroska and MP4; `None` if it is invalid or of another major version.
    pub(in super::super) fn of(bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..SIZE).filter(|head| head.starts_with(b"OpusHead") && head[8] < 16)?;
        let (channels, family) = (usize::from(head[9]), head[18]);
        let table = match (family, bytes.get(SIZE..)?) {
            (0, _) => None,
            (_, [streams, coupled, mapping @ ..]) => Some((*streams, *coupled, mapping.get(..channels)?.into())),
            _ => return None,
        };
        // As MP4 holds it, it has another version and another byte order.
        let is_of_mp4 = head[8] == 0;
        let half = |at: usize| if is_of_mp4 { [head[at + 1], head[at]] } else { [head[at], head[at + 1]] };
        let (pre_skip, gain) = (u64::from(u16::from_le_bytes(half(10))), i16::from_le_bytes(half(16)));
        (channels > 0).then_some(Self { channels, pre_skip, gain, family, table })
    }

    /// The header that a track holds, or what its number of channels implies.
    pub(super) fn of_track(parameters: &AudioCodecParameters) -> Option<Self> {
        match parameters.extra_data.as_deref() {
            Some(bytes) if bytes.starts_with(b"OpusHead") => Self::of(bytes),
            _ => {
                let channels = parameters.channels.as_ref()?.count();
                Some(Self { channels, pre_skip: 0, gain: 0, family: 0, table: None })
            }
        }
    }
}
