//! The encodings that Ogg carries, and their header packets.
//!
//! # Source
//! Vorbis I, section 4.2; RFC 9639, section 10.1 (FLAC); RFC 7845, section 5 (Opus).

use symphonia::core::audio::Channels;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::{CODEC_ID_FLAC, CODEC_ID_OPUS, CODEC_ID_VORBIS};

use crate::source::compressed::lengths::Lengths;
use crate::source::compressed::opus::{self, Head};
use crate::source::compressed::tags;
use crate::source::facts::Texts;

/// Bytes of FLAC's first packet before its STREAMINFO block, and of that block.
const BEFORE_STREAM_INFO: usize = 17;
const STREAM_INFO: usize = 34;
/// The type of a metadata block that holds a Vorbis comment, and bytes of a block's header.
const COMMENT_BLOCK: u8 = 4;
const BLOCK_HEAD: usize = 4;

/// The encoding of a stream.
#[derive(Clone)]
pub(super) struct Codec {
    pub(super) parameters: AudioCodecParameters,
    pub(super) texts: Texts,
    /// Samples per channel to drop at the start of the stream.
    pub(super) pre_skip: u64,
    has_comment: bool,
    /// `None` until all headers have been taken that a decoder needs.
    pub(super) lengths: Option<Lengths>,
    /// Samples per channel of the last packet that states them.
    usual: Option<u64>,
}

impl Codec {
    /// The encoding of the stream that begins with this packet, if it is supported.
    pub(super) fn of(first: &[u8]) -> Option<Self> {
        let (mut parameters, mut pre_skip) = (AudioCodecParameters::new(), 0);
        if first.starts_with(b"\x01vorbis") {
            let (channels, rate) = (*first.get(11)?, first.get(12..)?.first_chunk().copied().map(u32::from_le_bytes)?);
            parameters.for_codec(CODEC_ID_VORBIS).with_extra_data(first.into());
            parameters.with_sample_rate(rate).with_channels(Channels::Discrete(channels.into()));
        } else if first.starts_with(b"\x7FFLAC\x01") {
            let info = first.get(BEFORE_STREAM_INFO..)?.get(..STREAM_INFO)?;
            let word = info[10..].first_chunk().copied().map(u64::from_be_bytes)?;
            parameters.for_codec(CODEC_ID_FLAC).with_extra_data(info.into());
            parameters.with_sample_rate((word >> 44) as u32).with_bits_per_sample((word >> 36 & 0x1F) as u32 + 1);
        } else {
            let head = Head::of(first)?;
            parameters.for_codec(CODEC_ID_OPUS).with_extra_data(first.into());
            parameters.with_sample_rate(opus::RATE).with_channels(Channels::Discrete(head.channels as u16));
            pre_skip = head.pre_skip;
        }
        let lengths = (parameters.codec != CODEC_ID_VORBIS).then(|| Lengths::new(&parameters, None));
        Some(Self { parameters, texts: Texts::default(), pre_skip, has_comment: false, lengths, usual: None })
    }

    /// The name of a known encoding that is not supported.
    pub(super) fn foreign(first: &[u8]) -> Option<&'static str> {
        const KNOWN: [(&[u8], &str); 3] = [(b"Speex   ", "Speex"), (b"CELT    ", "CELT"), (b"PCM     ", "PCM")];
        KNOWN.iter().find(|(name, _)| first.starts_with(name)).map(|&(_, name)| name)
    }

    /// Takes a packet if it is not audio.
    pub(super) fn takes(&mut self, packet: &[u8]) -> bool {
        let Some(&first) = packet.first() else { return true };
        match self.parameters.codec {
            CODEC_ID_VORBIS => {
                if packet.starts_with(b"\x03vorbis") {
                    self.texts = tags::vorbis_comment(&packet[7..]);
                } else if packet.starts_with(b"\x05vorbis") && self.lengths.is_none() {
                    let identity = self.parameters.extra_data.as_deref().unwrap_or_default();
                    let headers = [identity, packet].concat();
                    self.parameters.with_extra_data(headers.into());
                    self.lengths = Some(Lengths::new(&self.parameters, None));
                }
                first & 1 == 1
            }
            CODEC_ID_FLAC => {
                if first & 0x7F == COMMENT_BLOCK {
                    self.texts = tags::vorbis_comment(packet.get(BLOCK_HEAD..).unwrap_or_default());
                }
                first != 0xFF
            }
            _ => {
                let is_comment = !self.has_comment && packet.starts_with(b"OpusTags");
                if is_comment {
                    self.has_comment = true;
                    self.texts = tags::vorbis_comment(&packet[8..]);
                }
                is_comment
            }
        }
    }

    /// Samples per channel to which a packet decodes, or probably does.
    pub(super) fn samples(&mut self, packet: &[u8]) -> Option<u64> {
        let stated = self.lengths.as_mut().and_then(|lengths| lengths.samples(packet, 0));
        self.usual = stated.or(self.usual);
        self.usual
    }

    /// Whether times count from a zero before which nothing can be.
    pub(super) fn begins_at_zero(&self) -> bool {
        self.parameters.codec == CODEC_ID_OPUS
    }

    /// What follows does not continue the packets before; returns whether a decoder must start afresh.
    pub(super) fn reset(&mut self) -> bool {
        self.lengths.as_mut().is_some_and(Lengths::reset)
    }
}
