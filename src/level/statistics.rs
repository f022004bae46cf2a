//! What the levels of pictures depend on, gathered over any number of them.

use std::f64::consts::PI;

use super::counts::Counts;
use super::levels::Levels;
use super::option::LevelOption;
use super::range::DbRange;
use crate::quantity::Quantity;
use crate::spectrogram::Picture;
use crate::units::Kind;

/// What the levels for pictures of one quantity depend on. Statistics add up in any order: the levels of several
/// pictures, of a figure or of a batch of files, are those of all their cells together.
#[derive(Debug, Clone)]
pub struct LevelStatistics {
    option: LevelOption,
    quantity: Quantity,
    /// For the automatic range.
    counts: Counts,
    /// The least and the greatest finite cell.
    least: f64,
    greatest: f64,
}

impl LevelStatistics {
    /// No cells yet.
    pub fn new(option: LevelOption, quantity: &Quantity) -> Self {
        Self {
            option,
            quantity: quantity.clone(),
            counts: Counts::new(quantity.reference()),
            least: f64::INFINITY,
            greatest: f64::NEG_INFINITY,
        }
    }

    /// Adds cells; those without data are ignored.
    pub fn add(&mut self, cells: &[f64]) {
        match (self.quantity.kind, self.option) {
            // These levels depend on no cell.
            (Kind::Angle, _) | (Kind::Power | Kind::Amplitude | Kind::Difference, LevelOption::Decibels(_)) => {}
            (Kind::Power | Kind::Amplitude, LevelOption::Auto) => self.counts.add(cells),
            _ => {
                for cell in cells.iter().copied().filter(|cell| cell.is_finite()) {
                    (self.least, self.greatest) = (self.least.min(cell), self.greatest.max(cell));
                }
            }
        }
    }

    /// Adds pictures of the same quantity.
    pub fn add_pictures(&mut self, pictures: &[Picture]) {
        pictures.iter().for_each(|picture| self.add(picture.spectrogram.cells.values()));
    }

    /// Adds the cells of other statistics.
    ///
    /// # Panics
    /// Unless both are of one kind of quantity with one reference.
    pub fn merge(&mut self, other: &Self) {
        let of = |statistics: &Self| (statistics.quantity.kind, statistics.quantity.reference());
        assert!(of(self) == of(other), "levels of one quantity");
        self.counts.merge(&other.counts);
        (self.least, self.greatest) = (self.least.min(other.least), self.greatest.max(other.greatest));
    }

    /// The levels for all cells.
    ///
    /// Quantities without a level have no decibels: an angle spans −π to π, an unwrapped phase its own range, a
    /// difference the same amount on either side of 0. Linear colours of amplitudes, whose cells are their squares,
    /// represent the roots.
    pub fn levels(&self) -> Levels {
        let Self { quantity, least, greatest, .. } = self;
        let reference = quantity.reference();
        match (quantity.kind, self.option) {
            (Kind::Phase, _) if least < greatest => Levels::values(*least, *greatest),
            (Kind::Angle | Kind::Phase, _) => Levels::values(-PI, PI),
            (Kind::Difference, LevelOption::Decibels(range)) => Levels::values(range.low(), range.high()),
            (Kind::Difference, LevelOption::Auto | LevelOption::Linear) => {
                let most = above_zero(greatest.max(-least));
                Levels::values(-most, most)
            }
            (Kind::Power | Kind::Amplitude, LevelOption::Decibels(range)) => Levels::re(reference, range),
            (Kind::Power | Kind::Amplitude, LevelOption::Auto) => Levels::re(reference, self.counts.range()),
            (Kind::Power, LevelOption::Linear) => Levels::values(0.0, above_zero(*greatest)),
            (Kind::Amplitude, LevelOption::Linear) => Levels::roots(above_zero(*greatest).sqrt()),
        }
    }
}

impl Levels {
    /// The levels that `option` gives for pictures of a quantity, the same for all; cells without data are ignored.
    pub fn of(option: LevelOption, quantity: &Quantity, pictures: &[&[f64]]) -> Self {
        let mut all = LevelStatistics::new(option, quantity);
        pictures.iter().for_each(|cells| all.add(cells));
        all.levels()
    }

    /// The levels that `option` gives for pictures of one quantity; without pictures, those of silence.
    pub fn of_pictures(option: LevelOption, pictures: &[Picture]) -> Self {
        let Some(first) = pictures.first() else { return Self::decibels(DbRange::OF_SILENCE) };
        let mut all = LevelStatistics::new(option, &first.spectrogram.quantity);
        all.add_pictures(pictures);
        all.levels()
    }
}

/// Silence needs a scale: on any, all its cells have the lowest colour.
fn above_zero(strongest: f64) -> f64 {
    if strongest > 0.0 { strongest } else { 1.0 }
}
