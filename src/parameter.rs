//! Named values that accompany numbers.

use std::fmt;

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Parameter {
    /// A name or a text.
    Text(String),
    /// A real number.
    Number(f64),
    /// A count.
    Count(u64),
    /// A boolean.
    Flag(bool),
}

impl Parameter {
    /// A text of anything that is written as one.
    pub fn text(value: impl fmt::Display) -> Self {
        Self::Text(value.to_string())
    }
}

impl From<String> for Parameter {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<f64> for Parameter {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<usize> for Parameter {
    fn from(value: usize) -> Self {
        Self::Count(value as u64)
    }
}

impl From<bool> for Parameter {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}
