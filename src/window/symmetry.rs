//! Symmetric curves from their first half.

/// A symmetric curve, from its first half.
pub(super) fn mirrored(span: usize, half: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut values = Vec::with_capacity(span);
    values.extend((0..span.div_ceil(2)).map(half));
    values.extend_from_within(..span / 2);
    values[span.div_ceil(2)..].reverse();
    values
}
