//! Choice of a decoder for a track.

use symphonia::core::audio::Channels;
use symphonia::core::codecs::audio::well_known::{CODEC_ID_PCM_ALAW, CODEC_ID_PCM_MULAW, CODEC_ID_VORBIS};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};

use super::super::guard::guarded;
use super::aac;
use super::fault::undecodable;
use super::names::not_supported;
use crate::error::{Error, Result};
use crate::source::signature::Kind;

/// The maximum number of samples of all channels in a packet, many times that of any encoder.
const MAX_IN_PACKET: u64 = 1 << 22;

/// Creates the decoder of a track.
///
/// # Errors
/// [`Error::Limit`] for packets of more than 2²² samples, [`Error::Unsupported`] for other AAC profiles and Vorbis of
/// more than two channels, and the errors of [`undecodable`] for invalid parameters.
pub(super) fn decoder_for(kind: Kind, parameters: &AudioCodecParameters) -> Result<Box<dyn AudioDecoder>> {
    // Some decoders allocate the packet size stated by the file.
    let channels = parameters.channels.as_ref().map_or(1, Channels::count) as u64;
    let frames = parameters.max_frames_per_packet.unwrap_or(0);
    if frames.saturating_mul(channels) > MAX_IN_PACKET {
        let what = format!("number of samples in a {} packet ({frames} for each of {channels} channels)", kind.name());
        return Err(Error::limit(what, frames.saturating_mul(channels), MAX_IN_PACKET, ""));
    }
    // The decoder would silently return half the bandwidth of some profiles.
    match aac::unsupported(parameters) {
        Some(encoding) if kind == Kind::Adts => return Err(Error::convertible(format!("{encoding} is not supported"))),
        Some(encoding) => return Err(not_supported(kind.name(), &encoding)),
        None => {}
    }
    let mut parameters = parameters.clone();
    if matches!(parameters.codec, CODEC_ID_PCM_ALAW | CODEC_ID_PCM_MULAW) {
        // Some containers state the stored width, which differs from the decoded width.
        (parameters.bits_per_sample, parameters.bits_per_coded_sample) = (None, None);
    }
    let make = || symphonia::default::get_codecs().make_audio_decoder(&parameters, &AudioDecoderOptions::default());
    let decoder = guarded(make).map_err(|fault| undecodable(kind, fault))?;
    // The decoder undoes the coupling steps in encoding order instead of reverse order (Vorbis I, section 4.3.5). With
    // two channels there is only one step.
    let channels = decoder.codec_params().channels.as_ref().map_or(1, Channels::count);
    if parameters.codec == CODEC_ID_VORBIS && channels > 2 {
        return Err(not_supported(kind.name(), &format!("{channels}-channel Vorbis")));
    }
    Ok(decoder)
}
