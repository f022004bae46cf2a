//! FLAC streams, cut after their last frame.
//!
//! The demuxer finds the end of a frame by the next header or by the end of the data, and loses the last frame if
//! anything else follows: a tag, padding, another file. This module measures the last frame, reports trailing data and
//! hides them from the demuxer.
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
