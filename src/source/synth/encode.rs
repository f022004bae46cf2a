//! Doubles to the bytes of a sample format.

use super::super::{ByteOrder, SampleFormat};
use crate::choice::choices;
use crate::error::{Error, OptionName, Result};

/// The sample formats that are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Integers of 16 bits.
    Integer16,
    /// Integers of 24 bits.
    Integer24,
    /// Integers of 32 bits.
    Integer32,
    /// Floats of 32 bits.
    #[default]
    Float32,
    /// Floats of 64 bits.
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

/// Whether [`encode`] knows the format.
pub(super) fn check(format: SampleFormat) -> Result<()> {
    match format {
        SampleFormat::Signed { bytes: 2..=4, order: ByteOrder::Little }
        | SampleFormat::Float32(ByteOrder::Little)
        | SampleFormat::Float64(ByteOrder::Little) => Ok(()),
        _ => Err(Error::invalid(
            OptionName::SampleFormat,
            format!("must be little-endian integers of 16, 24 or 32 bits or floats of 32 or 64, got {format:?}"),
        )),
    }
}

/// Appends the samples and returns how many of them were beyond full scale and had to be clipped.
///
/// Integers are x·2^(bits−1) rounded to the nearest, halves to even, and held to what the format can say: +1.0
/// itself becomes the greatest integer, one step less, and counts as whole.
///
/// # Panics
/// Unless [`check`] passes the format.
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
