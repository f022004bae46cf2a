//! The units of samples and cells.

use std::borrow::Cow;
use std::fmt;

use crate::error::{Error, OptionName, Result};

/// The kind of a cell, which determines how it is pooled, coloured and labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Power: non-negative and additive, with a level of 10·log10.
    Power,
    /// The square of an amplitude: pooled as power, shown as its root, whose level is 20·log10.
    Amplitude,
    /// A phase in (−π, π], in radians.
    Angle,
    /// An unwrapped phase, in radians.
    Phase,
    /// A difference of levels in decibels, of either sign.
    Difference,
}

impl Kind {
    /// Whether cells are powers or squares: non-negative, with a level in decibels.
    pub fn has_level(self) -> bool {
        matches!(self, Self::Power | Self::Amplitude)
    }

    /// Whether several cells can be combined by their sum, mean or maximum.
    pub fn can_be_pooled(self) -> bool {
        self.has_level()
    }
}

/// The unit of samples: its symbol, the reference value of levels, and its value at full scale.
///
/// # Guarantees
/// `reference` and `per_full_scale` are above 0 and their squares finite and normal.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    symbol: Cow<'static, str>,
    reference: f64,
    per_full_scale: f64,
}

impl Unit {
    /// Uncalibrated samples, re full scale.
    pub const FULL_SCALE: Self = Self { symbol: Cow::Borrowed("FS"), reference: 1.0, per_full_scale: 1.0 };

    /// A unit such as `µPa`: `reference` is 0 dB, and a sample of 1 represents `per_full_scale`.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] for an empty symbol, and unless both numbers are above 0 and have a square.
    pub fn new(symbol: impl Into<Cow<'static, str>>, reference: f64, per_full_scale: f64) -> Result<Self> {
        let symbol = symbol.into();
        let is_usable = |value: f64| value > 0.0 && (value * value).is_normal();
        if symbol.is_empty() || !is_usable(reference) || !is_usable(per_full_scale) {
            let reason = format!(
                "must have a symbol, and a reference and full-scale value above 0, got '{symbol}', {reference} and \
                 {per_full_scale}"
            );
            return Err(Error::invalid(OptionName::Unit, reason));
        }
        Ok(Self { symbol, reference, per_full_scale })
    }

    /// Whether samples are uncalibrated.
    pub fn is_full_scale(&self) -> bool {
        *self == Self::FULL_SCALE
    }

    /// The symbol, such as `FS` or `µPa`.
    pub fn symbol(&self) -> &str {
        &self.symbol
    }

    /// The value of 0 dB, in this unit.
    pub fn reference(&self) -> f64 {
        self.reference
    }

    /// The value that a sample of 1 represents, in this unit; its square multiplies power.
    pub fn per_full_scale(&self) -> f64 {
        self.per_full_scale
    }

    /// The power of a sample of 1, relative to that of the reference.
    pub fn full_scale_power(&self) -> f64 {
        let amplitude = self.per_full_scale / self.reference;
        amplitude * amplitude
    }

    /// The symbol as a factor: in parentheses if an exponent or a slash beside it would be misread.
    pub(crate) fn factor(&self) -> Cow<'_, str> {
        let is_plain = self.symbol.chars().all(|c| c.is_alphabetic() || c == '%');
        if is_plain { Cow::Borrowed(self.symbol()) } else { Cow::Owned(format!("({})", self.symbol)) }
    }

    /// Whether the reference is 1 of the unit.
    pub(crate) fn refers_to_one(&self) -> bool {
        self.reference == 1.0
    }
}

impl fmt::Display for Unit {
    /// Writes the reference with its unit: `1 FS`, `20 µPa`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.reference, self.symbol)
    }
}
