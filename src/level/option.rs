//! The requested meaning of colours.

use std::fmt;
use std::str::FromStr;

use super::range::DbRange;
use crate::error::{Error, Result};

/// The requested meaning of colours. Default: decibels over the automatic range.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum LevelOption {
    /// Decibels, over a range found in the picture: see [`DbRange::auto`].
    #[default]
    Auto,
    /// Decibels, over a given range.
    Decibels(DbRange),
    /// The value itself, from 0 to the strongest cell.
    Linear,
}

impl fmt::Display for LevelOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Decibels(range) => range.fmt(f),
            Self::Linear => f.write_str("linear"),
        }
    }
}

impl FromStr for LevelOption {
    type Err = Error;

    /// Reads `auto` or `LO:HI`.
    fn from_str(text: &str) -> Result<Self> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        text.parse().map(Self::Decibels)
    }
}
