//! Frequencies in messages.

use std::fmt;

/// A frequency in hertz, or in megahertz from 1 MHz on.
pub(crate) struct Prefixed(pub(crate) f64);

impl fmt::Display for Prefixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.abs() < 1e6 { write!(f, "{} Hz", self.0) } else { write!(f, "{} MHz", self.0 / 1e6) }
    }
}
