//! The frequencies of a spectrum's bins.

use std::ops::Range;

use crate::real::Real;
use crate::stft::Transform;

/// The frequencies of a spectrum's bins in hertz, ascending; at least 1 bin.
#[derive(Debug, Clone, PartialEq)]
pub enum Bins {
    /// Equally spaced.
    Even {
        /// The number of bins.
        count: usize,
        /// The frequency of the first bin.
        first: f64,
        /// Hertz between adjacent bins, above 0.
        width: f64,
    },
    /// At these frequencies, strictly ascending.
    At(Vec<f64>),
}

/// The relative distance at which an edge still touches a bin: a few rounding errors.
const TOUCHING: f64 = 4.0 * f64::EPSILON;

impl Bins {
    /// The bins of a planned transform.
    pub fn of<T: Real>(transform: &impl Transform<T>) -> Self {
        let (count, first) = (transform.bins(), transform.frequency_of(0));
        match transform.spacing() {
            Some(width) => Self::Even { count, first, width },
            None => Self::At((0..count).map(|bin| transform.frequency_of(bin)).collect()),
        }
    }

    /// The number of bins.
    pub fn count(&self) -> usize {
        match self {
            Self::Even { count, .. } => *count,
            Self::At(frequencies) => frequencies.len(),
        }
    }

    /// The frequency of a bin in hertz.
    ///
    /// # Panics
    /// If a list of bins does not contain `bin`.
    pub fn frequency_of(&self, bin: usize) -> f64 {
        match self {
            Self::Even { first, width, .. } => first + bin as f64 * width,
            Self::At(frequencies) => frequencies[bin],
        }
    }

    /// Whether there are bins, and they ascend.
    pub(super) fn are_valid(&self) -> bool {
        match self {
            Self::Even { count, width, .. } => *count > 0 && *width > 0.0,
            Self::At(frequencies) => !frequencies.is_empty() && frequencies.is_sorted_by(|lower, upper| lower < upper),
        }
    }

    /// The first bin at or above a frequency, or touching it; the number of bins if there is none.
    pub(super) fn first_from(&self, hertz: f64) -> usize {
        match self {
            Self::Even { count, first, width } => {
                let position = (hertz - first) / width - rounding(hertz, *first, *width);
                (position.ceil() as usize).min(*count)
            }
            Self::At(frequencies) => frequencies.partition_point(|&bin| bin < hertz - TOUCHING * hertz.abs()),
        }
    }

    /// The first bin above a frequency that does not touch it; the number of bins if there is none.
    pub(super) fn first_beyond(&self, hertz: f64) -> usize {
        match self {
            Self::Even { count, first, width } => {
                let position = (hertz - first) / width + rounding(hertz, *first, *width);
                (position as usize + 1).min(*count)
            }
            Self::At(frequencies) => frequencies.partition_point(|&bin| bin <= hertz + TOUCHING * hertz.abs()),
        }
    }

    /// The bin nearest to a frequency; at equal distances the higher one, whatever the rounding of the frequency.
    pub(super) fn nearest(&self, hertz: f64) -> usize {
        match self {
            Self::Even { count, first, width } => {
                let place = (hertz - first) / width + rounding(hertz, *first, *width);
                (place.round() as usize).min(count - 1)
            }
            Self::At(frequencies) => {
                let above = frequencies.partition_point(|&bin| bin < hertz);
                let below = above.saturating_sub(1);
                match frequencies.get(above) {
                    Some(bin) if bin + frequencies[below] <= 2.0 * hertz + TOUCHING * hertz.abs() => above,
                    Some(_) if above == 0 => above,
                    _ => below,
                }
            }
        }
    }

    /// The bins between two frequencies, and at least one more on each side if there is one.
    pub(super) fn around(&self, low: f64, high: f64) -> Range<usize> {
        match self {
            Self::Even { count, first, width } => {
                let place = |hertz: f64| ((hertz - first) / width).max(0.0);
                (place(low).floor() as usize).saturating_sub(1)..(place(high).ceil() as usize + 2).min(*count)
            }
            Self::At(frequencies) => {
                let below = frequencies.partition_point(|&bin| bin < low).saturating_sub(1);
                below..(frequencies.partition_point(|&bin| bin <= high) + 1).min(frequencies.len())
            }
        }
    }
}

/// The possible rounding error of a position in bins.
fn rounding(hertz: f64, first: f64, width: f64) -> f64 {
    TOUCHING * (hertz.abs() + first.abs()) / width
}
