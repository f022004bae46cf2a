//! What follows the last packet.

/// What follows the packets that were handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Rest {
    Nothing,
    /// The beginning of a packet.
    Part,
    /// Another file, with a summary of its own.
    Another,
    /// Another stream, which cannot be gone on with.
    Changed,
}
