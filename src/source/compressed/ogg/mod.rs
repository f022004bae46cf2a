//! Ogg: pages, packets, and the streams that follow one another.
//!
//! Times are believed where a stream begins, where pages are missing, and where it ends; elsewhere the packets count.
//!
//! # Source
//! RFC 3533, section 6.

mod codec;
mod demuxer;
mod group;
mod index;
mod notes;
mod packets;
mod page;
mod pages;
mod reader;
mod stream;

pub(super) use demuxer::open;
