//! Values and their possible rounding errors.

/// A value that is not negative, and the least and the greatest that rounding may make of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) low: f64,
    pub(super) value: f64,
    pub(super) high: f64,
}

impl Span {
    pub(super) const ZERO: Self = Self { low: 0.0, value: 0.0, high: 0.0 };

    /// A value that may be off by so much.
    pub(super) fn around(value: f64, by: f64) -> Self {
        Self { low: (value - by).max(0.0), value, high: value + by }
    }

    /// The image under a non-decreasing function.
    pub(super) fn map(self, of: impl Fn(f64) -> f64) -> Self {
        Self { low: of(self.low), value: of(self.value), high: of(self.high) }
    }

    pub(super) fn squared(self) -> Self {
        self.map(|value| value * value)
    }

    pub(super) fn scaled(self, by: f64) -> Self {
        self.map(|value| value * by)
    }

    /// The same, off by a further share of itself.
    pub(super) fn widened(self, share: f64) -> Self {
        Self { low: self.low * (1.0 - share), high: self.high * (1.0 + share), ..self }
    }

    pub(super) fn greater(self, other: Self) -> Self {
        self.with(other, f64::max)
    }

    pub(super) fn plus(self, other: Self) -> Self {
        self.with(other, |a, b| a + b)
    }

    fn with(self, other: Self, of: fn(f64, f64) -> f64) -> Self {
        Self { low: of(self.low, other.low), value: of(self.value, other.value), high: of(self.high, other.high) }
    }
}
