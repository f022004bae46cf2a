//! How many samples a packet decodes to, known without decoding it.

use symphonia::core::codecs::audio::well_known::{
    CODEC_ID_AAC, CODEC_ID_ALAC, CODEC_ID_FLAC, CODEC_ID_MP1, CODEC_ID_MP2, CODEC_ID_MP3, CODEC_ID_OPUS,
    CODEC_ID_VORBIS,
};
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters};

use super::{flac, mpeg, names, opus, vorbis};

/// Samples per channel of a packet of AAC-LC.
const AAC: u64 = 1024;

/// The lengths of the packets of one track.
#[derive(Clone)]
pub(super) struct Lengths {
    codec: AudioCodecId,
    /// Whether durations count samples.
    counts_samples: bool,
    /// Samples per channel of a full packet of ALAC.
    alac: Option<u32>,
    /// Those of Vorbis, where its headers are valid.
    vorbis: Option<vorbis::Lengths>,
}

impl Lengths {
    /// Lengths of a track's packets, whose durations are in ticks of `clock`, a fraction of a second, where known.
    pub(super) fn new(parameters: &AudioCodecParameters, clock: Option<(u32, u32)>) -> Self {
        let counts_samples = clock.zip(parameters.sample_rate).is_some_and(|(clock, rate)| clock == (1, rate));
        let headers = parameters.extra_data.as_deref().filter(|_| parameters.codec == CODEC_ID_VORBIS);
        let cookie = Some(parameters).filter(|_| parameters.codec == CODEC_ID_ALAC).and_then(names::alac_cookie);
        let alac = cookie.map(|&[a, b, c, d, ..]| u32::from_be_bytes([a, b, c, d]));
        Self { codec: parameters.codec, counts_samples, alac, vorbis: headers.and_then(vorbis::Lengths::of) }
    }

    /// What follows does not continue the packets before; returns whether a decoder must start afresh.
    pub(super) fn reset(&mut self) -> bool {
        self.vorbis.as_mut().map(vorbis::Lengths::reset).is_some()
    }

    /// Whether the length of the next packet is known where the packets before it were not all read.
    pub(super) fn can_continue(&self) -> bool {
        self.codec != CODEC_ID_VORBIS || self.vorbis.as_ref().is_some_and(vorbis::Lengths::has_previous)
    }

    /// The most samples per channel before a sample that decoding must begin to yield it: a packet more, or as many as
    /// let a decoder settle.
    pub(super) fn warm_up(&self) -> u64 {
        match self.codec {
            CODEC_ID_OPUS => opus::WARM_UP + opus::LONGEST,
            _ => self.vorbis.as_ref().map_or(0, vorbis::Lengths::longest),
        }
    }

    /// Samples per channel of the next packet, whose stated duration may be 0 for unknown; `None` where only decoding
    /// tells, or where the duration is another.
    pub(super) fn samples(&mut self, packet: &[u8], duration: u64) -> Option<u64> {
        let stated = Some(duration).filter(|&duration| self.counts_samples && duration > 0);
        let own = match self.codec {
            CODEC_ID_AAC => AAC,
            CODEC_ID_MP1 | CODEC_ID_MP2 | CODEC_ID_MP3 => mpeg::samples(packet)?,
            CODEC_ID_FLAC => u64::from(flac::Header::of(packet)?.samples),
            // Neither follows the durations of its container.
            CODEC_ID_VORBIS => return self.vorbis.as_mut()?.samples(packet),
            CODEC_ID_OPUS => return opus::samples(packet),
            CODEC_ID_ALAC => return alac(packet, self.alac?),
            codec if matches!(names::encoding(codec), Some("PCM" | "float" | "A-law" | "µ-law")) => stated?,
            _ => return None,
        };
        (!self.counts_samples || stated.is_none_or(|stated| stated == own)).then_some(own)
    }
}

/// Samples per channel of a packet of ALAC: `full`, unless it states another number; `None` if it has no audio.
///
/// # Source
/// Apple, *ALAC Magic Cookie Description* and the reference encoder: an element begins with 3 bits of its kind, 4 of its
/// number, 12 unused, 1 for a number of its own, 2 of shift, 1 for uncoded samples, and the number of 32 bits.
fn alac(packet: &[u8], full: u32) -> Option<u64> {
    let &[kind, _, flags, a, b, c, d] = packet.first_chunk()?;
    let is_sound = matches!(kind >> 5, 0 | 1 | 3);
    let own = u32::from_be_bytes([flags << 7 | a >> 1, a << 7 | b >> 1, b << 7 | c >> 1, c << 7 | d >> 1]);
    is_sound.then_some(u64::from(if flags & 0x10 == 0 { full } else { own }))
}
