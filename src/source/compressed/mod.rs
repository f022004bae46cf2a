//! Compressed and container formats: FLAC, MP3, Ogg Vorbis, AAC, ALAC, CAF, MP4 and Matroska.
//!
//! The decoders are Symphonia's. This module bounds what they accept: packets without audio, packets beyond the size of
//! the file, channels.

mod aac;
mod appended;
mod block;
mod caf;
mod decoder;
mod demux;
mod ending;
mod event;
mod fault;
mod flac;
mod frame_stream;
mod matroska;
mod medium;
mod mp4;
mod names;
mod ogg;
mod open;
mod packets;
mod report;
mod sbr;
mod shared;
mod source;
mod spec;
mod tag;
mod tags;
mod tracks;
mod window;

pub(super) use frame_stream::resync;
pub(super) use frame_stream::tag::id3v2;
pub use source::Compressed;
