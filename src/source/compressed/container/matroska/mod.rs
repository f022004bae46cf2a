//! Properties of Matroska files that Symphonia's reader does not report.
//!
//! # Source
//! RFC 8794 for EBML, RFC 9559 for Matroska.

mod elements;
mod tracks;
mod trims;

pub(super) use tracks::Tracks;
pub(super) use trims::Trims;
