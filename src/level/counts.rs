//! The automatic range, from counts of cells.

use super::range::DbRange;
use crate::units::Decibels;

/// Counts of cells between the edges of the automatic range's rule, and the strongest cell.
///
/// Counts add up in any order: the sum over several pictures equals the counts of all their cells. One picture, several
/// pictures in a figure and a batch of files therefore find their range in the same way.
///
/// Zeros, infinities and NaN (no data) are not counted.
#[derive(Debug, Clone)]
pub struct Counts {
    /// The level of 0 dB, in decibels re 1.
    zero: f64,
    /// 0 without cells.
    strongest: f64,
    /// Every double belongs to one binade, which spans a factor of 2.
    binades: Vec<Binade>,
}

/// Cells from a power of two to the next: 3.01 dB, with at most one multiple of 5 dB between them.
#[derive(Debug, Clone, Copy)]
struct Binade {
    /// The least number at or above that multiple, ∞ if there is none; NaN until it is needed.
    edge: f64,
    /// The number of cells below the edge, and of the others.
    cells: [u64; 2],
}

/// The binades below the least normal number.
const SUBNORMAL: usize = 52;

/// The number of binades: normal numbers have the exponents 1 to 2046.
const BINADES: usize = SUBNORMAL + 2047;

/// The ends of the range are multiples of this, in decibels.
const STEP: f64 = 5.0;

impl Counts {
    /// No cells yet, for a quantity with 0 dB at `reference`: see
    /// [`Quantity::reference`](crate::quantity::Quantity::reference).
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
            // Infinities, NaN and negative numbers have exponents above those of binades; zeros are excluded
            // separately.
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

    /// The number of counted cells.
    pub fn cells(&self) -> u64 {
        self.binades.iter().flat_map(|binade| binade.cells).sum()
    }

    /// The range for the cells, robust to silence and to single outliers.
    ///
    /// The top is the strongest cell rounded up to a multiple of 5 dB, the bottom the 10th percentile (of rank
    /// ⌊(n−1)/10⌋) less 5 dB, rounded down to a multiple of 5 dB; the bottom moves to keep the span within 40 to 120
    /// dB. Without cells it is [`DbRange::OF_SILENCE`].
    pub fn range(&self) -> DbRange {
        // A full-scale tone must give a top of 0 dB, not 5, if rounding puts it slightly above.
        const TOLERANCE: f64 = 1e-3;
        let Some(low) = self.low() else { return DbRange::OF_SILENCE };
        let high = STEP * ((decibels(self.strongest, self.zero) - TOLERANCE) / STEP).ceil();
        // Adding 0 turns a negative zero into a zero.
        DbRange { low: low.clamp(high - 120.0, high - 40.0) + 0.0, high: high + 0.0 }
    }

    /// The lower end given by the 10th percentile.
    fn low(&self) -> Option<f64> {
        let mut rank = self.cells().checked_sub(1)? / 10;
        for (index, Binade { edge, cells }) in self.binades.iter().enumerate() {
            // All cells between two edges lead to the same end.
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

/// The lower end of a range whose 10th percentile is `power`; non-decreasing.
fn low_end(power: f64, zero: f64) -> f64 {
    STEP * ((decibels(power, zero) - STEP) / STEP).floor()
}

/// The binade of a subnormal number; `power` is not 0.
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

/// The least number of a binade whose lower end is above that of the binade's first number; ∞ if there is none.
#[cold]
fn edge_in(index: usize, zero: f64) -> f64 {
    let end_of = |bits: u64| low_end(f64::from_bits(bits), zero);
    let (mut below, mut above) = (first_bits(index), first_bits(index + 1));
    let end = end_of(below);
    if end_of(above - 1) == end {
        return f64::INFINITY;
    }
    // The order of positive doubles is that of their bits.
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        if end_of(middle) == end { below = middle } else { above = middle }
    }
    f64::from_bits(above)
}

impl DbRange {
    /// The range for a picture's cells of power, in decibels re 1: see [`Counts::range`].
    pub fn auto(cells: &[f64]) -> Self {
        let mut counts = Counts::new(1.0);
        counts.add(cells);
        counts.range()
    }
}
