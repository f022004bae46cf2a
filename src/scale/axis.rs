//! The frequency axis of a picture.

use super::frequency::FrequencyScale;
use crate::error::{Error, OptionName, Result};
use crate::units::Short;

/// The frequency axis of a picture: a scale between two edges.
///
/// # Guarantees
/// `low < high`, both finite; `low > 0` on a logarithmic scale, `low >= 0` on any but a linear one.
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
    /// [`Error::InvalidOption`] unless `low < high`, both finite, `low > 0` on a logarithmic scale
    /// and `low >= 0` on any but a linear one.
    pub fn new(scale: FrequencyScale, low: f64, high: f64) -> Result<Self> {
        let [from, to] = [low, high].map(Short);
        if !(low.is_finite() && high.is_finite() && low < high) {
            let reason = format!("must be below the highest frequency, {to} Hz, got {from} Hz");
            return Err(Error::invalid(OptionName::LowFrequency, reason));
        }
        if scale == FrequencyScale::Log && low <= 0.0 {
            let reason = format!("must be above 0 Hz on a logarithmic axis, got {from} Hz");
            return Err(Error::invalid(OptionName::LowFrequency, reason));
        }
        if scale != FrequencyScale::Linear && low < 0.0 {
            let reason =
                format!("must be at least 0 Hz on a {scale} axis, got {from} Hz: use a linear axis, or start at 0");
            return Err(Error::invalid(OptionName::LowFrequency, reason));
        }
        if scale.distance(low, high) <= 0.0 {
            let reason = format!("{from} Hz and highest frequency {to} Hz are the same point of a {scale} axis");
            return Err(Error::invalid(OptionName::LowFrequency, reason));
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

    /// The position of a frequency: 0 at the lower edge, 1 at the upper.
    pub fn fraction_of(&self, hertz: f64) -> f64 {
        self.scale.distance(self.low, hertz) / self.scale.distance(self.low, self.high)
    }

    /// The frequency in hertz at a fraction of the axis; the inverse of [`FrequencyAxis::fraction_of`].
    pub fn hertz_at(&self, fraction: f64) -> f64 {
        self.scale.at_distance(self.low, fraction * self.scale.distance(self.low, self.high))
    }
}
