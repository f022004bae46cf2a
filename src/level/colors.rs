//! From cells to colours, with precomputed logarithms.

use super::{LevelScale, Levels};

/// Maps cells to one of 256 colour indices, or to that of no data.
///
/// Index i ≥ 1 begins at the cell of fraction i/256 of the range; cells below the range have index 0, cells above it
/// 255, and zero power has index 0.
#[derive(Debug, Clone)]
pub struct ColorScale {
    /// Subtracted from every cell, so that no cell within the range is negative.
    zero: f64,
    /// The least cell of each index; the first is 0.
    begins: [f64; 256],
    /// The number of the first bucket: the leading bits of the least power of index 1.
    first_bucket: u64,
    /// The index of the least power of each bucket, and 255 at the end.
    buckets: Vec<u8>,
}

/// Leaves the exponent and six bits of the mantissa: buckets 0.05 to 0.07 dB wide.
const BUCKET_SHIFT: u32 = 46;

impl ColorScale {
    /// The index of cells without data: one more than the indices of levels.
    pub const NO_DATA: u16 = 256;

    /// Prepares for a picture's levels.
    pub fn new(levels: Levels) -> Self {
        const LEAST: f64 = f64::from_bits(1);
        // Values may be negative; levels and roots are looked up by power, which is not.
        let zero = if levels.scale() == LevelScale::Value { levels.ends().0 } else { 0.0 };
        let mut begins = [0.0; 256];
        for (index, begin) in begins.iter_mut().enumerate().skip(1) {
            // At least the least positive number, so that no positive power falls below every index but 0.
            *begin = (levels.cell_at(index as f64 / 256.0) - zero).max(LEAST);
        }
        let bucket_of = |power: f64| power.to_bits() >> BUCKET_SHIFT;
        let (first_bucket, last_bucket) = (bucket_of(begins[1]), bucket_of(begins[255]));
        let index_of = |power: f64| begins[1..].partition_point(|begin| *begin <= power) as u8;
        let mut buckets: Vec<u8> =
            (first_bucket..=last_bucket).map(|bucket| index_of(f64::from_bits(bucket << BUCKET_SHIFT))).collect();
        buckets.push(255);
        Self { zero, begins, first_bucket, buckets }
    }

    /// The colour index of a cell: at most 255, or [`ColorScale::NO_DATA`] for NaN.
    pub fn index(&self, cell: f64) -> u16 {
        let power = cell - self.zero;
        let within = power >= self.begins[1];
        if !within {
            return if power.is_nan() { Self::NO_DATA } else { 0 };
        }
        let bucket = ((power.to_bits() >> BUCKET_SHIFT) - self.first_bucket) as usize;
        let Some(&[from, to]) = self.buckets.get(bucket..bucket + 2) else { return 255 };
        let begun = self.begins[usize::from(from) + 1..=usize::from(to)].partition_point(|begin| *begin <= power);
        u16::from(from) + begun as u16
    }
}
