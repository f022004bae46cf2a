//! Rates, frequencies, durations and levels.

use std::fmt;
use std::str::FromStr;

use super::short::Short;
use crate::error::{Error, OptionName, Result};

/// A sampling rate in samples per second: finite and above zero.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct SampleRate(f64);

impl SampleRate {
    /// Checks a rate in samples per second.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless `rate` is finite and above 0.
    pub fn new(rate: f64) -> Result<Self> {
        if rate.is_finite() && rate > 0.0 {
            Ok(Self(rate))
        } else {
            Err(Error::invalid(OptionName::SampleRate, format!("must be above 0 Hz, got {}", Short(rate))))
        }
    }

    /// The rate in samples per second.
    pub fn get(self) -> f64 {
        self.0
    }

    /// Half the rate, the highest frequency a real signal can hold.
    pub fn nyquist(self) -> Hertz {
        Hertz(self.0 / 2.0)
    }

    /// The duration of `samples` samples.
    pub fn duration(self, samples: u64) -> Seconds {
        Seconds(samples as f64 / self.0)
    }
}

/// A frequency in hertz.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Hertz(pub f64);

impl FromStr for Hertz {
    type Err = Error;

    /// Reads `440`, `8k`, `2.4M`, `1.4G` or `1e3`; a trailing `Hz` is allowed, and `K`, `khz` or `MHZ` too.
    ///
    /// A small `m` is refused: it would mean a thousandth, and is probably a slip for `M`.
    fn from_str(text: &str) -> Result<Self> {
        let bare = text.trim();
        let unit =
            bare.len().checked_sub(2).and_then(|at| bare.get(at..)).filter(|unit| unit.eq_ignore_ascii_case("hz"));
        let bare = bare[..bare.len() - unit.map_or(0, str::len)].trim_end();
        let (digits, factor) = match bare.as_bytes().last() {
            Some(b'k' | b'K') => (&bare[..bare.len() - 1], 1e3),
            Some(b'M') => (&bare[..bare.len() - 1], 1e6),
            Some(b'G') => (&bare[..bare.len() - 1], 1e9),
            _ => (bare, 1.0),
        };
        match digits.trim_end().parse::<f64>().map(|value| value * factor) {
            Ok(value) if value.is_finite() => Ok(Self(value)),
            _ => Err(Error::invalid_text(text, "is not a frequency such as 440, 8k or 2.4M")),
        }
    }
}

impl fmt::Display for Hertz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} Hz", Short(self.0))
    }
}

/// A time or a duration in seconds.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Seconds(pub f64);

/// A level or a difference of levels in decibels.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Decibels(pub f64);

impl Decibels {
    /// The level of a power ratio, 10·log10(`power`); −∞ for 0.
    pub fn of_power(power: f64) -> Self {
        Self(10.0 * power.log10())
    }
}
