//! Everything but plain WAV: FLAC, MP3, Ogg Vorbis, AAC, ALAC, CAF, MP4 and Matroska.
//!
//! The decoders are Symphonia's. What they make of a file is bounded here:
//! packets that bring no sound, packets beyond the bytes there are, channels.

mod aac;
mod bare;
mod block;
mod caf;
mod decoder;
mod end;
mod fault;
mod flac;
mod joined;
mod listed;
mod matroska;
mod medium;
mod mp4;
mod names;
mod ogg;
mod open;
mod outcome;
mod packets;
mod sbr;
mod shared;
mod source;
mod spec;
mod tags;
mod told;

pub(super) use bare::begun;
pub(super) use bare::tag::id3v2;
pub use source::Compressed;
