//! Native FLAC.
//!
//! # Source
//! RFC 9639.

mod bits;
mod checksum;
mod demuxer;
mod frames;
mod header;
mod metadata;
mod seek;
mod skipped;
mod stream_info;
mod subframe;
mod verification;
mod wide;

pub(super) use checksum::is_whole;
pub(super) use demuxer::open;
pub(super) use header::Header;
pub(super) use verification::Verification;
pub(super) use wide::WideDecoder;
