//! Ticks and titles of level axes.

use super::ticks::{self, LabelSpace, Ticks};
use crate::level::{LevelScale, Levels};
use crate::quantity::Quantity;
use crate::units::Kind;

/// The contents of a level axis.
#[derive(Debug, Clone, Copy)]
pub struct LevelAxis<'a> {
    /// The levels at its ends, and between.
    pub levels: Levels,
    /// What it measures.
    pub quantity: &'a Quantity,
}

impl LevelAxis<'_> {
    fn is_in_decibels(&self) -> bool {
        matches!(self.levels.scale(), LevelScale::Decibels { .. }) || self.quantity.kind == Kind::Difference
    }

    /// Ticks from the lowest level to the highest.
    pub fn ticks(&self, space: &LabelSpace<'_>) -> Ticks {
        let (low, high) = self.levels.ends();
        if self.is_in_decibels() {
            ticks::decibels(low, high, space)
        } else {
            ticks::values(low, high, &self.quantity.linear_unit(), space)
        }
    }

    /// The titles for these ticks, the longest first: the unit with and without its reference.
    pub fn titles(&self, ticks: &Ticks) -> Vec<String> {
        if self.is_in_decibels() {
            vec![self.levels.unit(self.quantity), ticks.unit.clone()]
        } else {
            vec![ticks.unit.clone()]
        }
    }
}
