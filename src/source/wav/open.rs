//! Opening a file or stream of uncompressed or ADPCM samples.

use std::fs::File;
use std::io::Read;

use super::super::Facts;
use super::super::audio::AudioSource;
use super::super::input::Input;
use super::adpcm::Adpcm;
use super::plain::Wav;
use super::read::header_of;
use crate::error::Result;

/// Opens a regular file of uncompressed or ADPCM samples.
pub(in super::super) fn open_file(file: File) -> Result<(Box<dyn AudioSource>, Facts)> {
    open(Input::file(file)?)
}

/// Opens a stream of uncompressed or ADPCM samples, of `total` bytes if known.
pub(in super::super) fn open_stream(
    reader: impl Read + Send + 'static,
    total: Option<u64>,
) -> Result<(Box<dyn AudioSource>, Facts)> {
    open(Input::stream(Box::new(reader), total))
}

fn open(mut input: Input) -> Result<(Box<dyn AudioSource>, Facts)> {
    let header = header_of(&mut input)?;
    let (blocks, samples) = (header.format.blocks, header.samples);
    let wav = Wav::new(input, header)?;
    let facts = wav.facts.clone();
    match blocks {
        None => Ok((Box::new(wav), facts)),
        Some(blocks) => Ok((Box::new(Adpcm::new(wav, blocks, samples)?), facts)),
    }
}
