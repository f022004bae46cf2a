//! From a container, packet by packet, to decoded sound; damaged packets are passed over.

mod decoding;
mod following;
mod losses;

pub(super) use decoding::Packets;
