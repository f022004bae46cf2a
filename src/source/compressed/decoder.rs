//! Decoders of packets, and the choice among them.

use symphonia::core::audio::Channels;
use symphonia::core::codecs::audio::well_known::{
    CODEC_ID_MP3, CODEC_ID_OPUS, CODEC_ID_PCM_ALAW, CODEC_ID_PCM_MULAW, CODEC_ID_VORBIS,
};
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error as Fault;
use symphonia::core::packet::PacketRef;
use symphonia::core::units::{Duration, Timestamp};

use super::aac;
use super::decoded::Decoded;
use super::demux::Packet;
use super::fault::{reason, undecodable};
use super::flac;
use super::mpeg;
use super::names::{bits, not_supported};
use super::opus::OpusDecoder;
use crate::error::{Error, Result};
use crate::source::SampleFormat;
use crate::source::guard::guarded;

/// The maximum number of samples of all channels in a packet, many times that of any encoder.
const MAX_IN_PACKET: u64 = 1 << 22;

/// Decodes the packets of one stream, one after another.
pub(super) trait PacketDecoder: Send {
    /// Decodes a packet to samples of `format`, or in the narrowest exact format; else why it cannot be decoded.
    fn decode(&mut self, packet: &Packet, format: Option<SampleFormat>) -> Result<Decoded, String>;

    /// Forgets the packets before.
    fn reset(&mut self);
}

/// A decoder of Symphonia's, or of its shape.
struct Symphonia {
    decoder: Box<dyn AudioDecoder>,
    codec: AudioCodecId,
    /// Significant bits of integers.
    bits: Option<u32>,
}

impl PacketDecoder for Symphonia {
    fn decode(&mut self, packet: &Packet, format: Option<SampleFormat>) -> Result<Decoded, String> {
        let plain = if self.codec == CODEC_ID_MP3 { mpeg::as_plain_stereo(&packet.data) } else { None };
        let data = plain.as_deref().unwrap_or(&packet.data);
        // Times do not matter to the decoders, and padding is cut off later.
        let encoded = PacketRef::new(0, Timestamp::new(0), Duration::from(packet.duration), data);
        let (decoder, bits) = (&mut self.decoder, self.bits);
        match guarded(|| decoder.decode_ref(&encoded).map(|buffer| Decoded::of(&buffer, bits, format))) {
            Err(fault @ Fault::ResetRequired) => {
                self.decoder.reset();
                Err(reason(&fault))
            }
            decoded => decoded.map_err(|fault| reason(&fault)),
        }
    }

    fn reset(&mut self) {
        self.decoder.reset();
    }
}

impl PacketDecoder for OpusDecoder {
    fn decode(&mut self, packet: &Packet, format: Option<SampleFormat>) -> Result<Decoded, String> {
        OpusDecoder::decode(self, &packet.data, format)
    }

    fn reset(&mut self) {
        OpusDecoder::reset(self);
    }
}

/// Creates the decoder of a track in a container of this name.
///
/// # Errors
/// [`Error::Limit`] for packets of more than 2²² samples, [`Error::Unsupported`] for other AAC profiles and Vorbis of
/// more than two channels, and the errors of [`undecodable`] for invalid parameters.
pub(super) fn decoder_for(container: &str, parameters: &AudioCodecParameters) -> Result<Box<dyn PacketDecoder>> {
    // Some decoders allocate the packet size stated by the file.
    let channels = parameters.channels.as_ref().map_or(1, Channels::count) as u64;
    let frames = parameters.max_frames_per_packet.unwrap_or(0);
    if frames.saturating_mul(channels) > MAX_IN_PACKET {
        let what = format!("number of samples in a {container} packet ({frames} for each of {channels} channels)");
        return Err(Error::limit(what, frames.saturating_mul(channels), MAX_IN_PACKET, ""));
    }
    // The decoder would silently return half the bandwidth of some profiles.
    match aac::unsupported(parameters) {
        // In ADTS there is no container to name.
        Some(encoding) if container == "AAC" => return Err(Error::convertible(format!("{encoding} is not supported"))),
        Some(encoding) => return Err(not_supported(container, &encoding)),
        None => {}
    }
    if parameters.codec == CODEC_ID_OPUS {
        return Ok(Box::new(OpusDecoder::new(container, parameters)?));
    }
    let mut parameters = parameters.clone();
    let bits = bits(&parameters);
    if matches!(parameters.codec, CODEC_ID_PCM_ALAW | CODEC_ID_PCM_MULAW) {
        // Some containers state the stored width, which differs from the decoded width.
        (parameters.bits_per_sample, parameters.bits_per_coded_sample) = (None, None);
    }
    let make = || symphonia::default::get_codecs().make_audio_decoder(&parameters, &AudioDecoderOptions::default());
    let decoder = guarded(make).map_err(|fault| undecodable(container, fault))?;
    // The decoder undoes the coupling steps in encoding order instead of reverse order (Vorbis I, section 4.3.5). With
    // two channels there is only one step.
    let channels = decoder.codec_params().channels.as_ref().map_or(1, Channels::count);
    if parameters.codec == CODEC_ID_VORBIS && channels > 2 {
        return Err(not_supported(container, &format!("{channels}-channel Vorbis")));
    }
    let wide = flac::WideDecoder::of(decoder.codec_params());
    let decoder = wide.map_or(decoder, |wide| Box::new(wide));
    Ok(Box::new(Symphonia { decoder, codec: parameters.codec, bits }))
}
