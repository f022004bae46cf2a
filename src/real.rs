//! The two precisions of the engine, and which one a signal needs.

use realfft::FftNum;

/// The floating-point type that an analysis computes in: `f32` or `f64`.
pub trait Real:
    FftNum + Copy + Default + PartialOrd + std::ops::AddAssign + std::ops::MulAssign + std::iter::Sum + Into<f64> + 'static
{
    /// Zero.
    const ZERO: Self;
    /// The least positive normal number.
    const LEAST: Self;
    /// Rounds a double to this type.
    fn of(value: f64) -> Self;
    /// Widens a single.
    fn of_f32(value: f32) -> Self;
    /// Rounds an integer to this type.
    fn of_i32(value: i32) -> Self;
    /// The greater of two numbers, neither of which is NaN.
    fn greater(self, other: Self) -> Self;
    /// Whether the value is neither infinite nor NaN.
    fn finite(self) -> bool;
}

macro_rules! real {
    ($type:ty) => {
        impl Real for $type {
            const ZERO: Self = 0.0;
            const LEAST: Self = <$type>::MIN_POSITIVE;
            fn of(value: f64) -> Self {
                value as $type
            }
            fn of_f32(value: f32) -> Self {
                Self::from(value)
            }
            fn of_i32(value: i32) -> Self {
                value as $type
            }
            fn greater(self, other: Self) -> Self {
                // `f32::max` also handles NaN, which prevents the vector instruction.
                if self > other { self } else { other }
            }
            fn finite(self) -> bool {
                self.is_finite()
            }
        }
    };
}
real!(f32);
real!(f64);

/// The precision that preserves all that matters of a signal.
///
/// Single precision leaves FFT noise about −146 dB below the strongest bin,
/// under the quantization noise of 24-bit audio; anything finer is analysed in
/// double precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// `f32` suffices.
    Single,
    /// `f64` is needed.
    Double,
}
