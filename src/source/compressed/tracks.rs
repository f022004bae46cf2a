//! Tracks of sound as the index of their file lists them: some readers pass over those they do not know.

use symphonia::core::codecs::audio::{AudioCodecParameters, CODEC_ID_NULL_AUDIO};
use symphonia::core::formats::{FormatReader, Track, TrackType};

use super::names::not_supported;
use crate::error::Error;
use crate::warning::Warning;

/// What the sound of a track is.
#[derive(Debug, Clone)]
pub(super) enum TrackEncoding {
    Encoding(&'static str),
    /// An encoding that has no name here, but one in the file.
    Unnamed(String),
    Encrypted,
}

/// A track of sound.
#[derive(Debug, Clone)]
pub(super) struct AudioTrack {
    /// The number by which its reader knows it.
    pub(super) id: u32,
    /// The number by which tags know it.
    pub(super) uid: u64,
    pub(super) encoding: TrackEncoding,
    /// How to decode it, where its reader does not tell.
    pub(super) parameters: Option<AudioCodecParameters>,
}

impl AudioTrack {
    /// Puts in what a reader does not tell.
    pub(super) fn complete(&self, parameters: AudioCodecParameters) -> AudioCodecParameters {
        let is_unknown = parameters.codec == CODEC_ID_NULL_AUDIO;
        self.parameters.clone().filter(|_| is_unknown).unwrap_or(parameters)
    }
}

/// Why none of the tracks of a container called `name` can be read; `listed` are those of sound, where that is known.
pub(super) fn no_readable_track(name: &str, tracks: Option<&[AudioTrack]>) -> Error {
    match tracks.map(|tracks| tracks.first().map(|first| &first.encoding)) {
        None => Error::unsupported(format!("{name} without an audio track of a known encoding")),
        Some(None) => Error::unsupported(format!("{name} without an audio track")),
        Some(Some(TrackEncoding::Encoding(encoding))) => not_supported(name, encoding),
        Some(Some(TrackEncoding::Unnamed(what))) => {
            Error::convertible(format!("{name} with an unknown audio encoding ('{what}')"))
        }
        // Which no other program could convert either.
        Some(Some(TrackEncoding::Encrypted)) => {
            Error::unsupported(format!("{name} with encrypted packets is not supported"))
        }
    }
}

/// Which of the tracks of sound is read, and how many there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct TrackIndex {
    /// None of one that is not listed.
    index: Option<usize>,
    count: usize,
}

impl TrackIndex {
    /// The place of `track` among those that are listed, or else among those that a reader tells of.
    pub(super) fn of(track: &Track, reader: &dyn FormatReader, tracks: Option<&[AudioTrack]>) -> Self {
        let reported = || {
            let sounds = reader.tracks().iter().filter(|track| track.track_type() == Some(TrackType::Audio));
            sounds.map(|track| track.id).collect()
        };
        let ids: Vec<u32> = tracks.map_or_else(reported, |tracks| tracks.iter().map(|track| track.id).collect());
        Self { index: ids.iter().position(|&id| id == track.id), count: ids.len() }
    }

    /// What is to be told where there are others.
    pub(super) fn warning(self) -> Option<Warning> {
        let Self { index, count } = self;
        let track = index? + 1;
        (count > 1).then_some(Warning::OtherTracks { track, tracks: count })
    }
}
