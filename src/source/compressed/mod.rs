//! Compressed and container formats: FLAC, MP3, Ogg Vorbis, Opus, AAC, ALAC, CAF, MP4 and Matroska.
//!
//! The decoders are Symphonia's. This module bounds what they accept: packets without audio, packets beyond the size of
//! the file, channels.

mod aac;
mod block;
mod container;
mod decoded;
mod decoder;
mod decoding;
mod demux;
mod fault;
mod flac;
mod lengths;
mod mpeg;
mod names;
mod ogg;
mod open;
mod opus;
mod pool;
mod sbr;
mod skip;
mod skipped;
mod source;
mod tag;
mod tags;
mod vorbis;
mod window;

pub(super) use mpeg::resync;
pub use source::Compressed;
pub(super) use tag::id3v2;
