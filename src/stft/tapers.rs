//! Options for the tapers of a multitaper transform.

use std::fmt;
use std::str::FromStr;

use super::choices::TaperWeights;
use crate::error::{Error, OptionName, Result};

/// Options for the tapers of a multitaper transform.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TaperOptions {
    /// The product NW of the window's length in seconds and half the bandwidth in hertz. Default: 4.
    pub bandwidth: f64,
    /// Their number K. Default: 2NW − 1, the most that keep nearly all their energy within the band.
    pub count: usize,
    /// Their weights. Default: the eigenvalues.
    pub weights: TaperWeights,
}

impl TaperOptions {
    /// The usual number of tapers for a product NW: 2NW − 1, at least 1.
    pub fn new(bandwidth: f64) -> Self {
        let count = ((2.0 * bandwidth - 1.0) as usize).max(1);
        Self { bandwidth, count, weights: TaperWeights::default() }
    }
}

impl Default for TaperOptions {
    fn default() -> Self {
        Self::new(4.0)
    }
}

impl FromStr for TaperOptions {
    type Err = Error;

    /// Reads `NW` or `NW:K`, such as `4:7`.
    fn from_str(text: &str) -> Result<Self> {
        let (bandwidth, count) =
            text.split_once(':').map_or((text, None), |(bandwidth, count)| (bandwidth, Some(count)));
        let wrong = || {
            let form = "must be NW or NW:K (NW above 0, K a number of tapers), such as 4 or 4:7";
            Error::invalid(OptionName::Tapers, format!("{form}, got '{text}'"))
        };
        let bandwidth = bandwidth.parse().ok().filter(|nw: &f64| *nw > 0.0 && nw.is_finite()).ok_or_else(wrong)?;
        let usual = Self::new(bandwidth);
        let count = count.map_or(Ok(usual.count), |count| count.parse().map_err(|_| wrong()))?;
        Ok(Self { count, ..usual })
    }
}

/// The form used in summaries.
impl fmt::Display for TaperOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { bandwidth, count, weights } = self;
        write!(f, "{count} taper{} of NW {bandwidth}, {weights} weights", if *count == 1 { "" } else { "s" })
    }
}
