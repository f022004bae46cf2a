//! Round steps as integers, and the formatting of their multiples.

use std::ops::RangeInclusive;

/// A tick beyond an axis end by at most this share of the axis still counts: it is rounding of the end.
pub(super) const TOLERANCE: f64 = 1e-6;

/// The most steps from zero to the start of an axis: doubles still resolve single steps there.
const FARTHEST: f64 = 1e12;

/// The difference of two ends; `None` unless it is finite, normal and positive.
pub(super) fn span_of(low: f64, high: f64) -> Option<f64> {
    Some(high - low).filter(|span| span.is_normal() && *span > 0.0)
}

/// The distance between ticks: an integer times a power of ten.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    pub(super) mantissa: i64,
    pub(super) exponent: i32,
    /// Into how many parts unlabelled ticks divide the step; divides a hundred times the mantissa.
    pub(super) parts: i64,
}

impl Step {
    /// The steps 1, 2 and 5 times powers of ten, starting at the first that is not below `least`.
    pub(super) fn round_from(least: f64) -> impl Iterator<Item = Self> {
        Self::from([(1, 5), (2, 4), (5, 5)], least)
    }

    /// The steps 3 and 4 times powers of ten, starting at the first that is not below `least`.
    pub(super) fn less_round_from(least: f64) -> impl Iterator<Item = Self> {
        Self::from([(3, 3), (4, 4)], least)
    }

    /// The steps with these mantissas and numbers of parts.
    fn from<const N: usize>(kinds: [(i64, i64); N], least: f64) -> impl Iterator<Item = Self> {
        let decade = if least > 0.0 { least.log10().floor() as i32 } else { 0 };
        (decade..decade + 5)
            .flat_map(move |exponent| kinds.map(|(mantissa, parts)| Self { mantissa, exponent, parts }))
            .skip_while(move |step| step.times(1) < least * (1.0 - TOLERANCE))
    }

    /// The value of `multiple` steps.
    pub(super) fn times(&self, multiple: i64) -> f64 {
        scaled(multiple as f64 * self.mantissa as f64, self.exponent)
    }

    /// The multiples of the step from `low` to `high`; `None` if doubles cannot resolve them.
    pub(super) fn multiples(&self, low: f64, high: f64) -> Option<RangeInclusive<i64>> {
        let tolerance = TOLERANCE * (high - low);
        let count = |value: f64| scaled(value, -self.exponent) / self.mantissa as f64;
        let (first, last) = (count(low - tolerance).ceil(), count(high + tolerance).floor());
        (first.abs() <= FARTHEST && last.abs() <= FARTHEST).then_some(first as i64..=last as i64)
    }

    /// The step between unlabelled ticks.
    pub(super) fn divided(&self) -> Self {
        Self { mantissa: 100 * self.mantissa / self.parts, exponent: self.exponent - 2, parts: 1 }
    }

    /// `multiple` steps as a number of 10^`unit`, with as many decimals as the step has.
    pub(super) fn write(&self, multiple: i64, unit: i32) -> String {
        decimal(i128::from(multiple) * i128::from(self.mantissa), self.exponent - unit)
    }
}

/// `value`·10^`exponent`; uses a division if that is exact.
fn scaled(value: f64, exponent: i32) -> f64 {
    if exponent < -300 {
        value / 10f64.powi(300) / 10f64.powi(-(exponent + 300))
    } else if exponent < 0 {
        value / 10f64.powi(-exponent)
    } else if exponent > 300 {
        value * 10f64.powi(300) * 10f64.powi(exponent - 300)
    } else {
        value * 10f64.powi(exponent)
    }
}

/// 10^`exponent`.
pub(super) fn ten_to(exponent: i32) -> f64 {
    scaled(1.0, exponent)
}

/// `number`·10^`exponent` in decimal digits, `-exponent` of them after the decimal point.
pub(super) fn decimal(number: i128, exponent: i32) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "\u{2212}" } else { "" };
    if exponent >= 0 {
        let zeros = if number == 0 { 0 } else { exponent as usize };
        return format!("{sign}{digits}{:0<zeros$}", "");
    }
    let decimals = exponent.unsigned_abs() as usize;
    let padded = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, fraction) = padded.split_at(padded.len() - decimals);
    format!("{sign}{whole}.{fraction}")
}

/// An SI prefix: a power of ten and its symbol.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Prefix {
    pub(super) exponent: i32,
    pub(super) symbol: &'static str,
}

impl Prefix {
    pub(super) const NONE: Self = Self { exponent: 0, symbol: "" };

    /// From nano to tera, ascending.
    const ALL: [Self; 8] = [
        Self { exponent: -9, symbol: "n" },
        Self { exponent: -6, symbol: "µ" },
        Self { exponent: -3, symbol: "m" },
        Self::NONE,
        Self { exponent: 3, symbol: "k" },
        Self { exponent: 6, symbol: "M" },
        Self { exponent: 9, symbol: "G" },
        Self { exponent: 12, symbol: "T" },
    ];

    /// The largest prefix for which `value` is more than `least`; otherwise the smallest prefix.
    pub(super) fn of(value: f64, least: f64) -> Self {
        let larger = |prefix: &Self| value > least * ten_to(prefix.exponent);
        Self::ALL.into_iter().rev().find(larger).unwrap_or(Self::ALL[0])
    }
}

/// `10⁻⁶` in superscript digits.
pub(super) fn power_of_ten(exponent: i32) -> String {
    const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = exponent.unsigned_abs().to_string();
    let sign = if exponent < 0 { "⁻" } else { "" };
    let raised: String = digits.bytes().map(|digit| SUPERSCRIPTS[usize::from(digit - b'0')]).collect();
    format!("10{sign}{raised}")
}
