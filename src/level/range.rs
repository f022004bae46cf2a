//! Ranges of decibels.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, OptionName, Result};
use crate::units::Short;

/// The form of a range in messages.
const FORM: &str = "must be LO:HI with LO below HI, such as -100:0";

/// A range of levels in decibels.
///
/// # Guarantees
/// `low < high`, both finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DbRange {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl DbRange {
    /// The range for a picture of digital silence.
    pub const OF_SILENCE: Self = Self { low: -120.0, high: 0.0 };

    /// A range from `low` to `high` decibels.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless `low < high`, both finite.
    pub fn new(low: f64, high: f64) -> Result<Self> {
        if low.is_finite() && high.is_finite() && low < high {
            Ok(Self { low, high })
        } else {
            let reason = format!("{FORM}, got {}:{}", Short(low), Short(high));
            Err(Error::invalid(OptionName::ColorRange, reason))
        }
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
            _ => Err(Error::invalid(OptionName::ColorRange, format!("{FORM}, got '{text}'"))),
        }
    }
}
