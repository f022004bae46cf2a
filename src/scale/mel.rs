//! Mel bands: triangular filters over the bins of a power spectrum.

use super::frequency::FrequencyScale;
use super::{Bank, BankRow, Bins};
use crate::choice::choices;
use crate::error::{Error, OptionName, Result};
use crate::units::{Hertz, SampleRate, Short};

/// The mel scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MelScale {
    /// Linear up to 1 kHz, logarithmic above: [`FrequencyScale::Mel`].
    #[default]
    Slaney,
    /// 2595·log10(1 + f/700): [`FrequencyScale::MelHtk`].
    Htk,
}

impl MelScale {
    /// The corresponding frequency scale.
    pub fn scale(self) -> FrequencyScale {
        match self {
            Self::Slaney => FrequencyScale::Mel,
            Self::Htk => FrequencyScale::MelHtk,
        }
    }
}

choices!(
    MelScale, "mel scale",
    Slaney => "slaney" "linear up to 1 kHz, then logarithmic",
    Htk => "htk" "2595·log10(1 + f/700)",
);

/// The height of the triangles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MelNorm {
    /// 2/(upper − lower edge in hertz): every triangle has an area of 1.
    #[default]
    Slaney,
    /// 1.
    None,
}

choices!(
    MelNorm, "mel normalization",
    Slaney => "slaney" "an area of 1",
    None => "none" "a height of 1",
);

/// Options for mel bands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MelOptions {
    /// The number of bands.
    pub bands: usize,
    /// The scale on which they have equal widths. Default: Slaney's.
    pub scale: MelScale,
    /// Their height. Default: an area of 1.
    pub norm: MelNorm,
    /// The lower edge of the lowest band. Default: 0 Hz.
    pub low: Hertz,
    /// The upper edge of the highest band. Default: half the rate.
    pub high: Option<Hertz>,
}

/// The most bands.
const MAX_BANDS: usize = 1 << 16;

impl MelOptions {
    /// The edges in hertz, two more than bands: band i rises from edge i to edge i + 1 and falls to edge i + 2.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless there are 1 to 65536 bands and 0 ≤ low < high ≤ rate/2.
    pub fn edges(&self, rate: SampleRate) -> Result<Vec<f64>> {
        let nyquist = rate.nyquist().0;
        let (low, high) = (self.low.0, self.high.map_or(nyquist, |high| high.0));
        if self.bands == 0 {
            return Err(Error::invalid(OptionName::MelBands, "must be at least 1, got 0"));
        }
        if self.bands > MAX_BANDS {
            let reason = format!("must be at most {MAX_BANDS}, got {}", self.bands);
            return Err(Error::invalid(OptionName::MelBands, reason));
        }
        if !(low >= 0.0 && low < high) {
            let reason = format!(
                "must be at least 0 Hz and below the highest frequency, {} Hz, got {} Hz",
                Short(high),
                Short(low)
            );
            return Err(Error::invalid(OptionName::LowFrequency, reason));
        }
        if high > nyquist {
            let reason = format!("must be at most half the sample rate, {} Hz, got {} Hz", Short(nyquist), Short(high));
            return Err(Error::invalid(OptionName::HighFrequency, reason));
        }
        let scale = self.scale.scale();
        let (from, to) = (scale.of_hertz(low), scale.of_hertz(high));
        let step = (to - from) / (self.bands + 1) as f64;
        let edge = |index: usize| scale.to_hertz(if index == self.bands + 1 { to } else { from + index as f64 * step });
        Ok((0..self.bands + 2).map(edge).collect())
    }

    /// The filters for the one-sided spectrum of a signal sampled at `rate`: triangles equally spaced on the mel scale
    /// and linear in hertz, labelled with their middle edges.
    ///
    /// # Errors
    /// As [`MelOptions::edges`].
    ///
    /// # Source
    /// `librosa.filters.mel` 0.11.
    pub fn bank(&self, bins: &Bins, rate: SampleRate) -> Result<Bank> {
        Ok(Bank::new(self.edges(rate)?.windows(3).map(|edges| triangle(edges, self.norm, bins)).collect()))
    }
}

/// The triangle over three edges.
fn triangle(edges: &[f64], norm: MelNorm, bins: &Bins) -> BankRow {
    let (low, middle, high) = (edges[0], edges[1], edges[2]);
    let height = match norm {
        MelNorm::Slaney => 2.0 / (high - low),
        MelNorm::None => 1.0,
    };
    let weight = |bin: usize| {
        let hertz = bins.frequency_of(bin);
        let (rising, falling) = ((hertz - low) / (middle - low), (high - hertz) / (high - middle));
        rising.min(falling).max(0.0) * height
    };
    // One more bin on each side allows for the rounding of their positions.
    let candidates = bins.around(low, high);
    let first = candidates.clone().find(|&bin| weight(bin) > 0.0).unwrap_or(0);
    let weights = candidates.skip_while(|&bin| weight(bin) <= 0.0).map(weight).take_while(|&w| w > 0.0).collect();
    BankRow { frequency: middle, first, weights }
}
