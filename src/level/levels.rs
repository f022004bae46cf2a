//! The levels that a picture's colours represent.

use super::range::DbRange;
use crate::quantity::Quantity;
use crate::units::Decibels;

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
