//! Every supported kind of file, from small files of one signal.
//!
//! `tests/inputs/make.sh` generates them.

mod arrivals;
pub(crate) mod bare;
pub(crate) mod behind;
mod copies;
mod counts;
pub(crate) mod damage;
pub(crate) mod durations;
pub(crate) mod encodings;
mod ffmpeg;
mod flac;
mod flac_frames;
mod flac_seek;
pub(crate) mod fragments;
pub(crate) mod joined;
pub(crate) mod late;
pub(crate) mod limits;
pub(crate) mod lossless;
mod lossy;
mod mpeg;
mod opus;
mod order;
pub(crate) mod pages;
mod pieces;
pub(crate) mod sbr;
mod sigmf;
mod skip;
mod starts;
pub(crate) mod stated;
mod text_tags;
pub(crate) mod tracks;

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use specgram::source::facts::Texts;
use specgram::source::{self, AudioSource, Channels, Opened, pcm};
use specgram::warning::Warning;

/// Samples per channel of the signal.
const LENGTH: usize = 3001;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs").join(name)
}

pub(crate) fn bytes(name: &str) -> Vec<u8> {
    fs::read(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The decoded samples and facts of an input.
#[derive(Debug, Clone, PartialEq)]
struct Decoded {
    container: &'static str,
    encoding: &'static str,
    length: Option<u64>,
    rate: f64,
    /// Samples of each channel.
    channels: Vec<Vec<f64>>,
    warnings: Vec<Warning>,
    texts: Texts,
}

/// Reads an input to its end, `block` samples of every channel at a time.
fn decode(opened: specgram::Result<Opened>, block: usize) -> specgram::Result<Decoded> {
    let mut opened = opened?;
    let spec = opened.source.spec().clone();
    let unit = spec.bytes_per_sample_frame();
    let mut all = Vec::new();
    let mut buffer = vec![0; block * unit];
    loop {
        let got = opened.source.read(&mut buffer)?;
        all.extend(&buffer[..got]);
        if got < buffer.len() {
            break;
        }
    }
    let channel = |index| {
        let mut samples = vec![0.0; all.len() / unit];
        pcm::decode(spec.format, spec.channels, Channels::One(index), &all, &mut samples);
        samples
    };
    Ok(Decoded {
        container: opened.facts.container,
        encoding: opened.facts.encoding,
        length: spec.length,
        rate: spec.sample_rate.get(),
        channels: (0..spec.channels).map(channel).collect(),
        warnings: opened.source.report().warnings,
        texts: opened.source.report().texts.unwrap_or(opened.facts.texts),
    })
}

fn decode_file(name: &str) -> Decoded {
    decode(source::open(&path(name)), 1000).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn decode_stream(bytes: Vec<u8>) -> specgram::Result<Decoded> {
    decode(source::open_stream(Box::new(Cursor::new(bytes))), 1000)
}

/// The signal itself: two chirps, one up, one down.
fn signal() -> Vec<Vec<f64>> {
    let wav = decode_file("pcm.wav");
    assert_eq!((wav.channels.len(), wav.channels[0].len(), wav.rate), (2, LENGTH, 16_000.0));
    assert!(wav.channels[0] != wav.channels[1]);
    wav.channels
}
