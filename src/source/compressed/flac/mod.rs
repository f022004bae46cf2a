//! Native FLAC.
//!
//! # Source
//! RFC 9639.

mod demuxer;
mod frames;
mod header;
mod metadata;
mod seek;
mod stream_info;
mod subframe;
mod wide;

pub(super) use demuxer::open;
pub(super) use frames::is_whole;
pub(super) use header::Header;
pub(super) use wide::{Verification, WideDecoder};
