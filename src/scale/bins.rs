//! Where the bins of a spectrum lie.

use std::ops::Range;

use crate::real::Real;
use crate::stft::Transform;

/// The bins of a spectrum by their frequencies in hertz, ascending; at least 1.
#[derive(Debug, Clone, PartialEq)]
pub enum Bins {
    /// As far from one to the next everywhere.
    Even {
        /// How many.
        count: usize,
        /// The frequency of the first.
        first: f64,
        /// Hertz from one to the next, above 0.
        width: f64,
    },
    /// At these frequencies, each above the one before.
    At(Vec<f64>),
}

/// How far, relatively, an edge may miss the bin it was meant to be: a few roundings.
const TOUCHING: f64 = 4.0 * f64::EPSILON;

impl Bins {
    /// Those of a planned transform.
    pub fn of<T: Real>(transform: &impl Transform<T>) -> Self {
        let (count, first) = (transform.bins(), transform.frequency_of(0));
        match transform.spacing() {
            Some(width) => Self::Even { count, first, width },
            None => Self::At((0..count).map(|bin| transform.frequency_of(bin)).collect()),
        }
    }

    /// How many.
    pub fn count(&self) -> usize {
        match self {
            Self::Even { count, .. } => *count,
            Self::At(frequencies) => frequencies.len(),
        }
    }

    /// The frequency of a bin in hertz.
    ///
    /// # Panics
    /// For a bin that is not in a list.
    pub fn frequency_of(&self, bin: usize) -> f64 {
        match self {
            Self::Even { first, width, .. } => first + bin as f64 * width,
            Self::At(frequencies) => frequencies[bin],
        }
    }

    /// Whether there are bins, and they ascend.
    pub(super) fn are_sound(&self) -> bool {
        match self {
            Self::Even { count, width, .. } => *count > 0 && *width > 0.0,
            Self::At(frequencies) => !frequencies.is_empty() && frequencies.is_sorted_by(|lower, upper| lower < upper),
        }
    }

    /// The first bin at or above a frequency, or touching it; their count if there is none.
    pub(super) fn first_from(&self, hertz: f64) -> usize {
        match self {
            Self::Even { count, first, width } => {
                let position = (hertz - first) / width - rounding(hertz, *first, *width);
                (position.ceil() as usize).min(*count)
            }
            Self::At(frequencies) => frequencies.partition_point(|&bin| bin < hertz - TOUCHING * hertz.abs()),
        }
    }

    /// The first bin above a frequency, and not touching it; their count if there is none.
    pub(super) fn first_beyond(&self, hertz: f64) -> usize {
        match self {
            Self::Even { count, first, width } => {
                let position = (hertz - first) / width + rounding(hertz, *first, *width);
                (position as usize + 1).min(*count)
            }
            Self::At(frequencies) => frequencies.partition_point(|&bin| bin <= hertz + TOUCHING * hertz.abs()),
        }
    }

    /// The bin nearest to a frequency; of two as near the higher, whatever rounding made of the frequency.
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

    /// The bins between two frequencies, and at least one more on each side, where there are any.
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

/// How far a place, in bins, may be off by rounding.
fn rounding(hertz: f64, first: f64, width: f64) -> f64 {
    TOUCHING * (hertz.abs() + first.abs()) / width
}
