//! Positions in a signal.

use std::fmt;
use std::str::FromStr;

use super::scalar::SampleRate;
use super::short::Short;
use crate::error::{Error, OptionName, Result};
use crate::warning::{Place, counted};

/// A position in a signal, counted from its start, as users write it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Position {
    /// In seconds; finite and not negative.
    Seconds(f64),
    /// In samples per channel.
    Samples(u64),
}

impl Position {
    /// The nearest whole sample at `rate`; saturates at `u64::MAX`.
    pub fn in_samples(self, rate: SampleRate) -> u64 {
        match self {
            Self::Seconds(seconds) => (seconds * rate.get()).round() as u64,
            Self::Samples(samples) => samples,
        }
    }

    /// The position in seconds.
    pub(crate) fn in_seconds(self, rate: SampleRate) -> f64 {
        match self {
            Self::Seconds(seconds) => seconds,
            Self::Samples(samples) => rate.duration(samples).0,
        }
    }

    /// The position in words.
    pub(crate) fn place(self, rate: SampleRate) -> Place {
        Place { sample: self.in_samples(rate), seconds: self.in_seconds(rate) }
    }

    /// A duration in whole samples, as [`Position::in_samples`].
    ///
    /// # Errors
    /// [`Error::InvalidOption`] if that is 0.
    pub(crate) fn duration_in_samples(self, rate: SampleRate) -> Result<u64> {
        match self.in_samples(rate) {
            0 => {
                let reason = format!("must be at least 1 sample at {} Hz, got {self}", Short(rate.get()));
                Err(Error::invalid(OptionName::Duration, reason))
            }
            samples => Ok(samples),
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seconds(seconds) => write!(f, "{} s", Short(*seconds)),
            Self::Samples(samples) => f.write_str(&counted(*samples, "sample")),
        }
    }
}

impl FromStr for Position {
    type Err = Error;

    /// Reads `90`, `1:30`, `00:01:30.5` or `8192samples`.
    fn from_str(text: &str) -> Result<Self> {
        let wrong = || Error::invalid_text(text, "is not a time such as 90, 1:30, 00:01:30.5 or 8192samples");
        let text = text.trim();
        if let Some(count) = text.strip_suffix("samples") {
            return count.trim_end().parse().map(Self::Samples).map_err(|_| wrong());
        }
        let fields: Vec<&str> = text.split(':').collect();
        let (last, leading) = fields.split_last().ok_or_else(wrong)?;
        if leading.len() > 2 || text.contains(['-', '+']) {
            return Err(wrong());
        }
        let mut whole: f64 = 0.0;
        for field in leading {
            let value: u32 = field.parse().map_err(|_| wrong())?;
            whole = (whole + f64::from(value)) * 60.0;
        }
        let seconds: f64 = last.trim_end_matches('s').parse().map_err(|_| wrong())?;
        let below_a_minute = leading.is_empty() || seconds < 60.0;
        if seconds.is_finite() && below_a_minute { Ok(Self::Seconds(whole + seconds)) } else { Err(wrong()) }
    }
}
