//! SigMF recordings: a file of samples and a file of metadata.
//!
//! # Source
//! The Signal Metadata Format Specification, version 1.2.

mod metadata;
mod names;
mod recording;

pub(super) use names::{halves, is_archive};
pub(crate) use names::is_sigmf;
pub(super) use recording::open;
