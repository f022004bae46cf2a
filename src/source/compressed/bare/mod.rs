//! Packets without a container: MPEG audio and AAC in ADTS.
//!
//! Their readers look for the next packet wherever it may be, and say nothing of what they pass over. Here a stream is
//! cut into its packets before they see it: what is none is counted, and noise is not taken for one.

mod begun;
mod feed;
mod followed;
mod handle;
mod header;
mod rest;
mod seam;
mod stream;
mod survey;
pub(super) mod tag;
mod window;

pub(in super::super) use begun::begun;
pub(super) use feed::Feed;
pub(super) use followed::is_followed;
pub(super) use handle::Bare;
pub(super) use header::signal;
pub(super) use rest::Rest;
pub(super) use seam::{Passed, Seam};
pub(super) use survey::{Start, missing};
pub(super) use window::Window;
