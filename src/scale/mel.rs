//! Mel bands: triangular filters over the bins of a power spectrum.

use super::{Bins, FrequencyScale};
use crate::choice;
use crate::error::{Error, OptionName, Result};
use crate::units::{Hertz, SampleRate, Short};

/// Which mel scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MelScale {
    /// Linear up to 1 kHz, logarithmic above: [`FrequencyScale::Mel`].
    #[default]
    Slaney,
    /// 2595·log10(1 + f/700): [`FrequencyScale::MelHtk`].
    Htk,
}

impl MelScale {
    /// As a frequency scale.
    pub fn scale(self) -> FrequencyScale {
        match self {
            Self::Slaney => FrequencyScale::Mel,
            Self::Htk => FrequencyScale::MelHtk,
        }
    }
}

impl MelScale {
    /// Every one there is, in the order of the help text.
    pub const ALL: [Self; 2] = [Self::Slaney, Self::Htk];

    /// The name a user types.
    pub fn name(self) -> &'static str {
        match self {
            Self::Slaney => "slaney",
            Self::Htk => "htk",
        }
    }
}

choice::named!(MelScale, "mel scale");

/// How high the triangles are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MelNorm {
    /// 2/(upper − lower edge in hertz): every triangle has an area of 1.
    #[default]
    Slaney,
    /// 1.
    None,
}

impl MelNorm {
    /// Every one there is, in the order of the help text.
    pub const ALL: [Self; 2] = [Self::Slaney, Self::None];

    /// The name a user types.
    pub fn name(self) -> &'static str {
        match self {
            Self::Slaney => "slaney",
            Self::None => "none",
        }
    }
}

choice::named!(MelNorm, "mel norm");

/// The bands to be made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MelOptions {
    /// How many.
    pub bands: usize,
    /// On which scale they are equally wide. Default: Slaney's.
    pub scale: MelScale,
    /// How high they are. Default: an area of 1.
    pub norm: MelNorm,
    /// The lower edge of the lowest. Default: 0 Hz.
    pub low: Hertz,
    /// The upper edge of the highest. Default: half the rate.
    pub high: Option<Hertz>,
}

/// The most bands that are made.
const MAX_BANDS: usize = 1 << 16;

/// Triangular filters, equally spaced on a mel scale.
///
/// Band i rises from edge i to edge i + 1 and falls to edge i + 2, linearly in hertz.
///
/// # Source
/// `librosa.filters.mel` 0.11.
#[derive(Debug, Clone, PartialEq)]
pub struct MelBank {
    edges: Vec<f64>,
    filters: Vec<Filter>,
}

/// The bins of a band, from `first` on, with their weights.
#[derive(Debug, Clone, PartialEq)]
struct Filter {
    first: usize,
    weights: Vec<f64>,
}

impl MelBank {
    /// Makes the filters for the one-sided spectrum of a signal sampled at `rate`.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless there are 1 to 65536 bands and 0 ≤ low < high ≤ rate/2.
    pub fn new(options: &MelOptions, bins: &Bins, rate: SampleRate) -> Result<Self> {
        let nyquist = rate.nyquist().0;
        let (low, high) = (options.low.0, options.high.map_or(nyquist, |high| high.0));
        if options.bands == 0 {
            return Err(Error::invalid(OptionName::MelBands, "must be at least 1, got 0"));
        }
        if options.bands > MAX_BANDS {
            let reason = format!("must be at most {MAX_BANDS}, got {}", options.bands);
            return Err(Error::invalid(OptionName::MelBands, reason));
        }
        if !(low >= 0.0 && low < high) {
            let reason = format!(
                "must be at least 0 and below the highest frequency, {} Hz, got {} Hz",
                Short(high),
                Short(low)
            );
            return Err(Error::invalid(OptionName::LowFrequency, reason));
        }
        if high > nyquist {
            let reason = format!("must be at most half the sample rate, {} Hz, got {} Hz", Short(nyquist), Short(high));
            return Err(Error::invalid(OptionName::HighFrequency, reason));
        }
        let scale = options.scale.scale();
        let (from, to) = (scale.of_hertz(low), scale.of_hertz(high));
        let step = (to - from) / (options.bands + 1) as f64;
        let edge =
            |index: usize| scale.to_hertz(if index == options.bands + 1 { to } else { from + index as f64 * step });
        let edges: Vec<f64> = (0..options.bands + 2).map(edge).collect();
        let filters = edges.windows(3).map(|edges| Filter::new(edges, options.norm, bins)).collect();
        Ok(Self { edges, filters })
    }

    /// How many bands.
    pub fn bands(&self) -> usize {
        self.filters.len()
    }

    /// The edges in hertz, two more than bands.
    pub fn edges(&self) -> &[f64] {
        &self.edges
    }

    /// The middle edge of a band, in hertz.
    pub fn center(&self, band: usize) -> f64 {
        self.edges[band + 1]
    }

    /// The weight of a bin in a band.
    pub fn weight(&self, band: usize, bin: usize) -> f64 {
        let Filter { first, weights } = &self.filters[band];
        bin.checked_sub(*first).and_then(|index| weights.get(index)).copied().unwrap_or(0.0)
    }

    /// How many bands are so narrow that no bin lies in them; they read 0.
    pub fn empty_bands(&self) -> usize {
        self.filters.iter().filter(|filter| filter.weights.is_empty()).count()
    }

    /// Writes the weighted sum of the bins for every band.
    ///
    /// # Panics
    /// Unless `bands` holds a value for each band, and `bins` all bins.
    pub fn apply(&self, bins: &[f64], bands: &mut [f64]) {
        assert_eq!(bands.len(), self.filters.len(), "one value per band");
        for (band, Filter { first, weights }) in bands.iter_mut().zip(&self.filters) {
            // From 0, since the sum of no floats is −0.
            *band = weights.iter().zip(&bins[*first..]).fold(0.0, |sum, (weight, bin)| sum + weight * bin);
        }
    }
}

impl Filter {
    /// The triangle over three edges.
    fn new(edges: &[f64], norm: MelNorm, bins: &Bins) -> Self {
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
        // The bins within, and one more on each side for the rounding of their places.
        let place = |hertz: f64| ((hertz - bins.first) / bins.width).max(0.0);
        let candidates =
            (place(low).floor() as usize).saturating_sub(1)..(place(high).ceil() as usize + 2).min(bins.count);
        let first = candidates.clone().find(|&bin| weight(bin) > 0.0).unwrap_or(0);
        let weights = candidates.skip_while(|&bin| weight(bin) <= 0.0).map(weight).take_while(|&w| w > 0.0).collect();
        Self { first, weights }
    }
}
