//! From a container, packet by packet, to decoded sound; damaged packets are passed over.

mod decoding;
mod losses;
mod next_stream;

pub(super) use decoding::Packets;
