//! Ogg: pages, packets, and the streams that follow one another.
//!
//! Times are believed where a stream begins, where pages are missing, and where it ends; elsewhere the packets count.
//!
//! # Source
//! RFC 3533, section 6.

mod codec;
mod demuxer;
mod index;
mod page;
mod reader;
mod stream;

pub(super) use demuxer::open;
