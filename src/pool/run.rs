//! Runs of positions that belong together.

/// Consecutive positions, frames or samples, that fall into one group, and the group's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The column, or where the length is unknown, the group.
    pub group: u64,
    /// How many positions.
    pub count: u64,
}
