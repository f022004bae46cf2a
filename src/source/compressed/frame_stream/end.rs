//! The data after the last frame.

/// What follows the frames that were handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum FramesEnd {
    Eof,
    /// The beginning of a frame.
    Partial,
    /// Another file, with its own summary.
    NextFile,
    /// Another stream, which cannot be decoded any further.
    Changed,
}
