//! Frequency scales, and which bins make a row of the picture.

mod bank;
mod bins;
mod mel;
mod perceptual;
mod rows;

pub use bank::{Bank, BankRow};
pub use bins::Bins;
pub use mel::{MelNorm, MelOptions, MelScale};
pub use rows::{Combine, RowMap};

use crate::choice::choices;
use crate::error::{Error, OptionName, Result};
use crate::units::Short;

/// How frequency is laid out along an axis.
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

    /// The frequency in hertz at a coordinate; undoes [`FrequencyScale::of_hertz`].
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

    /// How far a frequency is above another on the scale, in parts that the scale chooses.
    ///
    /// Coordinates of a narrow band at 1 GHz agree in their leading digits, and their difference has only the others:
    /// here it is the frequencies' own that is taken, which is exact.
    fn distance(self, from: f64, hertz: f64) -> f64 {
        match self {
            Self::Linear => hertz - from,
            Self::Log => perceptual::ratio(0.0, from, hertz),
            Self::Mel => perceptual::slaney_distance(from, hertz),
            Self::MelHtk => perceptual::ratio(perceptual::HTK_CORNER, from, hertz),
            Self::Bark => perceptual::bark_distance(from, hertz),
            Self::Erb => perceptual::ratio(perceptual::ERB_CORNER, from, hertz),
        }
    }

    /// The frequency in hertz so far above another; undoes [`FrequencyScale::distance`].
    fn at_distance(self, from: f64, distance: f64) -> f64 {
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
    Mel => "mel" "Slaney's",
    MelHtk => "mel-htk" "HTK's",
    Bark => "bark" "Traunmüller's",
    Erb => "erb" "Glasberg and Moore's ERB rate",
);

/// The frequency axis of a picture: a scale between two edges.
///
/// # Guarantees
/// `low < high`, both finite; `low > 0` on a logarithmic scale, `low >= 0` on any but a linear one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrequencyAxis {
    scale: FrequencyScale,
    low: f64,
    high: f64,
}

impl FrequencyAxis {
    /// An axis from `low` to `high` hertz, the outer edges of the lowest and the highest row.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless `low < high`, both finite, `low > 0` on a logarithmic scale
    /// and `low >= 0` on any but a linear one.
    pub fn new(scale: FrequencyScale, low: f64, high: f64) -> Result<Self> {
        let [from, to] = [low, high].map(Short);
        if !(low.is_finite() && high.is_finite() && low < high) {
            let reason = format!("must be below the highest frequency, {to} Hz, got {from} Hz");
            return Err(Error::invalid(OptionName::LowFrequency, reason));
        }
        if scale == FrequencyScale::Log && low <= 0.0 {
            let reason = format!("must be above 0 Hz on a logarithmic axis, got {from} Hz");
            return Err(Error::invalid(OptionName::LowFrequency, reason));
        }
        if scale != FrequencyScale::Linear && low < 0.0 {
            let reason =
                format!("must be at least 0 Hz on a {scale} axis, got {from} Hz: use a linear axis, or start at 0");
            return Err(Error::invalid(OptionName::LowFrequency, reason));
        }
        if scale.distance(low, high) <= 0.0 {
            let reason = format!("{from} Hz and highest frequency {to} Hz are the same point of a {scale} axis");
            return Err(Error::invalid(OptionName::LowFrequency, reason));
        }
        Ok(Self { scale, low, high })
    }

    /// The scale between the edges.
    pub fn scale(&self) -> FrequencyScale {
        self.scale
    }

    /// The lower edge in hertz.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The upper edge in hertz.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Where a frequency lies: 0 at the lower edge, 1 at the upper.
    pub fn fraction_of(&self, hertz: f64) -> f64 {
        self.scale.distance(self.low, hertz) / self.scale.distance(self.low, self.high)
    }

    /// The frequency in hertz at a fraction of the axis; undoes [`FrequencyAxis::fraction_of`].
    pub fn hertz_at(&self, fraction: f64) -> f64 {
        self.scale.at_distance(self.low, fraction * self.scale.distance(self.low, self.high))
    }
}
