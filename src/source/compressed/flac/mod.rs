//! FLAC up to the end of its last frame.
//!
//! Its reader finds the end of a frame by the header of the next, or by the end of all there is, and loses the last
//! where anything else is behind it: a tag, padding, another file. Here the last frame is measured, and what is
//! behind it is told and not handed on.
//!
//! # Source
//! RFC 9639, sections 6, 8 and 9.

mod header;
mod marker;
mod notes;
mod stream;
mod stream_info;
mod trailing;

pub(super) use notes::Notes;
pub(super) use stream::FlacStream;
