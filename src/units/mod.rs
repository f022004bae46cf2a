//! Quantities with their units: checked once at the edges, plain numbers inside.

mod civil;
mod timestamp;
mod unit;

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, OptionName, Result};

pub use timestamp::{Civil, Timestamp, UtcOffset};
pub use unit::{Kind, Unit};

/// A number as messages show it: with an exponent where its digits would be a long row of zeros.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Short(pub f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:?}", self.0);
        f.write_str(text.strip_suffix(".0").unwrap_or(&text))
    }
}

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
    /// A small `m` would be a thousandth, which nobody means, or a slip for `M`: it is refused.
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

/// A place in a signal, counted from its start, as a user writes it.
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
