//! Sample encodings and their conversion to numbers.

use crate::real::Precision;

/// The order of the bytes of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteOrder {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

/// How one sample is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SampleFormat {
    /// 8 bits, unsigned, 128 is silence.
    Unsigned8,
    /// Two's complement of 1 to 8 bytes, left-justified in them.
    Signed {
        /// Bytes of a sample, 1 to 8.
        bytes: u8,
        /// Their order.
        order: ByteOrder,
    },
    /// IEEE 754 single precision.
    Float32(ByteOrder),
    /// IEEE 754 double precision.
    Float64(ByteOrder),
    /// G.711 µ-law.
    MuLaw,
    /// G.711 A-law.
    ALaw,
}

impl SampleFormat {
    /// Bytes of one sample.
    pub fn bytes(self) -> usize {
        match self {
            Self::Unsigned8 | Self::MuLaw | Self::ALaw => 1,
            Self::Signed { bytes, .. } => usize::from(bytes),
            Self::Float32(_) => 4,
            Self::Float64(_) => 8,
        }
    }

    /// The arithmetic that analysing such samples needs.
    pub fn precision(self) -> Precision {
        match self {
            Self::Signed { bytes, .. } if bytes > 3 => Precision::Double,
            Self::Float32(_) | Self::Float64(_) => Precision::Double,
            _ => Precision::Single,
        }
    }
}
