//! Ticks of levels and values.

use super::decimal::{Prefix, power_of_ten};
use super::label_space::LabelSpace;
use super::search::even;
use super::tick::Ticks;

/// Ticks of levels from `low` to `high` decibels: multiples of 1, 2 or 5, as a last resort 3 or 4, times a power of
/// ten.
pub fn decibels(low: f64, high: f64, space: &LabelSpace<'_>) -> Ticks {
    Ticks { unit: "dB".to_owned(), ..even(space, low, high, Prefix::NONE) }
}

/// Ticks of values from `low` to `high`, in `unit`, or a power of ten of it for very large or small numbers.
pub fn values(low: f64, high: f64, unit: &str, space: &LabelSpace<'_>) -> Ticks {
    let largest = low.abs().max(high.abs());
    let in_reach = largest == 0.0 || (0.1..1e4).contains(&largest);
    let exponent = if in_reach || !largest.is_finite() { 0 } else { 3 * (largest.log10() / 3.0).floor() as i32 };
    let unit = if exponent == 0 { unit.to_owned() } else { format!("{} {unit}", power_of_ten(exponent)) };
    Ticks { unit, ..even(space, low, high, Prefix { exponent, symbol: "" }) }
}
