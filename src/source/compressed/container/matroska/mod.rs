//! Properties of Matroska files that the demuxer does not report.
//!
//! # Source
//! RFC 8794 for EBML, RFC 9559 for Matroska.

mod elements;
mod encodings;
mod ends;
mod outline;
mod tracks;
mod trims;
mod walk;

pub(super) use encodings::common_start;
pub(super) use ends::{end, second_document};
pub(super) use outline::Outline;
pub(super) use tracks::audio_tracks;
pub(super) use trims::Trims;
