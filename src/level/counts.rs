//! The automatic range, from counts of cells.

use super::range::DbRange;
use crate::units::Decibels;

/// How many cells lie between the edges of the automatic range's own rule, and the strongest of them.
///
/// Counts of several pictures add up to exactly the counts of all their cells, in any order: so a picture, a figure of
/// several and a batch of files find their range in the same way.
///
/// What is no power is left out: zeros, infinities, and NaN, which is no data.
#[derive(Debug, Clone)]
pub struct Counts {
    /// The level of 0 dB, in decibels re 1.
    zero: f64,
    /// 0 where there are no cells.
    strongest: f64,
    /// Every double belongs to one of these, a factor of 2 from end to end.
    binades: Vec<Binade>,
}

/// Cells from a power of two to the next: 3.01 dB, with at most one multiple of 5 dB among them.
#[derive(Debug, Clone, Copy)]
struct Binade {
    /// The least number that is on the upper side of that multiple, ∞ where there is none; NaN until it is needed.
    edge: f64,
    /// How many cells are below the edge, and how many are not.
    cells: [u64; 2],
}

/// The binades below the least normal number.
const SUBNORMAL: usize = 52;

/// The number of binades: those of normal numbers have the exponents 1 to 2046.
const BINADES: usize = SUBNORMAL + 2047;

/// Every how many decibels an end of the range may lie.
const STEP: f64 = 5.0;

impl Counts {
    /// No cells yet, of a quantity with 0 dB at `reference`: see [`Quantity::reference`](crate::quantity::Quantity::reference).
    ///
    /// # Panics
    /// Unless `reference` is a normal number above 0.
    pub fn new(reference: f64) -> Self {
        assert!(reference.is_normal() && reference > 0.0, "a reference of {reference}");
        let empty = Binade { edge: f64::NAN, cells: [0; 2] };
        Self { zero: Decibels::of_power(reference).0, strongest: 0.0, binades: vec![empty; BINADES] }
    }

    /// Counts cells of power.
    pub fn add(&mut self, cells: &[f64]) {
        let mut strongest = self.strongest;
        for &power in cells {
            // Infinities, NaN and negative numbers have exponents beyond those of binades, zeros are odd at the other end.
            let exponent = (power.to_bits() >> 52) as usize;
            let index = if exponent > 0 { SUBNORMAL + exponent } else { subnormal_index(power) };
            let Some(binade) = self.binades.get_mut(index) else { continue };
            if binade.edge.is_nan() {
                binade.edge = edge_in(index, self.zero);
            }
            binade.cells[usize::from(power >= binade.edge)] += 1;
            strongest = if power > strongest { power } else { strongest };
        }
        self.strongest = strongest;
    }

    /// Adds the counts of other cells.
    ///
    /// # Panics
    /// Unless both have the same reference.
    pub fn merge(&mut self, other: &Self) {
        assert!(self.zero == other.zero, "levels of one reference");
        self.strongest = self.strongest.max(other.strongest);
        for (binade, other) in self.binades.iter_mut().zip(&other.binades) {
            binade.edge = if binade.edge.is_nan() { other.edge } else { binade.edge };
            binade.cells = [binade.cells[0] + other.cells[0], binade.cells[1] + other.cells[1]];
        }
    }

    /// How many cells of power were counted.
    pub fn cells(&self) -> u64 {
        self.binades.iter().flat_map(|binade| binade.cells).sum()
    }

    /// The range that suits the cells, robust to silence and to single outliers.
    ///
    /// The top is the strongest cell rounded up to a multiple of 5 dB, the
    /// bottom the 10th percentile (of rank ⌊(n−1)/10⌋) less 5 dB, rounded down to
    /// a multiple of 5 dB; the bottom moves to keep the span within 40 to
    /// 120 dB. Without any cells it is [`DbRange::OF_SILENCE`].
    pub fn range(&self) -> DbRange {
        // A full-scale tone must read 0 dB, not 5, when rounding puts it a hair above.
        const HAIR: f64 = 1e-3;
        let Some(low) = self.low() else { return DbRange::OF_SILENCE };
        let high = STEP * ((decibels(self.strongest, self.zero) - HAIR) / STEP).ceil();
        // Adding 0 turns a negative zero into a zero.
        DbRange { low: low.clamp(high - 120.0, high - 40.0) + 0.0, high: high + 0.0 }
    }

    /// The lower end that the 10th percentile asks for.
    fn low(&self) -> Option<f64> {
        let mut rank = self.cells().checked_sub(1)? / 10;
        for (index, Binade { edge, cells }) in self.binades.iter().enumerate() {
            // Any of the cells between two edges leads to the same end.
            for (count, least) in cells.iter().zip([first_of(index), *edge]) {
                if rank < *count {
                    return Some(low_end(least, self.zero));
                }
                rank -= count;
            }
        }
        None
    }
}

impl PartialEq for Counts {
    /// Whether the same cells were counted, as far as a range depends on them.
    fn eq(&self, other: &Self) -> bool {
        let cells = |counts: &Self| counts.binades.iter().map(|binade| binade.cells).collect::<Vec<_>>();
        (self.zero, self.strongest) == (other.zero, other.strongest) && cells(self) == cells(other)
    }
}

fn decibels(power: f64, zero: f64) -> f64 {
    Decibels::of_power(power).0 - zero
}

/// The lower end of a range whose 10th percentile is `power`: never falls as that rises.
fn low_end(power: f64, zero: f64) -> f64 {
    STEP * ((decibels(power, zero) - STEP) / STEP).floor()
}

/// The binade of a number below the least normal one; none there is for 0.
fn subnormal_index(power: f64) -> usize {
    if power == 0.0 { usize::MAX } else { (64 - power.to_bits().leading_zeros()) as usize }
}

/// The bits of the least number of a binade.
fn first_bits(index: usize) -> u64 {
    match index {
        0 => 0,
        1..=SUBNORMAL => 1 << (index - 1),
        _ => ((index - SUBNORMAL) as u64) << 52,
    }
}

fn first_of(index: usize) -> f64 {
    f64::from_bits(first_bits(index))
}

/// The least number of a binade whose lower end is above that of the binade's first; ∞ if there is none.
#[cold]
fn edge_in(index: usize, zero: f64) -> f64 {
    let end_of = |bits: u64| low_end(f64::from_bits(bits), zero);
    let (mut below, mut above) = (first_bits(index), first_bits(index + 1));
    let end = end_of(below);
    if end_of(above - 1) == end {
        return f64::INFINITY;
    }
    // Positive doubles are ordered as their bits are.
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        if end_of(middle) == end { below = middle } else { above = middle }
    }
    f64::from_bits(above)
}

impl DbRange {
    /// The range that suits a picture's cells of power, in decibels re 1: see [`Counts::range`].
    pub fn auto(cells: &[f64]) -> Self {
        let mut counts = Counts::new(1.0);
        counts.add(cells);
        counts.range()
    }
}
