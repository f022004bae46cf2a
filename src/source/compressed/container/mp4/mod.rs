//! Properties of MP4 files that the demuxer does not report or check.
//!
//! # Source
//! ISO/IEC 14496-12.

mod boxes;
mod edits;
mod ends;
mod fragments;
mod gapless;
mod order;
mod tables;
mod tracks;

pub(super) use edits::{Edits, delay, lead};
pub(super) use ends::{end, is_open, movie, second_file};
pub(super) use fragments::Fragments;
pub(super) use gapless::Gapless;
pub(super) use order::big_endian_bits;
pub(super) use tables::check;
pub(super) use tracks::{audio_tracks, layer};
