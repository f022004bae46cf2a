//! From power to decibels to one of 256 colours, and the range the colours span.

use std::f64::consts::PI;
use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::spectrogram::Quantity;
use crate::stft::Mode;
use crate::units::{Decibels, Short};

/// A range of levels in decibels.
///
/// # Guarantees
/// `low < high`, both finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DbRange {
    low: f64,
    high: f64,
}

impl DbRange {
    /// What a picture of nothing but digital silence is given.
    pub const OF_SILENCE: Self = Self { low: -120.0, high: 0.0 };

    /// A range from `low` to `high` decibels.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless `low < high`, both finite.
    pub fn new(low: f64, high: f64) -> Result<Self> {
        if low.is_finite() && high.is_finite() && low < high {
            Ok(Self { low, high })
        } else {
            Err(Error::InvalidOption(format!(
                "a level range from {} dB to {} dB is empty: the lower end comes first, as in -100:0",
                Short(low),
                Short(high)
            )))
        }
    }

    /// The range that suits a picture's cells, robust to silence and to single outliers.
    ///
    /// The top is the strongest cell rounded up to a multiple of 5 dB, the
    /// bottom the 10th percentile (of rank ⌊(n−1)/10⌋) less 5 dB, rounded down to
    /// a multiple of 5 dB; the bottom moves to keep the span within 40 to
    /// 120 dB. Cells of no power are left out; where there are no others the
    /// range is [`DbRange::OF_SILENCE`].
    pub fn auto(cells: &[f64]) -> Self {
        Self::auto_of(&[cells])
    }

    /// The range that suits several pictures together: see [`DbRange::auto`].
    pub fn auto_of(pictures: &[&[f64]]) -> Self {
        // A full-scale tone must read 0 dB, not 5, when rounding puts it a hair above.
        const HAIR: f64 = 1e-3;
        let cells = || pictures.iter().copied().flatten().copied();
        let sounding = || cells().filter(|power| power.is_finite() && *power > 0.0);
        let Some(strongest) = sounding().reduce(f64::max) else { return Self::OF_SILENCE };
        let quiet = tenth_percentile(sounding);
        let decibels = |power| Decibels::of_power(power).0;
        let high = 5.0 * ((decibels(strongest) - HAIR) / 5.0).ceil();
        let low = 5.0 * ((decibels(quiet) - 5.0) / 5.0).floor();
        // Adding 0 turns a negative zero into a zero.
        Self { low: low.clamp(high - 120.0, high - 40.0) + 0.0, high: high + 0.0 }
    }

    /// The lower end in decibels.
    pub fn low(self) -> f64 {
        self.low
    }

    /// The upper end in decibels.
    pub fn high(self) -> f64 {
        self.high
    }
}

/// The number of rank ⌊(n−1)/10⌋ among n ≥ 1 positive ones, without a copy of them all.
fn tenth_percentile<I: Iterator<Item = f64>>(numbers: impl Fn() -> I) -> f64 {
    // Positive doubles are ordered as their bits are, so the leading sixteen sort them into buckets.
    let bucket_of = |number: f64| (number.to_bits() >> 48) as usize;
    let mut counts = vec![0; 1 << 16];
    numbers().for_each(|number| counts[bucket_of(number)] += 1);
    let mut rank = (counts.iter().sum::<usize>() - 1) / 10;
    let mut bucket = 0;
    while rank >= counts[bucket] {
        rank -= counts[bucket];
        bucket += 1;
    }
    let mut within: Vec<f64> = numbers().filter(|number| bucket_of(*number) == bucket).collect();
    *within.select_nth_unstable_by(rank, f64::total_cmp).1
}

impl fmt::Display for DbRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", Short(self.low), Short(self.high))
    }
}

impl FromStr for DbRange {
    type Err = Error;

    /// Reads `LO:HI` in decibels, such as `-100:0`.
    fn from_str(text: &str) -> Result<Self> {
        let number = |part: &str| part.trim().parse::<f64>().ok().filter(|value| value.is_finite());
        match text.split_once(':').map(|(low, high)| (number(low), number(high))) {
            Some((Some(low), Some(high))) => Self::new(low, high),
            _ => Err(Error::InvalidOption(format!("'{text}' is not a level range such as -100:0"))),
        }
    }
}

/// What the colours are asked to stand for. Default: decibels over the automatic range.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum LevelOption {
    /// Decibels, over a range found in the picture: see [`DbRange::auto`].
    #[default]
    Auto,
    /// Decibels, over a given range.
    Decibels(DbRange),
    /// The value itself, from 0 to the strongest cell.
    Linear,
}

impl fmt::Display for LevelOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Decibels(range) => range.fmt(f),
            Self::Linear => f.write_str("linear"),
        }
    }
}

impl FromStr for LevelOption {
    type Err = Error;

    /// Reads `auto` or `LO:HI`.
    fn from_str(text: &str) -> Result<Self> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        text.parse().map(Self::Decibels)
    }
}

/// What the colours of one picture stand for, all numbers known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Levels {
    /// Decibels between two ends.
    Decibels(DbRange),
    /// The values themselves: powers from 0 up, or phases.
    Linear {
        /// The value of the lowest colour; finite.
        low: f64,
        /// The value of the highest colour; finite and above `low`.
        high: f64,
    },
    /// The roots of powers, from 0 up.
    Amplitude {
        /// The root at the highest colour; finite and above 0.
        high: f64,
    },
}

impl Levels {
    /// The levels that `option` means for pictures of `cells` (linear power), the same for all.
    pub fn of(option: LevelOption, pictures: &[&[f64]]) -> Self {
        match option {
            LevelOption::Auto => Self::Decibels(DbRange::auto_of(pictures)),
            LevelOption::Decibels(range) => Self::Decibels(range),
            LevelOption::Linear => {
                let cells = pictures.iter().copied().flatten().copied();
                let strongest = cells.filter(|power| power.is_finite()).fold(0.0, f64::max);
                // Silence needs some scale; every cell of it has the lowest colour on any.
                Self::Linear { low: 0.0, high: if strongest > 0.0 { strongest } else { 1.0 } }
            }
        }
    }

    /// The levels that `option` means for pictures of a quantity.
    ///
    /// Phases have no level: an angle spans −π to π, an unwrapped phase what there is of it.
    /// Of magnitudes, whose cells are their squares, linear colours stand for the roots.
    pub fn of_quantity(option: LevelOption, quantity: Quantity, pictures: &[&[f64]]) -> Self {
        match (quantity.mode, Self::of(option, pictures)) {
            (Mode::Angle, _) => Self::Linear { low: -PI, high: PI },
            (Mode::Phase, _) => {
                let cells = || pictures.iter().copied().flatten().copied();
                let (low, high) = (cells().fold(f64::INFINITY, f64::min), cells().fold(f64::NEG_INFINITY, f64::max));
                if low < high { Self::Linear { low, high } } else { Self::Linear { low: -PI, high: PI } }
            }
            (Mode::Magnitude, Self::Linear { high, .. }) => Self::Amplitude { high: high.sqrt() },
            (_, levels) => levels,
        }
    }

    /// What the lowest and the highest colour stand for, in decibels or in the linear unit.
    pub fn ends(self) -> (f64, f64) {
        match self {
            Self::Decibels(range) => (range.low, range.high),
            Self::Linear { low, high } => (low, high),
            Self::Amplitude { high } => (0.0, high),
        }
    }

    /// Where a linear power lies: 0 at the lowest level, 1 at the highest; −∞ for no power in decibels.
    pub fn fraction_of(self, power: f64) -> f64 {
        match self {
            Self::Decibels(DbRange { low, high }) => (Decibels::of_power(power).0 - low) / (high - low),
            Self::Linear { low, high } => (power - low) / (high - low),
            Self::Amplitude { high } => power.sqrt() / high,
        }
    }

    /// The linear power, or the phase, at a fraction of the way from the lowest level to the highest.
    pub fn power_at(self, fraction: f64) -> f64 {
        match self {
            // The portable power of ten gives the same colours on every machine.
            Self::Decibels(DbRange { low, high }) => libm::exp10((low + fraction * (high - low)) / 10.0),
            Self::Linear { low, high } => low + fraction * (high - low),
            Self::Amplitude { high } => (fraction * high).powi(2),
        }
    }
}

/// Turns linear power into one of 256 colour indices, the logarithm taken beforehand.
///
/// Index i ≥ 1 begins at the power of fraction i/256 of the range; what lies
/// below the range has index 0, what lies above 255, and no power at all 0.
#[derive(Debug, Clone)]
pub struct ColorScale {
    /// What is taken from every value, so that none within the range is below 0.
    zero: f64,
    /// The least power of each index; the first is 0.
    begins: [f64; 256],
    /// The number of the first bucket: the leading bits of the least power of index 1.
    first_bucket: u64,
    /// The index of the least power of each bucket, and 255 at the end.
    buckets: Vec<u8>,
}

/// Leaves the exponent and six bits of the mantissa: buckets 0.05 to 0.07 dB wide.
const BUCKET_SHIFT: u32 = 46;

impl ColorScale {
    /// Prepares for a picture's levels.
    pub fn new(levels: Levels) -> Self {
        const LEAST: f64 = f64::from_bits(1);
        let zero = if let Levels::Linear { low, .. } = levels { low } else { 0.0 };
        let mut begins = [0.0; 256];
        for (index, begin) in begins.iter_mut().enumerate().skip(1) {
            // At least the least number there is, so that no power stays below every index but 0.
            *begin = (levels.power_at(index as f64 / 256.0) - zero).max(LEAST);
        }
        let bucket_of = |power: f64| power.to_bits() >> BUCKET_SHIFT;
        let (first_bucket, last_bucket) = (bucket_of(begins[1]), bucket_of(begins[255]));
        let index_of = |power: f64| begins[1..].partition_point(|begin| *begin <= power) as u8;
        let mut buckets: Vec<u8> =
            (first_bucket..=last_bucket).map(|bucket| index_of(f64::from_bits(bucket << BUCKET_SHIFT))).collect();
        buckets.push(255);
        Self { zero, begins, first_bucket, buckets }
    }

    /// The colour index of a linear power, or a phase; 0 for NaN.
    pub fn index(&self, power: f64) -> u8 {
        let power = power - self.zero;
        let within = power >= self.begins[1];
        if !within {
            return 0;
        }
        let bucket = ((power.to_bits() >> BUCKET_SHIFT) - self.first_bucket) as usize;
        let Some(&[from, to]) = self.buckets.get(bucket..bucket + 2) else { return 255 };
        let begun = self.begins[usize::from(from) + 1..=usize::from(to)].partition_point(|begin| *begin <= power);
        from + begun as u8
    }
}
