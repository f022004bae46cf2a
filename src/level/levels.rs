//! The levels that a picture's colours represent.

use std::f64::consts::PI;

use super::Counts;
use super::option::LevelOption;
use super::range::DbRange;
use crate::quantity::Quantity;
use crate::spectrogram::Picture;
use crate::units::{Decibels, Kind};

/// The displayed value of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LevelScale {
    /// Its level, 10·log10(cell/reference).
    Decibels {
        /// The cell of 0 dB.
        reference: f64,
    },
    /// The cell itself.
    Value,
    /// Its root: the amplitude, for a cell that is its square.
    Root,
}

/// The levels that the colours of one picture represent, with all numbers known.
///
/// # Guarantees
/// `low < high`, both finite; for roots `low` is 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Levels {
    scale: LevelScale,
    low: f64,
    high: f64,
}

impl Levels {
    /// Decibels re 1 over a range.
    pub fn decibels(range: DbRange) -> Self {
        Self::re(1.0, range)
    }

    /// Decibels re a reference over a range.
    pub fn re(reference: f64, range: DbRange) -> Self {
        Self { scale: LevelScale::Decibels { reference }, low: range.low(), high: range.high() }
    }

    /// Cells as they are.
    ///
    /// # Panics
    /// Unless `low < high`, both finite.
    pub fn values(low: f64, high: f64) -> Self {
        assert!(low < high && low.is_finite() && high.is_finite(), "values from {low} to {high}");
        Self { scale: LevelScale::Value, low, high }
    }

    /// Roots of cells, from 0 up.
    ///
    /// # Panics
    /// Unless `0 < high`, and finite.
    pub fn roots(high: f64) -> Self {
        assert!(high > 0.0 && high.is_finite(), "roots up to {high}");
        Self { scale: LevelScale::Root, low: 0.0, high }
    }

    /// The levels that `option` gives for pictures of a quantity, the same for all; cells without data are ignored.
    ///
    /// Quantities without a level have no decibels: an angle spans −π to π, an unwrapped phase its own range, a
    /// difference the same amount on either side of 0. Linear colours of amplitudes, whose cells are their squares,
    /// represent the roots.
    pub fn of(option: LevelOption, quantity: &Quantity, pictures: &[&[f64]]) -> Self {
        let cells = || pictures.iter().copied().flatten().copied().filter(|cell| cell.is_finite());
        match (quantity.kind, option) {
            (Kind::Angle, _) => Self::values(-PI, PI),
            (Kind::Phase, _) => {
                let (low, high) = (cells().fold(f64::INFINITY, f64::min), cells().fold(f64::NEG_INFINITY, f64::max));
                if low < high { Self::values(low, high) } else { Self::values(-PI, PI) }
            }
            (Kind::Difference, LevelOption::Decibels(range)) => Self::values(range.low(), range.high()),
            (Kind::Difference, LevelOption::Auto | LevelOption::Linear) => {
                let most = or_one(cells().map(f64::abs).fold(0.0, f64::max));
                Self::values(-most, most)
            }
            (Kind::Power | Kind::Amplitude, LevelOption::Decibels(range)) => Self::re(quantity.reference(), range),
            (Kind::Power | Kind::Amplitude, LevelOption::Auto) => {
                let mut counts = Counts::new(quantity.reference());
                pictures.iter().for_each(|cells| counts.add(cells));
                Self::re(quantity.reference(), counts.range())
            }
            (Kind::Power, LevelOption::Linear) => Self::values(0.0, or_one(cells().fold(0.0, f64::max))),
            (Kind::Amplitude, LevelOption::Linear) => Self::roots(or_one(cells().fold(0.0, f64::max)).sqrt()),
        }
    }

    /// The levels that `option` gives for pictures of one quantity; without pictures, those of silence.
    pub fn of_pictures(option: LevelOption, pictures: &[Picture]) -> Self {
        let cells: Vec<&[f64]> = pictures.iter().map(|picture| picture.spectrogram.cells.values()).collect();
        let quantity = pictures.first().map(|picture| &picture.spectrogram.quantity);
        quantity.map_or_else(|| Self::decibels(DbRange::OF_SILENCE), |quantity| Self::of(option, quantity, &cells))
    }

    /// The displayed value of a cell.
    pub fn scale(self) -> LevelScale {
        self.scale
    }

    /// The values of the lowest and the highest colour, in [`Levels::unit`].
    pub fn ends(self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// The range in decibels; `None` for a linear scale.
    pub fn range(self) -> Option<DbRange> {
        matches!(self.scale, LevelScale::Decibels { .. }).then_some(DbRange { low: self.low, high: self.high })
    }

    /// The unit of the ends: decibels with their reference, or the linear unit.
    pub fn unit(self, quantity: &Quantity) -> String {
        match self.scale {
            LevelScale::Decibels { .. } => quantity.decibel_unit(),
            LevelScale::Value | LevelScale::Root => quantity.linear_unit(),
        }
    }

    /// The position of a cell: 0 at the lowest level, 1 at the highest; −∞ for zero power in decibels, NaN for no data.
    pub fn fraction_of(self, cell: f64) -> f64 {
        let shown = match self.scale {
            LevelScale::Decibels { reference } => Decibels::of_power(cell).0 - Decibels::of_power(reference).0,
            LevelScale::Value => cell,
            LevelScale::Root => cell.sqrt(),
        };
        (shown - self.low) / (self.high - self.low)
    }

    /// The cell at a fraction of the way from the lowest level to the highest.
    pub fn cell_at(self, fraction: f64) -> f64 {
        let shown = self.low + fraction * (self.high - self.low);
        match self.scale {
            // The portable power of ten gives the same colours on every machine.
            LevelScale::Decibels { reference } => reference * libm::exp10(shown / 10.0),
            LevelScale::Value => shown,
            LevelScale::Root => shown.powi(2),
        }
    }
}

/// Silence needs a scale: on any, all its cells have the lowest colour.
fn or_one(strongest: f64) -> f64 {
    if strongest > 0.0 { strongest } else { 1.0 }
}
