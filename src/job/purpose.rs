//! The purpose of an analysis.

/// The purpose of an analysis, on which its defaults depend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A picture.
    Picture,
    /// An array.
    Export,
}
