//! Window names: `NAME` or `NAME:PARAMETER`.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::kind::Window;
use crate::choice;
use crate::error::{Error, OptionName, Result};
use crate::units::Short;

/// Names that other programs use, and the corresponding names here.
const ELSEWHERE: [(&str, &str); 13] = [
    ("bh", "blackmanharris"),
    ("chebyshev", "chebwin"),
    ("dirichlet", "boxcar"),
    ("dolph", "chebwin"),
    ("fejer", "bartlett"),
    ("hanning", "hann"),
    ("none", "boxcar"),
    ("rect", "boxcar"),
    ("rectangular", "boxcar"),
    ("sine", "cosine"),
    ("slepian", "dpss"),
    ("triangular", "bartlett"),
    ("uniform", "boxcar"),
];

/// A window's parameter: its name and its range.
struct Parameter {
    name: &'static str,
    range: RangeInclusive<f64>,
    /// The range in words.
    rule: &'static str,
}

impl Window {
    /// The name users type, without the parameter.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Boxcar => "boxcar",
            Self::Bartlett => "bartlett",
            Self::Cosine => "cosine",
            Self::Hann => "hann",
            Self::Hamming => "hamming",
            Self::Blackman => "blackman",
            Self::BlackmanHarris => "blackmanharris",
            Self::Nuttall => "nuttall",
            Self::Flattop => "flattop",
            Self::Bohman => "bohman",
            Self::Parzen => "parzen",
            Self::Gaussian(_) => "gaussian",
            Self::Kaiser(_) => "kaiser",
            Self::Tukey(_) => "tukey",
            Self::Dpss(_) => "dpss",
            Self::Chebwin(_) => "chebwin",
        }
    }

    /// The pattern users type, with the parameter's name and its default: `kaiser[:BETA = 8.6]`.
    pub fn pattern(&self) -> String {
        let Some(Parameter { name, .. }) = self.parameter() else { return self.name().to_owned() };
        let default = self.value().map_or_else(String::new, |value| format!(" = {}", Short(value)));
        format!("{}[:{name}{default}]", self.name())
    }

    /// The parameter's value, if it has one and it is set.
    fn value(&self) -> Option<f64> {
        match *self {
            Self::Gaussian(std) => std,
            Self::Kaiser(value) | Self::Tukey(value) | Self::Dpss(value) | Self::Chebwin(value) => Some(value),
            _ => None,
        }
    }

    /// The same kind of window with another parameter; a window without one is returned unchanged.
    fn with_value(self, value: f64) -> Self {
        match self {
            Self::Gaussian(_) => Self::Gaussian(Some(value)),
            Self::Kaiser(_) => Self::Kaiser(value),
            Self::Tukey(_) => Self::Tukey(value),
            Self::Dpss(_) => Self::Dpss(value),
            Self::Chebwin(_) => Self::Chebwin(value),
            plain => plain,
        }
    }

    /// The parameter's range, for windows that have one.
    fn parameter(&self) -> Option<Parameter> {
        let above_zero = f64::MIN_POSITIVE..=f64::MAX;
        match self {
            Self::Gaussian(_) => Some(Parameter { name: "STD", range: above_zero, rule: "above 0 samples" }),
            Self::Kaiser(_) => Some(Parameter { name: "BETA", range: 0.0..=1e6, rule: "between 0 and 1000000" }),
            Self::Tukey(_) => Some(Parameter { name: "ALPHA", range: 0.0..=1.0, rule: "between 0 and 1" }),
            Self::Dpss(_) => {
                Some(Parameter { name: "NW", range: above_zero, rule: "above 0 and below half the window's length" })
            }
            Self::Chebwin(_) => {
                Some(Parameter { name: "DB", range: f64::MIN_POSITIVE..=300.0, rule: "above 0 and at most 300 dB" })
            }
            _ => None,
        }
    }

    /// Checks the parameter's range, as far as it does not depend on the length.
    pub(super) fn check(&self) -> Result<()> {
        match (self.parameter(), self.value()) {
            (Some(parameter), Some(value)) if !parameter.range.contains(&value) => {
                Err(Error::invalid(OptionName::Window, format!("{self} is out of range: {}", parameter.requirement())))
            }
            _ => Ok(()),
        }
    }
}

impl Parameter {
    fn requirement(&self) -> String {
        format!("{} must be a number {}", self.name, self.rule)
    }

    fn out_of_range(&self, window: &str, typed: &str) -> Error {
        let reason = format!("is not a valid window: {}", self.requirement());
        Error::invalid_text(format!("{window}:{typed}"), reason)
    }
}

impl fmt::Display for Window {
    /// Writes the form that [`FromStr`] reads; the parameter is included if it is set.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        self.value().map_or(Ok(()), |value| write!(f, ":{}", Short(value)))
    }
}

impl FromStr for Window {
    type Err = Error;

    /// Reads `hann`, `kaiser` (with its default parameter) or `kaiser:8.6`.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] for an unknown name (with the nearest known one) and for a parameter
    /// that is out of range, not a number, or not expected.
    fn from_str(text: &str) -> Result<Self> {
        let (name, typed) = match text.split_once(':') {
            Some((name, typed)) => (name, Some(typed)),
            None => (text, None),
        };
        let window = Self::ALL.into_iter().find(|window| window.name() == name).ok_or_else(|| unknown(name))?;
        match (typed, window.parameter()) {
            (None, _) => Ok(window),
            (Some(_), None) => {
                Err(Error::invalid_text(text, format!("is not a valid window: {name} takes no parameter")))
            }
            (Some(typed), Some(parameter)) => match typed.parse::<f64>() {
                Ok(value) if parameter.range.contains(&value) => Ok(window.with_value(value)),
                _ => Err(parameter.out_of_range(name, typed)),
            },
        }
    }
}

/// The error for an unknown name, with the equivalent for a name that another program uses.
fn unknown(name: &str) -> Error {
    let names = Window::ALL.map(|window| window.name());
    let lower = name.to_lowercase();
    let alias = ELSEWHERE.iter().find(|(other, _)| *other == lower).map(|(_, here)| *here);
    choice::unknown_but("window", name, alias.or_else(|| choice::nearest(name, &names)), &names)
}
