//! Properties of MP4 files that Symphonia's reader does not report or check.
//!
//! # Source
//! ISO/IEC 14496-12.

mod boxes;
mod edits;
mod index;
mod tracks;

pub(super) use edits::{Edits, gapless};
pub(super) use index::Index;
pub(super) use tracks::{audio_tracks, big_endian_bits, layer};
