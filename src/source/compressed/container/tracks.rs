//! Choice of a track, among those that a file's index lists: the readers skip unknown ones.

use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::codecs::audio::{AudioCodecParameters, CODEC_ID_NULL_AUDIO};
use symphonia::core::formats::{FormatReader, Track as Listed, TrackType};

use crate::error::{Error, Result};
use crate::source::compressed::names::{self, not_supported};
use crate::source::compressed::opus;
use crate::source::signature::Kind;
use crate::warning::Warning;

/// The encoding of a track.
#[derive(Debug, Clone)]
pub(super) enum TrackEncoding {
    Encoding(&'static str),
    /// An encoding known only by its identifier in the file.
    Unnamed(String),
    Encrypted,
}

/// An audio track.
#[derive(Debug, Clone)]
pub(super) struct AudioTrack {
    /// The reader's number of the track.
    pub(super) id: u32,
    /// The track's number in tags.
    pub(super) uid: u64,
    pub(super) encoding: TrackEncoding,
    /// Decoder parameters, if the reader does not provide them.
    pub(super) parameters: Option<AudioCodecParameters>,
}

/// Chooses the track to decode: the container's default, or the first with a known encoding; `tracks` are the audio
/// tracks, where known.
pub(super) fn choose(
    kind: Kind,
    reader: &dyn FormatReader,
    tracks: Option<&[AudioTrack]>,
) -> Result<(Listed, AudioCodecParameters)> {
    let codecs = symphonia::default::get_codecs();
    let parameters_of = |track: &Listed| {
        let mut parameters = track.codec_params.as_ref().and_then(CodecParameters::audio).cloned()?;
        let known = tracks.and_then(|tracks| tracks.iter().find(|known| known.id == track.id));
        if parameters.codec == CODEC_ID_NULL_AUDIO
            && let Some(own) = known.and_then(|known| known.parameters.clone())
        {
            parameters = own;
        }
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

/// Why no track of the container `name` can be read; `tracks` are its audio tracks, where known.
fn no_readable_track(name: &str, tracks: Option<&[AudioTrack]>) -> Error {
    match tracks.map(|tracks| tracks.first().map(|first| &first.encoding)) {
        None => Error::unsupported(format!("no supported audio track in this {name}")),
        Some(None) => Error::unsupported(format!("{name} without an audio track")),
        Some(Some(TrackEncoding::Encoding(encoding))) => not_supported(name, encoding),
        Some(Some(TrackEncoding::Unnamed(what))) => {
            Error::convertible(format!("{name} with an unknown audio encoding ('{what}')"))
        }
        // Other programs could not convert it either.
        Some(Some(TrackEncoding::Encrypted)) => {
            Error::unsupported(format!("{name} with encrypted packets is not supported"))
        }
    }
}

/// A warning if there are other audio tracks than `chosen`, among those that the file lists, or else the reader.
pub(super) fn others(chosen: &Listed, reader: &dyn FormatReader, tracks: Option<&[AudioTrack]>) -> Option<Warning> {
    let reported = || {
        let audio = reader.tracks().iter().filter(|track| track.track_type() == Some(TrackType::Audio));
        audio.map(|track| track.id).collect()
    };
    let ids: Vec<u32> = tracks.map_or_else(reported, |tracks| tracks.iter().map(|track| track.id).collect());
    let track = ids.iter().position(|&id| id == chosen.id)? + 1;
    (ids.len() > 1).then_some(Warning::OtherTracks { track, tracks: ids.len() })
}
