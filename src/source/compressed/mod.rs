//! Everything but plain WAV: FLAC, MP3, Ogg Vorbis, AAC, ALAC, CAF, MP4 and Matroska.
//!
//! The decoders are Symphonia's. What they make of a file is bounded here:
//! packets that bring no sound, packets beyond the bytes there are, channels.

mod aac;
mod appended;
mod block;
mod caf;
mod decoder;
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
mod tags;
mod tracks;

pub(super) use frame_stream::resync;
pub(super) use frame_stream::tag::id3v2;
pub use source::Compressed;
