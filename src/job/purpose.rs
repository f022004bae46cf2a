//! What an analysis is for.

/// What an analysis is for, as far as its defaults depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A picture.
    Picture,
    /// An array.
    Export,
}
