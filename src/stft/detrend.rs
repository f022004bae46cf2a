//! Removing a mean or a line from a frame.

use super::choices::Detrend;
use crate::real::Real;

/// Removes the trend of `kind` from `frame` in place.
///
/// The sums use double precision, so that a large offset leaves no remainder at 0 Hz.
///
/// # Source
/// `scipy.signal.detrend`.
pub(super) fn remove<T: Real>(kind: Detrend, frame: &mut [T]) {
    let length = frame.len() as f64;
    let mean = frame.iter().map(|&x| x.into()).sum::<f64>() / length;
    let middle = (length - 1.0) / 2.0;
    let slope = match kind {
        Detrend::None => return,
        Detrend::Constant => 0.0,
        Detrend::Linear if frame.len() < 2 => 0.0,
        Detrend::Linear => {
            let moment: f64 = frame.iter().enumerate().map(|(n, &x)| (n as f64 - middle) * (x.into() - mean)).sum();
            // Σ(n − middle)² over n = 0..length
            moment / (length * (length * length - 1.0) / 12.0)
        }
    };
    for (n, x) in frame.iter_mut().enumerate() {
        *x = T::of((*x).into() - mean - slope * (n as f64 - middle));
    }
}
