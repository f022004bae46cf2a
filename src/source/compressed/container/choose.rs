//! Choice of a track.

use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::formats::{FormatReader, Track as Listed, TrackType};

use super::tracks::{AudioTrack, no_readable_track};
use crate::error::Result;
use crate::source::compressed::names::{self, not_supported};
use crate::source::compressed::opus;
use crate::source::signature::Kind;

/// Chooses the track to decode: the container's default, or the first with a known encoding; `tracks` are the audio
/// tracks, where known.
pub(super) fn choose(
    kind: Kind,
    reader: &dyn FormatReader,
    tracks: Option<&[AudioTrack]>,
) -> Result<(Listed, AudioCodecParameters)> {
    let codecs = symphonia::default::get_codecs();
    let parameters_of = |track: &Listed| {
        let parameters = track.codec_params.as_ref().and_then(CodecParameters::audio).cloned()?;
        let known = tracks.and_then(|tracks| tracks.iter().find(|known| known.id == track.id));
        let mut parameters = match known {
            Some(known) => known.complete(parameters),
            None => parameters,
        };
        if parameters.codec == CODEC_ID_OPUS {
            // The track may state the rate of the original.
            parameters.with_sample_rate(opus::RATE);
        }
        Some(parameters)
    };
    let readable = |track: &&Listed| {
        parameters_of(track).is_some_and(|parameters| {
            parameters.codec == CODEC_ID_OPUS || codecs.get_audio_decoder(parameters.codec).is_some()
        })
    };
    let track =
        reader.default_track(TrackType::Audio).filter(readable).or_else(|| reader.tracks().iter().find(readable));
    if let Some((track, parameters)) = track.and_then(|track| Some((track, parameters_of(track)?))) {
        return Ok((track.clone(), parameters));
    }
    let name = kind.name();
    let foreign = reader.tracks().iter().find_map(parameters_of);
    let encoding = foreign.and_then(|parameters| names::encoding(parameters.codec));
    Err(encoding.map_or_else(|| no_readable_track(name, tracks), |encoding| not_supported(name, encoding)))
}
