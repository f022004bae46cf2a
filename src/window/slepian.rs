//! The discrete prolate spheroidal sequence of order 0.

use std::f64::consts::PI;

use super::symmetry::mirrored;

/// Below this half-bandwidth the sequence is constant to the last bit, and its eigenvalue underflows.
pub(super) const LEAST_BANDWIDTH: f64 = 1e-9;

/// Each step reduces the error to a fifth or less, so 1e−17 takes 25 steps.
const MOST_STEPS: usize = 60;

/// The sequence of `span` samples with the most energy within ±`bandwidth`/`span` cycles per sample.
///
/// It is the leading eigenvector of a tridiagonal matrix T (Slepian 1978). With
/// W = NW/M and u = (M − 1)/2 − t,
///
/// T = (M² − 1)/4 − (K + D), D = 2u²·sin²(πW),
///
/// where K is the Laplacian of a chain whose links have the weights
/// t(M − t)/2. The leading eigenvector of T is the lowest of K + D, a matrix
/// with no large part to cancel. Inverse iteration on it (a chain of
/// conductances, each node leaking D to ground) adds and multiplies
/// positive numbers only, so every value keeps its full relative precision,
/// at any length, in O(M). The vector is even: one half is solved.
///
/// # Source
/// Normalized as scipy's `norm='approximate'`: the largest value is 1 for odd
/// M, and M²/(M² + NW) for even M, where the peak falls between two samples.
pub(super) fn dpss(span: usize, bandwidth: f64) -> Vec<f64> {
    let half = HalfChain::new(span, bandwidth.max(LEAST_BANDWIDTH));
    let mut vector = vec![1.0; span.div_ceil(2)];
    for _ in 0..MOST_STEPS {
        if half.invert(&mut vector) < f64::EPSILON {
            break;
        }
    }
    let m = span as f64;
    let peak = if span.is_multiple_of(2) { m * m / (m * m + bandwidth) } else { 1.0 };
    mirrored(span, |n| vector[n] * peak)
}

/// K + D on the first half of the chain, eliminated from its end towards the middle.
struct HalfChain {
    /// The part of a node's current that goes on to the next node.
    passed: Vec<f64>,
    /// One over the sum of the conductances at a node.
    resistance: Vec<f64>,
    /// The weight of the middle node: half of it belongs to the other side if M is odd.
    middle: f64,
}

impl HalfChain {
    fn new(span: usize, bandwidth: f64) -> Self {
        let m = span as f64;
        let sine = (PI * bandwidth / m).sin();
        let nodes = span.div_ceil(2);
        let mut passed = Vec::with_capacity(nodes);
        let mut resistance = Vec::with_capacity(nodes);
        let mut leak = 0.0;
        for node in 0..nodes {
            let off_centre = ((m - 1.0) / 2.0 - node as f64) * sine;
            let ground = leak + 2.0 * off_centre * off_centre;
            let next = (node + 1) as f64;
            // No current crosses the middle of an even vector.
            let link = if node + 1 < nodes { next * (m - next) / 2.0 } else { 0.0 };
            resistance.push(1.0 / (link + ground));
            passed.push(link / (link + ground));
            leak = link * ground / (link + ground);
        }
        let middle = if span.is_multiple_of(2) { 1.0 } else { 0.5 };
        Self { passed, resistance, middle }
    }

    /// Replaces `vector` by (K + D)⁻¹ of it, its middle scaled to 1; returns how far a value moved.
    fn invert(&self, vector: &mut [f64]) -> f64 {
        let last = vector.len() - 1;
        let mut current = vec![0.0; vector.len()];
        let mut carried = 0.0;
        for (node, slot) in current.iter_mut().enumerate() {
            let weight = if node == last { self.middle } else { 1.0 };
            *slot = weight * vector[node] + carried;
            carried = *slot * self.passed[node];
        }
        let top = current[last] * self.resistance[last];
        let mut above = 1.0;
        let mut moved: f64 = 0.0;
        for (node, slot) in vector.iter_mut().enumerate().rev() {
            let value = if node == last {
                1.0
            } else {
                current[node] * self.resistance[node] / top + self.passed[node] * above
            };
            moved = moved.max((value - *slot).abs());
            *slot = value;
            above = value;
        }
        moved
    }
}
