//! What a reader of Ogg does not tell: pages that are missing or come twice, and streams that begin again.
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
