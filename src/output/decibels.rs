//! Conversion of an array to decibels as it is written.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek};
use std::str::FromStr;

use super::array::{ArrayAxes, ArrayWriter, temporary_error};
use super::npy::write_doubles;
use crate::error::{Error, OptionName, Result};
use crate::frames::FrameSink;
use crate::stft::Mode;
use crate::units::Short;

/// The value of 0 dB.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reference {
    /// A value in the unit of the array.
    Value(f64),
    /// The greatest value of the array.
    Max,
}

impl FromStr for Reference {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match (text, text.parse::<f64>()) {
            ("max", _) => Ok(Self::Max),
            (_, Ok(value)) if value > 0.0 && value.is_finite() => Ok(Self::Value(value)),
            _ => Err(Error::invalid_text(text, "is not a decibel reference: use a number above 0, or max")),
        }
    }
}

/// Options for the conversion of an array to decibels.
///
/// With v the value and r the reference: for power 10·log10(max(amin, v)) − 10·log10(max(amin, r)), for magnitude the
/// same with 20 instead of 10; the result is then raised to at least the maximum less `top`. 0 gives −∞ unless `amin`
/// or `top` raises it; NaN stays NaN.
///
/// # Source
/// `librosa.power_to_db` and `librosa.amplitude_to_db` 0.11.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DecibelOptions {
    /// The value of 0 dB. Default: 1.
    pub reference: Reference,
    /// Values below this are replaced by it. Default: 0.
    pub amin: f64,
    /// The greatest distance below the maximum, in decibels. Default: unlimited.
    pub top: Option<f64>,
}

impl DecibelOptions {
    /// Checks the options.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless amin ≥ 0 and top ≥ 0, both finite, and the mode is power or magnitude.
    pub fn check(&self, mode: Mode) -> Result<()> {
        if mode == Mode::Complex || mode.is_phase() {
            return Err(Error::invalid(OptionName::Decibels, format!("requires mode psd or magnitude, got {mode}")));
        }
        if !(self.amin >= 0.0 && self.amin.is_finite()) {
            let reason = format!("must be a finite number of at least 0, got {}", Short(self.amin));
            return Err(Error::invalid(OptionName::DecibelFloor, reason));
        }
        match self.top {
            Some(top) if !(top >= 0.0 && top.is_finite()) => {
                let reason = format!("must be a finite number of at least 0 dB, got {}", Short(top));
                Err(Error::invalid(OptionName::DecibelTop, reason))
            }
            _ => Ok(()),
        }
    }

    /// A stage that converts powers or magnitudes, as the mode says, and passes them to `writer`.
    ///
    /// # Errors
    /// [`Error::Io`] if a temporary file is needed and cannot be created.
    pub fn before(self, writer: Box<dyn ArrayWriter>, mode: Mode) -> Result<Box<dyn ArrayWriter>> {
        Ok(Box::new(Decibels::new(writer, self, mode)?))
    }

    /// Whether all values must be known before the first can be converted.
    fn needs_all_values(&self) -> bool {
        self.reference == Reference::Max || self.top.is_some()
    }

    /// The linear value of 0 dB in an array whose greatest value is `max`.
    fn zero(&self, max: f64) -> f64 {
        let reference = match self.reference {
            Reference::Value(value) => value,
            Reference::Max => max,
        };
        self.amin.max(reference)
    }

    /// The conversion of an array whose greatest value is `max`.
    fn conversion(&self, mode: Mode, max: f64) -> impl Fn(f64) -> f64 + use<> {
        let factor = if mode == Mode::Magnitude { 20.0 } else { 10.0 };
        let amin = self.amin;
        let zero = factor * self.zero(max).log10();
        let level = move |value: f64| match amin.max(value) {
            0.0 => f64::NEG_INFINITY,
            value => factor * value.log10() - zero,
        };
        let least = self.top.map_or(f64::NEG_INFINITY, |top| level(max) - top);
        move |value| if value.is_nan() { value } else { level(value).max(least) }
    }

    /// Rejects an infinite maximum as the reference.
    fn check_max(&self, mode: Mode, max: f64) -> Result<()> {
        if max.is_finite() {
            return Ok(());
        }
        let what = if mode == Mode::Magnitude { "magnitude" } else { "power" };
        let instead = match self.reference {
            Reference::Max => "use a number as the decibel reference",
            Reference::Value(_) => "set no dynamic range",
        };
        Err(Error::malformed(format!("the largest {what} is infinite: {instead}")))
    }
}

/// Converts numbers and passes them to another writer.
struct Decibels {
    writer: Box<dyn ArrayWriter>,
    options: DecibelOptions,
    mode: Mode,
    converted: Vec<f64>,
    /// The values so far, if none can be converted before the last, and their maximum.
    kept: Option<BufWriter<File>>,
    max: f64,
}

impl Decibels {
    fn new(writer: Box<dyn ArrayWriter>, options: DecibelOptions, mode: Mode) -> Result<Self> {
        let kept = if options.needs_all_values() {
            Some(BufWriter::with_capacity(1 << 18, tempfile::tempfile().map_err(temporary_error)?))
        } else {
            None
        };
        Ok(Self { writer, options, mode, converted: Vec::new(), kept, max: 0.0 })
    }
}

impl FrameSink for Decibels {
    fn frames(&mut self, numbers: &[f64]) -> Result<()> {
        if let Some(file) = &mut self.kept {
            self.max = numbers.iter().fold(self.max, |max, &number| max.max(number));
            return write_doubles(file, numbers);
        }
        let convert = self.options.conversion(self.mode, self.max);
        self.converted.clear();
        self.converted.extend(numbers.iter().map(|&number| convert(number)));
        self.writer.frames(&self.converted)
    }
}

impl ArrayWriter for Decibels {
    fn finish(mut self: Box<Self>, axes: &ArrayAxes<'_>) -> Result<()> {
        if let Some(file) = self.kept.take() {
            self.options.check_max(self.mode, self.max)?;
            let mut file = file.into_inner().map_err(|error| temporary_error(error.into_error()))?;
            file.rewind().map_err(temporary_error)?;
            let convert = self.options.conversion(self.mode, self.max);
            let per_frame = axes.shape.numbers_per_frame();
            let mut reader = BufReader::with_capacity(1 << 18, file);
            let at_once = (NUMBERS_AT_ONCE / per_frame).max(1);
            let mut left = axes.frames();
            while left > 0 {
                let frames = left.min(at_once as u64);
                let mut bytes = vec![0; frames as usize * per_frame * 8];
                reader.read_exact(&mut bytes).map_err(temporary_error)?;
                let numbers = bytes.as_chunks::<8>().0.iter().map(|bytes| convert(f64::from_le_bytes(*bytes)));
                self.converted.clear();
                self.converted.extend(numbers);
                self.writer.frames(&self.converted)?;
                left -= frames;
            }
        }
        let zero = ("db_ref_value", self.options.zero(self.max).into());
        let parameters: Vec<_> = axes.parameters.iter().cloned().chain([zero]).collect();
        self.writer.finish(&ArrayAxes { parameters: &parameters, ..*axes })
    }
}

/// Numbers that are converted together, unless a single frame has more.
const NUMBERS_AT_ONCE: usize = 1 << 16;
