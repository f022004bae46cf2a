//! How far frames overlap, as typed, and the hop that this leaves.

use std::str::FromStr;

use specgram::source::AudioSpec;

use super::failure::Usage;

/// An overlap as typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Overlap {
    /// To fit the picture.
    Auto,
    /// In samples.
    Samples(usize),
    /// In percent of the window.
    Percent(f64),
    /// What leaves a hop of one in so many parts of the window; it has no name to be typed.
    AllBut(usize),
    /// What leaves so many frames a second; it has no name to be typed either.
    PerSecond(f64),
}

impl FromStr for Overlap {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is not an overlap such as 900, 75% or auto");
        if text == "auto" {
            return Ok(Self::Auto);
        }
        match text.strip_suffix('%') {
            Some(percent) => percent
                .parse()
                .ok()
                .filter(|p| (0.0..100.0).contains(p))
                .map(Self::Percent)
                .ok_or_else(|| format!("'{text}' is not an overlap of 0% to less than 100%")),
            None => text.parse().map(Self::Samples).map_err(|_| wrong()),
        }
    }
}

impl Overlap {
    /// The hop it leaves of a window; for a picture, the longest.
    pub(super) fn hop(self, window_length: usize, input: Option<&AudioSpec>) -> anyhow::Result<usize> {
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
            Usage::error(format!("--overlap must be below the window length, {window_length} samples, got {samples}"))
        })
    }
}
