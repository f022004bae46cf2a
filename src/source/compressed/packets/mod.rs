//! Demuxing and decoding of packets; damaged packets are skipped.

mod decoding;
mod losses;
mod next_stream;

pub(super) use decoding::Packets;
