//! Runs of frames that belong together.

/// A run of consecutive frames that fall into one group, and the group's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The column, or where the length is unknown, the group of frames.
    pub group: u64,
    /// How many frames of the run.
    pub frames: u64,
}
