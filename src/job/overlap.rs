//! The requested overlap of frames, and the resulting hop.

use std::str::FromStr;

use crate::error::{Error, OptionName, Result};
use crate::source::AudioSpec;
use crate::warning::counted;

/// The overlap of frames.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Overlap {
    /// Chosen to give about one frame per column of the picture.
    Auto,
    /// A number of samples.
    Samples(usize),
    /// A percentage of the window.
    Percent(f64),
    /// All of the window except the hop, which is the window divided by this number; cannot be typed.
    AllBut(usize),
    /// Chosen to give this many frames per second; cannot be typed either.
    PerSecond(f64),
}

impl FromStr for Overlap {
    type Err = Error;

    /// Reads `auto`, a number of samples such as `900`, or percent such as `75%`.
    fn from_str(text: &str) -> Result<Self> {
        let invalid = |must: &str| Error::invalid(OptionName::Overlap, format!("must be {must}, got '{text}'"));
        if text == "auto" {
            return Ok(Self::Auto);
        }
        match text.strip_suffix('%') {
            Some(percent) => percent
                .parse()
                .ok()
                .filter(|p| (0.0..100.0).contains(p))
                .map(Self::Percent)
                .ok_or_else(|| invalid("at least 0% and below 100%")),
            None => {
                let samples = text.parse().map(Self::Samples);
                samples.map_err(|_| invalid("a whole number of samples, a percentage or auto"))
            }
        }
    }
}

impl Overlap {
    /// The hop for a window, in samples; for a picture, the longest hop.
    ///
    /// Without an input, values that depend on it are 1.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] if the overlap ≥ `window_length`.
    pub fn hop(self, window_length: usize, input: Option<&AudioSpec>) -> Result<usize> {
        let samples = match self {
            Self::Auto => window_length / 2,
            Self::PerSecond(frames) => {
                let hop = input.map_or(1.0, |spec| spec.sample_rate.get() / frames);
                return Ok((hop as usize).max(1));
            }
            Self::AllBut(parts) => return Ok((window_length / parts).max(1)),
            Self::Samples(samples) => samples,
            Self::Percent(percent) => (window_length as f64 * percent / 100.0) as usize,
        };
        window_length.checked_sub(samples).filter(|hop| *hop > 0).ok_or_else(|| {
            let window = counted(window_length as u64, "sample");
            let reason = format!("must be below the window length, {window}, got {samples}");
            Error::invalid(OptionName::Overlap, reason)
        })
    }
}
