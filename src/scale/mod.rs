//! Frequency scales, and which bins make a row of the picture.

mod rows;

pub use rows::{Combine, RowMap};

use crate::choice;
use crate::error::{Error, Result};

/// How frequency is laid out along an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FrequencyScale {
    /// Equal distances are equal differences in hertz.
    #[default]
    Linear,
    /// Equal distances are equal ratios; starts above 0 Hz.
    Log,
}

impl FrequencyScale {
    /// Every scale, in the order of the help text.
    pub const ALL: [Self; 2] = [Self::Linear, Self::Log];

    /// The name a user types.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
        }
    }

    /// The scale's own coordinate of a frequency in hertz; strictly increasing.
    pub fn of_hertz(self, hertz: f64) -> f64 {
        match self {
            Self::Linear => hertz,
            Self::Log => hertz.ln(),
        }
    }

    /// The frequency in hertz at a coordinate; undoes [`FrequencyScale::of_hertz`].
    pub fn to_hertz(self, coordinate: f64) -> f64 {
        match self {
            Self::Linear => coordinate,
            Self::Log => coordinate.exp(),
        }
    }
}

choice::named!(FrequencyScale, "frequency scale");

/// The frequency axis of a picture: a scale between two edges.
///
/// # Guarantees
/// `0 <= low < high`, both finite; `low > 0` on a logarithmic scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrequencyAxis {
    scale: FrequencyScale,
    low: f64,
    high: f64,
}

impl FrequencyAxis {
    /// An axis from `low` to `high` hertz, the outer edges of the lowest and the highest row.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless `low < high`, both finite, and `low > 0` on a logarithmic scale.
    pub fn new(scale: FrequencyScale, low: f64, high: f64) -> Result<Self> {
        if !(low.is_finite() && high.is_finite() && low < high) {
            return Err(Error::InvalidOption(format!(
                "the frequency range {low} Hz to {high} Hz is empty: --fmin must be below --fmax"
            )));
        }
        if scale == FrequencyScale::Log && low <= 0.0 {
            return Err(Error::InvalidOption(format!("a logarithmic axis cannot begin at {low} Hz")));
        }
        Ok(Self { scale, low, high })
    }

    /// The scale between the edges.
    pub fn scale(&self) -> FrequencyScale {
        self.scale
    }

    /// The lower edge in hertz.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The upper edge in hertz.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Where a frequency lies: 0 at the lower edge, 1 at the upper.
    pub fn fraction_of(&self, hertz: f64) -> f64 {
        let (from, to) = (self.scale.of_hertz(self.low), self.scale.of_hertz(self.high));
        (self.scale.of_hertz(hertz) - from) / (to - from)
    }

    /// The frequency in hertz at a fraction of the axis; undoes [`FrequencyAxis::fraction_of`].
    pub fn hertz_at(&self, fraction: f64) -> f64 {
        let (from, to) = (self.scale.of_hertz(self.low), self.scale.of_hertz(self.high));
        self.scale.to_hertz(from + fraction * (to - from))
    }
}
