//! Tracks of sound as the index of their file lists them: some readers pass over those they do not know.

use symphonia::core::codecs::audio::{AudioCodecParameters, CODEC_ID_NULL_AUDIO};
use symphonia::core::formats::{FormatReader, Track, TrackType};

use super::names::not_supported;
use crate::error::Error;
use crate::warning::Warning;

/// What the sound of a track is.
#[derive(Debug, Clone)]
pub(super) enum What {
    Encoding(&'static str),
    /// An encoding that has no name here, but one in the file.
    Unnamed(String),
    Encrypted,
}

/// A track of sound.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// The number by which its reader knows it.
    pub(super) id: u32,
    /// The number by which tags know it.
    pub(super) uid: u64,
    pub(super) what: What,
    /// How to decode it, where its reader does not tell.
    pub(super) parameters: Option<AudioCodecParameters>,
}

impl Listed {
    /// Puts in what a reader does not tell.
    pub(super) fn complete(&self, parameters: AudioCodecParameters) -> AudioCodecParameters {
        let is_unknown = parameters.codec == CODEC_ID_NULL_AUDIO;
        self.parameters.clone().filter(|_| is_unknown).unwrap_or(parameters)
    }
}

/// Why none of the tracks of a container called `name` can be read; `listed` are those of sound, where that is known.
pub(super) fn unread(name: &str, listed: Option<&[Listed]>) -> Error {
    match listed.map(|listed| listed.first().map(|first| &first.what)) {
        None => Error::unsupported(format!("{name} without an audio track of a known encoding")),
        Some(None) => Error::unsupported(format!("{name} without an audio track")),
        Some(Some(What::Encoding(encoding))) => not_supported(name, encoding),
        Some(Some(What::Unnamed(what))) => {
            Error::convertible(format!("{name} with an unknown audio encoding ('{what}')"))
        }
        // Which no other program could convert either.
        Some(Some(What::Encrypted)) => Error::unsupported(format!("{name} with encrypted packets is not supported")),
    }
}

/// Which of the tracks of sound is read, and how many there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// None of one that is not listed.
    index: Option<usize>,
    count: usize,
}

impl Place {
    /// The place of `track` among those that are listed, or else among those that a reader tells of.
    pub(super) fn of(track: &Track, reader: &dyn FormatReader, listed: Option<&[Listed]>) -> Self {
        let told = || {
            let sounds = reader.tracks().iter().filter(|track| track.track_type() == Some(TrackType::Audio));
            sounds.map(|track| track.id).collect()
        };
        let ids: Vec<u32> = listed.map_or_else(told, |listed| listed.iter().map(|listed| listed.id).collect());
        Self { index: ids.iter().position(|&id| id == track.id), count: ids.len() }
    }

    /// What is to be told where there are others.
    pub(super) fn told(self) -> Option<Warning> {
        let Self { index, count } = self;
        let track = index? + 1;
        (count > 1).then_some(Warning::OtherTracks { track, tracks: count })
    }
}
