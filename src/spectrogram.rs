//! The result of an analysis: a picture-sized grid with its axes and its quantity.

use std::borrow::Cow;

use crate::grid::Grid;
use crate::pool::{Pool, nearest, reduce};
use crate::scale::FrequencyAxis;
use crate::stft::Scaling;

pub use crate::quantity::Quantity;

/// The time axis of a picture in seconds, by its outer edges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeAxis {
    /// The left edge of the first column.
    pub start: f64,
    /// The right edge of the last column.
    pub end: f64,
}

/// A spectrogram of the size of its picture: linear power, axes, unit.
///
/// # Shape
/// `cells` is (column, row): columns along time, rows along frequency, row 0 lowest.
/// Column c covers the fraction [c, c+1)/width of the time axis, row r the
/// fraction [r, r+1)/height of the frequency axis.
///
/// # No data
/// A cell that is NaN has no data, which is not silence: it has a colour of its own and counts in no range of levels.
#[derive(Debug, Clone, PartialEq)]
pub struct Spectrogram {
    /// What the quantity's [`Kind`](crate::units::Kind) says: linear power in its unit, of an amplitude the square,
    /// not negative, and finite unless samples are beyond 10¹⁵⁰; or phases; or differences. NaN for no data.
    pub cells: Grid<f64>,
    /// Seconds from the start of the input.
    pub time: TimeAxis,
    /// Hertz.
    pub frequency: FrequencyAxis,
    /// What the cells measure.
    pub quantity: Quantity,
}

impl Spectrogram {
    /// How many cells have no data.
    pub fn cells_without_data(&self) -> usize {
        self.cells.values().iter().filter(|cell| cell.is_nan()).count()
    }
}

/// The signal itself, a column of the picture at a time.
///
/// # Guarantees
/// The least and the greatest sample of every column; +∞ and −∞ where no sample falls into the column.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    /// The least and the greatest sample of each column; full scale is 1.
    pub extremes: Vec<[f64; 2]>,
    /// Whether the samples are complex, and these their real parts.
    pub in_phase: bool,
}

impl Envelope {
    /// The extremes of blocks of so many columns.
    fn reduced(&self, columns: usize) -> Self {
        let widest = |[low, high]: [f64; 2], next: &[f64; 2]| [low.min(next[0]), high.max(next[1])];
        let block = |block: &[[f64; 2]]| block.iter().fold([f64::INFINITY, f64::NEG_INFINITY], widest);
        Self { extremes: self.extremes.chunks(columns).map(block).collect(), in_phase: self.in_phase }
    }
}

/// All frames of a signal taken together, a row of the picture at a time.
///
/// # Shape
/// As many values as the spectrogram has rows, row 0 lowest; NaN for no data.
#[derive(Debug, Clone, PartialEq)]
pub struct OverallSpectrum {
    /// The mean power over all frames.
    pub mean: Vec<f64>,
    /// The strongest power in any frame.
    pub strongest: Vec<f64>,
}

/// Everything that is shown of one channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The levels over time and frequency.
    pub spectrogram: Spectrogram,
    /// The signal over time, where it was asked for.
    pub envelope: Option<Envelope>,
    /// The levels over frequency, where they were asked for.
    pub spectrum: Option<OverallSpectrum>,
}

impl Picture {
    /// The picture for a plot of `columns` by `rows` pixels, on which each shows a block of cells: power is averaged along
    /// time, and along frequency too where it is a density; else the strongest bin of a block is shown, as in a picture
    /// made for the plot. Of phases the middle one is.
    ///
    /// # Panics
    /// Unless each pixel has a whole number of columns and of rows, at least one.
    pub fn reduced(&self, columns: usize, rows: usize) -> Cow<'_, Self> {
        let Spectrogram { cells, quantity, .. } = &self.spectrogram;
        if (cells.width(), cells.height()) == (columns, rows) {
            return Cow::Borrowed(self);
        }
        let along_frequency = if quantity.scaling == Scaling::Density { Pool::Mean } else { Pool::Max };
        let reduced = |cells: &Grid<f64>, columns, pool| reduce(cells, columns, rows, pool);
        let wide = cells.width() / columns;
        let cells = if quantity.kind.can_be_pooled() {
            reduced(&reduced(cells, cells.width(), along_frequency), columns, Pool::Mean)
        } else {
            nearest(cells, columns, rows)
        };
        let along = |values: &[f64], pool| {
            let column = Grid::from_columns(1, values.len(), values.to_vec());
            reduced(&column, 1, pool).values().to_vec()
        };
        Cow::Owned(Self {
            spectrogram: Spectrogram { cells, ..self.spectrogram.clone() },
            envelope: self.envelope.as_ref().map(|envelope| envelope.reduced(wide)),
            spectrum: self.spectrum.as_ref().map(|spectrum| OverallSpectrum {
                mean: along(&spectrum.mean, along_frequency),
                strongest: along(&spectrum.strongest, Pool::Max),
            }),
        })
    }
}

impl From<Spectrogram> for Picture {
    fn from(spectrogram: Spectrogram) -> Self {
        Self { spectrogram, envelope: None, spectrum: None }
    }
}
