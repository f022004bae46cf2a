//! From cells to decibels to one of 256 colours, and the range the colours span.

mod colors;
mod counts;
mod levels;

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, OptionName, Result};
use crate::units::Short;

pub use colors::ColorScale;
pub use counts::Counts;
pub use levels::{LevelScale, Levels};

/// A range of levels in decibels.
///
/// # Guarantees
/// `low < high`, both finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DbRange {
    low: f64,
    high: f64,
}

impl DbRange {
    /// What a picture of nothing but digital silence is given.
    pub const OF_SILENCE: Self = Self { low: -120.0, high: 0.0 };

    /// A range from `low` to `high` decibels.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless `low < high`, both finite.
    pub fn new(low: f64, high: f64) -> Result<Self> {
        if low.is_finite() && high.is_finite() && low < high {
            Ok(Self { low, high })
        } else {
            let reason = format!("must go from low to high, as in -100:0, got {}:{}", Short(low), Short(high));
            Err(Error::invalid(OptionName::ColorRange, reason))
        }
    }

    /// The range that suits a picture's cells of power, in decibels re 1: see [`Counts::range`].
    pub fn auto(cells: &[f64]) -> Self {
        let mut counts = Counts::new(1.0);
        counts.add(cells);
        counts.range()
    }

    /// The lower end in decibels.
    pub fn low(self) -> f64 {
        self.low
    }

    /// The upper end in decibels.
    pub fn high(self) -> f64 {
        self.high
    }
}

impl fmt::Display for DbRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", Short(self.low), Short(self.high))
    }
}

impl FromStr for DbRange {
    type Err = Error;

    /// Reads `LO:HI` in decibels, such as `-100:0`.
    fn from_str(text: &str) -> Result<Self> {
        let number = |part: &str| part.trim().parse::<f64>().ok().filter(|value| value.is_finite());
        match text.split_once(':').map(|(low, high)| (number(low), number(high))) {
            Some((Some(low), Some(high))) => Self::new(low, high),
            _ => Err(Error::invalid_text(text, "is not a level range such as -100:0")),
        }
    }
}

/// What the colours are asked to stand for. Default: decibels over the automatic range.
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
