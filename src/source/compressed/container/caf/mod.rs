//! Core Audio Format.
//!
//! # Source
//! Apple, *Core Audio Format Specification 1.0*; ISO/IEC 14496-1, section 7.2.6 (descriptors of AAC).

mod chunks;
mod demuxer;

pub(in super::super) use demuxer::open;
