//! Encoding of doubles in a sample format.

use super::super::{ByteOrder, SampleFormat};
use crate::choice::choices;
use crate::error::{Error, OptionName, Result};

/// The supported sample formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// 16-bit integers.
    Integer16,
    /// 24-bit integers.
    Integer24,
    /// 32-bit integers.
    Integer32,
    /// 32-bit floats.
    #[default]
    Float32,
    /// 64-bit floats.
    Float64,
}
choices!(
    Encoding, "sample format",
    Integer16 => "16" "", Integer24 => "24" "", Integer32 => "32" "", Float32 => "f32" "", Float64 => "f64" "",
);

impl Encoding {
    /// The format of a sample, little-endian.
    pub fn format(self) -> SampleFormat {
        let order = ByteOrder::Little;
        match self {
            Self::Integer16 => SampleFormat::Signed { bytes: 2, order },
            Self::Integer24 => SampleFormat::Signed { bytes: 3, order },
            Self::Integer32 => SampleFormat::Signed { bytes: 4, order },
            Self::Float32 => SampleFormat::Float32(order),
            Self::Float64 => SampleFormat::Float64(order),
        }
    }
}

/// Checks that [`encode`] supports the format.
pub(super) fn check(format: SampleFormat) -> Result<()> {
    match format {
        SampleFormat::Signed { bytes: 2..=4, order: ByteOrder::Little }
        | SampleFormat::Float32(ByteOrder::Little)
        | SampleFormat::Float64(ByteOrder::Little) => Ok(()),
        _ => Err(Error::invalid(
            OptionName::SampleFormat,
            "must be little-endian integers of 16, 24 or 32 bits or floats of 32 or 64 bits",
        )),
    }
}

/// Appends encoded samples; returns how many exceeded full scale and were clipped.
///
/// Integers are x·2^(bits−1), rounded to nearest, ties to even, and clamped to the range of the format. +1.0 becomes
/// the greatest integer, one step lower, and does not count as clipped.
///
/// # Panics
/// Unless [`check`] accepts the format.
pub(super) fn encode(format: SampleFormat, samples: &[f64], encoded: &mut Vec<u8>) -> u64 {
    match format {
        SampleFormat::Float32(_) => {
            encoded.extend(samples.iter().flat_map(|sample| (*sample as f32).to_le_bytes()));
            0
        }
        SampleFormat::Float64(_) => {
            encoded.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
            0
        }
        SampleFormat::Signed { bytes, .. } => {
            let scale = (1_u64 << (8 * u32::from(bytes) - 1)) as f64;
            for sample in samples {
                let integer = (sample * scale).round_ties_even().clamp(-scale, scale - 1.0) as i32;
                encoded.extend_from_slice(&integer.to_le_bytes()[..usize::from(bytes)]);
            }
            samples.iter().filter(|sample| sample.abs() > 1.0).count() as u64
        }
        _ => unreachable!("{format:?} is refused when the source is made"),
    }
}
