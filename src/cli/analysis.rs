//! The flags of the transform, and what they mean together.

use std::num::NonZeroUsize;
use std::str::FromStr;

use clap::Args;
use specgram::stft::{Scaling, StftOptions};
use specgram::window::Window;

use super::failure::Usage;

/// Flags about the transform.
#[derive(Args)]
#[command(next_help_heading = "Analysis")]
pub(super) struct AnalysisFlags {
    /// DFT length in samples [default: 1024, or the window's length if larger]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    nfft: Option<usize>,

    /// Samples under the window, the rest is zeros [default: the DFT length]
    #[arg(long, value_name = "L", allow_negative_numbers = true)]
    window_length: Option<usize>,

    /// Window shape
    ///
    /// boxcar, bartlett, cosine, hann, hamming, blackman, blackmanharris, nuttall, flattop, bohman, parzen,
    /// gaussian[:STD in samples], kaiser[:BETA = 8.6], tukey[:ALPHA = 0.25], dpss[:NW = 2.5] and chebwin[:DB = 100]:
    /// scipy's names and formulas, periodic.
    /// A gaussian without STD gets, in a picture, the one that resolves time and frequency to equally many pixels,
    /// STD² = hop·N/2π, but at most a sixth of the window's length; in an export, a sixth of it.
    #[arg(long, value_name = "W", default_value = "hann")]
    window: Window,

    /// Samples that frames share: 900, 75% or auto [default: auto; export: 50%]
    ///
    /// auto is the overlap that gives about one frame per pixel column, at least half a window.
    #[arg(long, value_name = "X", conflicts_with = "hop")]
    overlap: Option<Overlap>,

    /// Samples from one frame to the next, instead of --overlap
    #[arg(long, value_name = "H", allow_negative_numbers = true)]
    hop: Option<usize>,

    /// Levels: density, spectrum or dbfs [default: dbfs; export: density]
    ///
    /// density: power spectral density in FS²/Hz, noise keeps its level.
    /// spectrum: power in FS², a sine of amplitude A reads A²/2.
    /// dbfs: level re a full-scale sine, which reads 0 dB with any window.
    #[arg(long, value_name = "KIND", verbatim_doc_comment)]
    scaling: Option<Scaling>,

    /// Worker threads; never changes the result [default: one per processor]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    threads: Option<NonZeroUsize>,
}

/// An overlap as typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Overlap {
    /// To fit the picture.
    Auto,
    /// In samples.
    Samples(usize),
    /// In percent of the window.
    Percent(f64),
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
    fn hop(self, window_length: usize) -> anyhow::Result<usize> {
        let samples = match self {
            Self::Auto => window_length / 2,
            Self::Samples(samples) => samples,
            Self::Percent(percent) => (window_length as f64 * percent / 100.0) as usize,
        };
        window_length.checked_sub(samples).filter(|hop| *hop > 0).ok_or_else(|| {
            Usage::error(format!(
                "an overlap of {samples} samples leaves no hop: --overlap must be below the window's {window_length}"
            ))
        })
    }
}

impl AnalysisFlags {
    /// The transform that was asked for, and whether its hop is to fit the picture.
    pub(super) fn resolve(&self, scaling: Scaling, overlap: Overlap) -> anyhow::Result<(StftOptions, bool)> {
        let nfft = self.nfft.unwrap_or_else(|| self.window_length.map_or(1024, |length| length.max(1024)));
        let window_length = self.window_length.unwrap_or(nfft);
        let mut options = StftOptions {
            nfft,
            window_length,
            window: self.window,
            scaling: self.scaling.unwrap_or(scaling),
            hop: self.hop.unwrap_or(1),
            ..StftOptions::default()
        };
        // Even a mere limit of size is one of what was typed here.
        options.check().map_err(|error| Usage::error(error.to_string()))?;
        let overlap = self.overlap.unwrap_or(overlap);
        if self.hop.is_none() {
            options.hop = overlap.hop(window_length)?;
        }
        Ok((options, self.hop.is_none() && overlap == Overlap::Auto))
    }

    /// How many threads to use.
    pub(super) fn threads(&self) -> NonZeroUsize {
        self.threads.unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN))
    }
}
