//! Frames without a container: MPEG audio, and AAC in ADTS.
//!
//! Their demuxers resync at the next frame and do not report the data they skip. This module splits the stream into
//! frames first, counts invalid data and rejects random sync words.

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
