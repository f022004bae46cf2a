//! Packets without a container: MPEG audio and AAC in ADTS.
//!
//! Their readers look for the next packet wherever it may be, and say nothing of what they pass over. Here a stream is
//! cut into its packets before they see it: what is none is counted, and noise is not taken for one.

mod end;
mod feed;
mod handle;
mod header;
mod next_file;
mod resync;
mod skipped;
mod splitter;
mod survey;
pub(super) mod tag;
mod window;

pub(super) use end::FramesEnd;
pub(super) use feed::Feed;
pub(super) use handle::FrameStream;
pub(super) use header::signal;
pub(super) use next_file::file_follows;
pub(in super::super) use resync::resync;
pub(super) use skipped::{SkippedBytes, SkippedTotal};
pub(super) use survey::{Start, missing};
pub(super) use window::Window;
