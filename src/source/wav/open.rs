//! Opening a file or stream of samples after a header.

use std::fs::File;
use std::io::Read;

use super::super::Facts;
use super::super::audio::AudioSource;
use super::super::input::Input;
use super::adpcm::Adpcm;
use super::embedded::Embedded;
use super::plain::Wav;
use super::read::header_of;
use crate::error::{Error, Result};

/// What a header is followed by.
pub(in super::super) enum Contents {
    /// Uncompressed or ADPCM samples.
    Samples(Box<dyn AudioSource>, Facts),
    /// Frames of MPEG audio.
    Mpeg(Embedded),
}

impl Contents {
    /// Samples only.
    ///
    /// # Errors
    /// [`Error::Unsupported`] for MPEG audio.
    pub(in super::super) fn samples(self) -> Result<(Box<dyn AudioSource>, Facts)> {
        match self {
            Self::Samples(source, facts) => Ok((source, facts)),
            Self::Mpeg(_) => Err(Error::unsupported("MPEG audio instead of samples")),
        }
    }
}

/// Opens a regular file.
pub(in super::super) fn open_file(file: File) -> Result<Contents> {
    open(Input::file(file)?)
}

/// Opens a stream, of `total` bytes if known.
pub(in super::super) fn open_stream(reader: impl Read + Send + 'static, total: Option<u64>) -> Result<Contents> {
    open(Input::stream(Box::new(reader), total))
}

fn open(mut input: Input) -> Result<Contents> {
    let header = header_of(&mut input)?;
    if header.format.is_mpeg {
        return Ok(Contents::Mpeg(Embedded::new(input, header)));
    }
    let (blocks, samples) = (header.format.blocks, header.samples);
    let wav = Wav::new(input, header)?;
    let facts = wav.facts.clone();
    let source: Box<dyn AudioSource> = match blocks {
        None => Box::new(wav),
        Some(blocks) => Box::new(Adpcm::new(wav, blocks, samples)?),
    };
    Ok(Contents::Samples(source, facts))
}
