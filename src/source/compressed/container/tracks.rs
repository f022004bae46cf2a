//! Audio tracks as listed by a file's index, because some demuxers skip unknown ones.

use symphonia::core::codecs::audio::{AudioCodecParameters, CODEC_ID_NULL_AUDIO};
use symphonia::core::formats::{FormatReader, Track, TrackType};

use crate::error::Error;
use crate::source::compressed::names::not_supported;
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
    /// The demuxer's number of the track.
    pub(super) id: u32,
    /// The track's number in tags.
    pub(super) uid: u64,
    pub(super) encoding: TrackEncoding,
    /// Decoder parameters, if the demuxer does not provide them.
    pub(super) parameters: Option<AudioCodecParameters>,
}

impl AudioTrack {
    /// Replaces parameters that the demuxer does not provide.
    pub(super) fn complete(&self, parameters: AudioCodecParameters) -> AudioCodecParameters {
        let is_unknown = parameters.codec == CODEC_ID_NULL_AUDIO;
        self.parameters.clone().filter(|_| is_unknown).unwrap_or(parameters)
    }
}

/// Why no track of the container `name` can be read; `tracks` are its audio tracks, where known.
pub(super) fn no_readable_track(name: &str, tracks: Option<&[AudioTrack]>) -> Error {
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

/// The position of a track among the audio tracks, and their number.
#[derive(Debug, Clone, Copy)]
pub(super) struct TrackIndex {
    /// `None` for an unlisted track.
    index: Option<usize>,
    count: usize,
}

impl TrackIndex {
    /// Finds `track` among the listed tracks, or else among those that the demuxer reports.
    pub(super) fn of(track: &Track, reader: &dyn FormatReader, tracks: Option<&[AudioTrack]>) -> Self {
        let reported = || {
            let audio = reader.tracks().iter().filter(|track| track.track_type() == Some(TrackType::Audio));
            audio.map(|track| track.id).collect()
        };
        let ids: Vec<u32> = tracks.map_or_else(reported, |tracks| tracks.iter().map(|track| track.id).collect());
        Self { index: ids.iter().position(|&id| id == track.id), count: ids.len() }
    }

    /// A warning if there are other audio tracks.
    pub(super) fn warning(self) -> Option<Warning> {
        let Self { index, count } = self;
        let track = index? + 1;
        (count > 1).then_some(Warning::OtherTracks { track, tracks: count })
    }
}
