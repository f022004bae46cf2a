//! FLAC up to the end of its last frame.
//!
//! Its reader finds the end of a frame by the header of the next, or by the end of all there is, and loses the last
//! where anything else is behind it: a tag, padding, another file. Here the last frame is measured, and what is
//! behind it is told and not handed on.
//!
//! # Source
//! RFC 9639, sections 6, 8 and 9.

mod behind;
mod ended;
mod header;
mod mark;
mod notes;
mod stream_info;

pub(super) use ended::Ended;
pub(super) use notes::Notes;
