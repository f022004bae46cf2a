//! What follows the last packet.

/// What follows the packets that were handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum FramesEnd {
    Eof,
    /// The beginning of a packet.
    Partial,
    /// Another file, with a summary of its own.
    NextFile,
    /// Another stream, which cannot be gone on with.
    Changed,
}
