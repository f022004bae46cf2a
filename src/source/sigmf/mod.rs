//! SigMF recordings: samples in one file, what they are in another beside it.
//!
//! # Source
//! The Signal Metadata Format Specification, version 1.2.

mod metadata;
mod names;
mod recording;

pub(super) use names::{halves, is_archive};
pub(super) use recording::open;
