//! Repairs of Ogg streams that the demuxer does not report: missing, duplicate and out-of-order pages, and chained
//! streams.
//!
//! # Source
//! RFC 3533, section 6.

mod chain;
mod notes;
mod page;
mod pages;
mod timed;

pub(super) use chain::end;
pub(super) use notes::Notes;
pub(super) use pages::Sorted;
pub(super) use timed::{Timed, end_of};
