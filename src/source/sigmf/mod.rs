//! SigMF recordings: a file of samples and a file of metadata.
//!
//! # Source
//! The Signal Metadata Format Specification, version 1.2.

mod metadata;
mod names;
mod recording;

pub(crate) use names::is_sigmf;
pub(super) use names::{halves, is_archive};
pub(super) use recording::open;
