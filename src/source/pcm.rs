//! Sample encodings and their conversion to numbers.

use fearless_simd::{Level, dispatch};

use super::channels::Channels;
use super::g711::{A_LAW, MU_LAW};
use crate::real::{Precision, Real};

/// The byte order of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteOrder {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

/// The native order, in which decoders return samples.
pub(super) const NATIVE: ByteOrder = if cfg!(target_endian = "little") { ByteOrder::Little } else { ByteOrder::Big };

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
        /// Their byte order.
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

    /// The precision needed to analyse such samples.
    pub fn precision(self) -> Precision {
        match self {
            Self::Signed { bytes, .. } if bytes > 3 => Precision::Double,
            Self::Float32(_) | Self::Float64(_) => Precision::Double,
            _ => Precision::Single,
        }
    }
}

/// Converts encoded samples to numbers with full scale at 1.
///
/// Integers in containers of b bits are divided by 2^(b−1); unsigned 8-bit samples become (x − 128)/128, µ-law and
/// A-law the values of G.711 / 32768. Floats are unchanged, except that NaN and infinities become 0, so that the result
/// is always finite.
///
/// [`Channels::Mix`] gives Σ/n over the n channels of a sample frame, [`Channels::Side`] half the first less half the second. Codes of up to 32 bits are summed exactly and
/// rounded once to f64 and once to `T` (two channels of up to 24 bits: once, to `T`); floats and wider integers are
/// summed in f64 in the channels' order. A sample frame depends on its own bytes alone, so the result does not depend
/// on how a stream is cut into blocks.
///
/// # Shape
/// `bytes` holds `out.len()` sample frames of `channels` interleaved samples.
///
/// # Panics
/// Unless `bytes.len() = out.len() · channels · format.bytes()`; if the choice does not fit `channels`, or all are chosen.
pub fn decode<T: Real>(format: SampleFormat, channels: usize, pick: Channels, bytes: &[u8], out: &mut [T]) {
    use ByteOrder::{Big, Little};
    assert_eq!(bytes.len(), out.len() * channels * format.bytes(), "bytes for each of the samples asked for");
    assert!(pick.check(channels).is_ok() && pick != Channels::All, "channel {pick} of {channels}");
    let job = Job { channels, pick, bytes, out };
    match format {
        SampleFormat::Unsigned8 => job.run(7, |[code]: &[u8; 1]| i32::from(*code) - 128),
        SampleFormat::MuLaw => job.run(15, |[code]: &[u8; 1]| i32::from(MU_LAW[usize::from(*code)])),
        SampleFormat::ALaw => job.run(15, |[code]: &[u8; 1]| i32::from(A_LAW[usize::from(*code)])),
        SampleFormat::Signed { bytes, order } => match (bytes, order) {
            (1, _) => job.run(7, |[code]: &[u8; 1]| i32::from(code.cast_signed())),
            // The most common encoding, compiled for every available vector instruction set.
            (2, Little) => {
                dispatch!(Level::new(), _ => job.run(15, |code: &[u8; 2]| i32::from(i16::from_le_bytes(*code))));
            }
            (2, Big) => job.run(15, |code| i32::from(i16::from_be_bytes(*code))),
            (3, Little) => job.run(23, |&[a, b, c]: &[u8; 3]| i32::from_le_bytes([0, a, b, c]) >> 8),
            (3, Big) => job.run(23, |&[a, b, c]: &[u8; 3]| i32::from_be_bytes([a, b, c, 0]) >> 8),
            (4, Little) => job.run(31, |code| f64::from(i32::from_le_bytes(*code))),
            (4, Big) => job.run(31, |code| f64::from(i32::from_be_bytes(*code))),
            (5, order) => job.run(63, |code: &[u8; 5]| wide(code, order) as f64),
            (6, order) => job.run(63, |code: &[u8; 6]| wide(code, order) as f64),
            (7, order) => job.run(63, |code: &[u8; 7]| wide(code, order) as f64),
            (_, order) => job.run(63, |code: &[u8; 8]| wide(code, order) as f64),
        },
        SampleFormat::Float32(Little) => job.run(0, |code| finite(f64::from(f32::from_le_bytes(*code)))),
        SampleFormat::Float32(Big) => job.run(0, |code| finite(f64::from(f32::from_be_bytes(*code)))),
        SampleFormat::Float64(Little) => job.run(0, |code| finite(f64::from_le_bytes(*code))),
        SampleFormat::Float64(Big) => job.run(0, |code| finite(f64::from_be_bytes(*code))),
    }
}

/// An integer of any width, left-justified in 64 bits.
pub(super) fn wide<const N: usize>(code: &[u8; N], order: ByteOrder) -> i64 {
    let mut full = [0; 8];
    match order {
        ByteOrder::Little => {
            full[8 - N..].copy_from_slice(code);
            i64::from_le_bytes(full)
        }
        ByteOrder::Big => {
            full[..N].copy_from_slice(code);
            i64::from_be_bytes(full)
        }
    }
}

fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

/// A block to decode; a struct, so that every encoding compiles to its own loops.
struct Job<'a, T> {
    channels: usize,
    pick: Channels,
    bytes: &'a [u8],
    out: &'a mut [T],
}

impl<T: Real> Job<'_, T> {
    /// Decodes with `read`, whose numbers have their full scale at 2^`bits`.
    #[inline(always)]
    fn run<C: Code, const N: usize>(self, bits: i32, read: impl Fn(&[u8; N]) -> C + Copy) {
        let unit = 0.5_f64.powi(bits);
        let out = self.out.iter_mut();
        let samples = self.bytes.as_chunks::<N>().0;
        let pairs = samples.as_chunks::<2>().0;
        match (self.pick, self.channels) {
            (_, 1) => out.zip(samples).for_each(|(out, code)| *out = read(code).scaled(unit)),
            (Channels::One(0), 2) => out.zip(pairs).for_each(|(out, [code, _])| *out = read(code).scaled(unit)),
            (Channels::One(_), 2) => out.zip(pairs).for_each(|(out, [_, code])| *out = read(code).scaled(unit)),
            (Channels::One(index), channels) => {
                let chosen = samples.iter().skip(index).step_by(channels);
                out.zip(chosen).for_each(|(out, code)| *out = read(code).scaled(unit));
            }
            (Channels::Mix, 2) => out.zip(pairs).for_each(|(out, [a, b])| *out = C::pair(read(a), read(b), unit)),
            (Channels::Side, _) => out.zip(pairs).for_each(|(out, [a, b])| *out = C::side(read(a), read(b), unit)),
            (Channels::Mix | Channels::All, channels) => {
                let sample_frames = samples.chunks_exact(channels);
                out.zip(sample_frames)
                    .for_each(|(out, sample_frame)| *out = C::mean(sample_frame.iter().map(read), channels, unit));
            }
        }
    }
}

/// A sample before scaling: integers of up to 24 bits as i32, all others as finite f64.
trait Code: Copy {
    fn scaled<T: Real>(self, unit: f64) -> T;
    fn pair<T: Real>(a: Self, b: Self, unit: f64) -> T;
    fn side<T: Real>(a: Self, b: Self, unit: f64) -> T;
    fn mean<T: Real>(codes: impl Iterator<Item = Self> + Clone, channels: usize, unit: f64) -> T;
}

impl Code for i32 {
    fn scaled<T: Real>(self, unit: f64) -> T {
        T::of_i32(self) * T::of(unit)
    }

    fn pair<T: Real>(a: Self, b: Self, unit: f64) -> T {
        T::of_i32(a + b) * T::of(unit * 0.5)
    }

    fn side<T: Real>(a: Self, b: Self, unit: f64) -> T {
        T::of_i32(a - b) * T::of(unit * 0.5)
    }

    fn mean<T: Real>(codes: impl Iterator<Item = Self> + Clone, channels: usize, unit: f64) -> T {
        let sum: i64 = codes.map(i64::from).sum();
        T::of(sum as f64 * unit / channels as f64)
    }
}

impl Code for f64 {
    fn scaled<T: Real>(self, unit: f64) -> T {
        // A double may exceed the range of a single.
        let value = T::of(self * unit);
        if value.finite() { value } else { T::ZERO }
    }

    fn pair<T: Real>(a: Self, b: Self, unit: f64) -> T {
        // Halving first is exact and keeps the sum of two large numbers finite.
        (a * 0.5 + b * 0.5).scaled(unit)
    }

    fn side<T: Real>(a: Self, b: Self, unit: f64) -> T {
        (a * 0.5 - b * 0.5).scaled(unit)
    }

    fn mean<T: Real>(codes: impl Iterator<Item = Self> + Clone, channels: usize, unit: f64) -> T {
        let channels = channels as f64;
        let sum: f64 = codes.clone().sum();
        let mean = if sum.is_finite() { sum / channels } else { codes.map(|code| code / channels).sum() };
        mean.scaled(unit)
    }
}
