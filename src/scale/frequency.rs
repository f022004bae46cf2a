//! The scale of a frequency axis.

use super::perceptual;
use crate::choice::choices;

/// The scale of a frequency axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FrequencyScale {
    /// Equal distances are equal differences in hertz.
    #[default]
    Linear,
    /// Equal distances are equal ratios; starts above 0 Hz.
    Log,
    /// Mel: linear up to 1 kHz (3 mels per 200 Hz), then logarithmic (27 mels per factor 6.4).
    /// M. Slaney, "Auditory Toolbox", version 2, Interval Research 1998-010.
    Mel,
    /// Mel: 2595·log10(1 + f/700). S. Young and others, "The HTK Book", after
    /// D. O'Shaughnessy, "Speech Communication: Human and Machine" (1987).
    MelHtk,
    /// Bark: 26.81·f/(1960 + f) − 0.53, without the corrections at its ends, which would bend the axis.
    /// H. Traunmüller, "Analytical expressions for the tonotopic sensory scale", J. Acoust. Soc. Am. 88 (1990).
    Bark,
    /// ERB rate: 21.4·log10(1 + 0.00437·f). B. R. Glasberg, B. C. J. Moore, "Derivation of
    /// auditory filter shapes from notched-noise data", Hear. Res. 47 (1990).
    Erb,
}

impl FrequencyScale {
    /// The scale's own coordinate of a frequency in hertz; strictly increasing.
    pub fn of_hertz(self, hertz: f64) -> f64 {
        match self {
            Self::Linear => hertz,
            Self::Log => hertz.ln(),
            Self::Mel => perceptual::slaney(hertz),
            Self::MelHtk => perceptual::htk(hertz),
            Self::Bark => perceptual::bark(hertz),
            Self::Erb => perceptual::erb(hertz),
        }
    }

    /// The frequency in hertz at a coordinate; the inverse of [`FrequencyScale::of_hertz`].
    pub fn to_hertz(self, coordinate: f64) -> f64 {
        match self {
            Self::Linear => coordinate,
            Self::Log => coordinate.exp(),
            Self::Mel => perceptual::slaney_hertz(coordinate),
            Self::MelHtk => perceptual::htk_hertz(coordinate),
            Self::Bark => perceptual::bark_hertz(coordinate),
            Self::Erb => perceptual::erb_hertz(coordinate),
        }
    }

    /// The distance from one frequency up to another on the scale, in a unit of the scale's choice.
    ///
    /// The coordinates of a narrow band at 1 GHz agree in their leading digits, so that their difference keeps only the
    /// others. The distance is computed from the difference of the frequencies instead, which is exact.
    pub(super) fn distance(self, from: f64, hertz: f64) -> f64 {
        match self {
            Self::Linear => hertz - from,
            Self::Log => perceptual::ratio(0.0, from, hertz),
            Self::Mel => perceptual::slaney_distance(from, hertz),
            Self::MelHtk => perceptual::ratio(perceptual::HTK_CORNER, from, hertz),
            Self::Bark => perceptual::bark_distance(from, hertz),
            Self::Erb => perceptual::ratio(perceptual::ERB_CORNER, from, hertz),
        }
    }

    /// The frequency in hertz at a distance above another; the inverse of [`FrequencyScale::distance`].
    pub(super) fn at_distance(self, from: f64, distance: f64) -> f64 {
        match self {
            Self::Linear => from + distance,
            Self::Log => perceptual::at_ratio(0.0, from, distance),
            Self::Mel => perceptual::slaney_at_distance(from, distance),
            Self::MelHtk => perceptual::at_ratio(perceptual::HTK_CORNER, from, distance),
            Self::Bark => perceptual::bark_at_distance(from, distance),
            Self::Erb => perceptual::at_ratio(perceptual::ERB_CORNER, from, distance),
        }
    }
}

choices!(
    FrequencyScale, "frequency scale",
    Linear => "linear" "",
    Log => "log" "",
    Mel => "mel" "mel scale (Slaney)",
    MelHtk => "mel-htk" "mel scale (HTK)",
    Bark => "bark" "Bark scale (Traunmüller)",
    Erb => "erb" "ERB-rate scale (Glasberg and Moore)",
);
