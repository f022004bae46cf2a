//! The quantity that cells measure, and all texts that name it: on bars and axes, in records, summaries and exports.

use std::fmt::Display;

use crate::stft::{Mode, Scaling};
use crate::units::{Kind, Unit};

/// The quantity that the numbers of a spectrogram measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The kind of a cell.
    pub kind: Kind,
    /// The normalization of a spectrum: per hertz, per tone, re a full-scale sine.
    pub scaling: Scaling,
    /// The unit of the samples.
    pub unit: Unit,
}

/// The kind of an exported row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A bin.
    Bin,
    /// A weighted sum of bins: no longer a density, nor the power of a tone.
    WeightedSum,
}

/// The linear value of 0 dB in an export.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Zero {
    /// A value in the linear unit.
    Value(f64),
    /// The maximum of the export.
    Greatest,
}

impl Quantity {
    /// The quantity that a transform of samples re full scale measures.
    pub fn new(mode: Mode, scaling: Scaling) -> Self {
        Self { kind: mode.kind(), scaling, unit: Unit::FULL_SCALE }
    }

    /// A difference of levels, in decibels.
    pub fn difference() -> Self {
        Self { kind: Kind::Difference, scaling: Scaling::None, unit: Unit::FULL_SCALE }
    }

    /// The cell at 0 dB: a power, or the square of an amplitude.
    pub fn reference(&self) -> f64 {
        match self.scaling {
            Scaling::Dbfs | Scaling::None => 1.0,
            Scaling::Density | Scaling::Spectrum => self.unit.reference() * self.unit.reference(),
        }
    }

    /// The linear value of 0 dB.
    fn reference_value(&self) -> f64 {
        if self.kind == Kind::Amplitude { self.reference().sqrt() } else { self.reference() }
    }

    /// The unit in decibels, with its reference; the linear unit for quantities without a level.
    pub fn decibel_unit(&self) -> String {
        match (self.kind.has_level(), self.scaling) {
            (false, _) => self.linear_unit(),
            (_, Scaling::Dbfs) => "dBFS".to_owned(),
            (_, Scaling::None) => "dB re 1".to_owned(),
            (_, Scaling::Density | Scaling::Spectrum) => format!("dB re {}", self.one()),
        }
    }

    /// The unit of the linear values.
    pub fn linear_unit(&self) -> String {
        match (self.kind, self.scaling) {
            (Kind::Angle | Kind::Phase, _) => "rad".to_owned(),
            (Kind::Difference, _) => "dB".to_owned(),
            (_, Scaling::Dbfs) => "re full-scale sine".to_owned(),
            (Kind::Power, Scaling::None) => "|X|²".to_owned(),
            (Kind::Amplitude, Scaling::None) => "|X|".to_owned(),
            (Kind::Power, Scaling::Density | Scaling::Spectrum) => {
                format!("{}²{}", self.unit.factor(), self.per_bandwidth())
            }
            (Kind::Amplitude, Scaling::Density) => format!("{}{}", self.unit.factor(), self.per_bandwidth()),
            (Kind::Amplitude, Scaling::Spectrum) => self.unit.symbol().to_owned(),
        }
    }

    /// The unit of exported rows: linear, or decibels re `zero`, formatted by `number`.
    pub fn row_unit<D: Display>(&self, rows: RowKind, zero: Option<Zero>, number: impl Fn(f64) -> D) -> String {
        let summed = || format!("weighted sum of {}", self.counted());
        let value = match (zero, rows) {
            (None, RowKind::Bin) => return self.linear_unit(),
            (None, RowKind::WeightedSum) => return summed(),
            (Some(Zero::Greatest), _) => return "dB re the greatest value".to_owned(),
            (Some(Zero::Value(value)), _) => value,
        };
        let reference = number(value);
        match (rows, self.scaling) {
            (RowKind::WeightedSum, _) => format!("dB re {reference}, of a {}", summed()),
            (RowKind::Bin, _) if value == self.reference_value() => self.decibel_unit(),
            (RowKind::Bin, Scaling::Dbfs) => format!("dB re {reference} of {}", self.full_scale_sine()),
            (RowKind::Bin, Scaling::None) => format!("dB re {reference}"),
            (RowKind::Bin, Scaling::Density | Scaling::Spectrum) => format!("dB re {reference} {}", self.linear_unit()),
        }
    }

    /// The meaning of 0 dB as a phrase; `full_scale_tone` is the power of such a tone, re full scale.
    pub fn zero_decibels(&self, complex: bool, full_scale_tone: f64) -> String {
        let tone = if complex { "a complex tone of full scale" } else { "a full-scale sine" };
        match (self.kind, self.scaling) {
            (Kind::Angle | Kind::Phase, _) => "phases have no level; they are in radians".to_owned(),
            (Kind::Difference, _) => "0 dB is no difference".to_owned(),
            (_, Scaling::Dbfs) => format!("0 dB is {tone}"),
            (_, Scaling::Density) if self.unit.is_full_scale() => format!("0 dB is {}", self.one()),
            (_, Scaling::Density) => {
                let sine = decibels(self.unit.full_scale_power() / 2.0);
                format!("0 dB is {}; a full-scale sine has {sine} dB re {}", self.one(), self.unit)
            }
            (_, Scaling::Spectrum) => {
                let reads = decibels(full_scale_tone * self.unit.full_scale_power());
                format!("0 dB is {}; {tone} reads {reads} dB", self.one())
            }
            (_, Scaling::None) => "0 dB is |X| = 1".to_owned(),
        }
    }

    /// The value of 0 dB with its unit: `1 FS²/Hz`, `(20 µPa)²/Hz`.
    fn one(&self) -> String {
        match self.kind {
            _ if self.unit.refers_to_one() => format!("1 {}", self.linear_unit()),
            Kind::Amplitude => format!("{}{}", self.unit, self.per_bandwidth()),
            _ => format!("({})²{}", self.unit, self.per_bandwidth()),
        }
    }

    /// The suffix of a density's unit.
    fn per_bandwidth(&self) -> &'static str {
        match (self.kind, self.scaling) {
            (Kind::Amplitude, Scaling::Density) => "/√Hz",
            (_, Scaling::Density) => "/Hz",
            _ => "",
        }
    }

    /// The quantity that a sum of linear values adds up.
    fn counted(&self) -> String {
        match (self.scaling, self.kind) {
            (Scaling::Dbfs, Kind::Power) => "powers re a full-scale sine's".to_owned(),
            (Scaling::Dbfs, _) => "amplitudes re a full-scale sine's".to_owned(),
            _ => self.linear_unit(),
        }
    }

    /// The meaning of a linear value of 1 under `dbfs`.
    fn full_scale_sine(&self) -> &'static str {
        match self.kind {
            Kind::Power => "a full-scale sine's power",
            _ => "a full-scale sine's amplitude",
        }
    }
}

/// The level of a power to two decimals; a rounded −0 loses its sign.
fn decibels(power: f64) -> f64 {
    (1000.0 * power.log10()).round() / 100.0 + 0.0
}
