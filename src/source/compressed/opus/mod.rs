//! Opus: its identification header, the lengths of its packets, and their decoding.
//!
//! # Source
//! RFC 6716, section 3 (packets); RFC 7845, section 5.1 (identification header).

mod decoder;
mod head;
mod length;

pub(super) use decoder::OpusDecoder;
pub(super) use head::Head;
pub(super) use length::{LONGEST, RATE, WARM_UP, samples};
