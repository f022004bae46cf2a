//! The result of an analysis: a picture-sized grid with its axes and its unit.

use crate::grid::Grid;
use crate::scale::FrequencyAxis;
use crate::stft::{Mode, Scaling};

/// The time axis of a picture in seconds, by its outer edges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeAxis {
    /// The left edge of the first column.
    pub start: f64,
    /// The right edge of the last column.
    pub end: f64,
}

/// What the numbers of a spectrogram measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// What is computed of every cell.
    pub mode: Mode,
    /// How it is normalized.
    pub scaling: Scaling,
}

impl Quantity {
    /// The unit in decibels, with its reference; of phases, which have no level, their unit.
    pub fn decibel_unit(self) -> &'static str {
        match (self.mode, self.scaling) {
            (Mode::Angle | Mode::Phase, _) => "rad",
            (_, Scaling::Dbfs) => "dBFS",
            (_, Scaling::None) => "dB re 1",
            (Mode::Psd, Scaling::Density) => "dB re 1 FS²/Hz",
            (Mode::Psd, Scaling::Spectrum) => "dB re 1 FS²",
            (_, Scaling::Density) => "dB re 1 FS/√Hz",
            (_, Scaling::Spectrum) => "dB re 1 FS",
        }
    }

    /// The unit of the linear values.
    pub fn linear_unit(self) -> &'static str {
        match (self.mode, self.scaling) {
            (Mode::Angle | Mode::Phase, _) => "rad",
            (_, Scaling::Dbfs) => "re full-scale sine",
            (Mode::Psd, Scaling::None) => "|X|²",
            (_, Scaling::None) => "|X|",
            (Mode::Psd, Scaling::Density) => "FS²/Hz",
            (Mode::Psd, Scaling::Spectrum) => "FS²",
            (_, Scaling::Density) => "FS/√Hz",
            (_, Scaling::Spectrum) => "FS",
        }
    }
}

/// A spectrogram of the size of its picture: linear power, axes, unit.
///
/// # Shape
/// `cells` is (column, row): columns along time, rows along frequency, row 0 lowest.
/// Column c covers the fraction [c, c+1)/width of the time axis, row r the
/// fraction [r, r+1)/height of the frequency axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Spectrogram {
    /// Linear power in the quantity's unit, of a magnitude its square, not negative, and finite unless samples are
    /// beyond 10¹⁵⁰; or phases.
    pub cells: Grid<f64>,
    /// Seconds from the start of the input.
    pub time: TimeAxis,
    /// Hertz.
    pub frequency: FrequencyAxis,
    /// What the cells measure.
    pub quantity: Quantity,
}

/// The signal itself, a column of the picture at a time.
///
/// # Guarantees
/// Of every column the least sample and the greatest; +∞ and −∞ where no sample falls into the column.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    /// The least and the greatest sample of each column; full scale is 1.
    pub extremes: Vec<[f64; 2]>,
    /// Whether the samples are complex, and these their real parts.
    pub in_phase: bool,
}

/// All frames of a signal taken together, a row of the picture at a time.
///
/// # Shape
/// As many values as the spectrogram has rows, row 0 lowest.
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

impl From<Spectrogram> for Picture {
    fn from(spectrogram: Spectrogram) -> Self {
        Self { spectrogram, envelope: None, spectrum: None }
    }
}
