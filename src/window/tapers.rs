//! Discrete prolate spheroidal sequences of every order: the tapers of a multitaper spectrum.

use std::f64::consts::PI;

use super::limits::MAX_SOLVED_LENGTH;
use super::slepian::LEAST_BANDWIDTH;
use crate::error::{Error, OptionName, Result};

/// The most values that all tapers together may have; 8 bytes each.
const MAX_VALUES: usize = 1 << 26;

/// The relative width to which an eigenvalue is bracketed before refinement: less than any gap between neighbours.
const BRACKET: f64 = 1e-5;

/// Each refinement step triples the number of correct digits; two would suffice.
const POLISHING_STEPS: usize = 4;

/// Sequences of L samples, orthogonal to one another, each with the most energy within ±NW/L cycles per sample.
///
/// # Guarantees
/// As many sequences as ratios; each has L values, unit energy, and mirrors about its middle, those of odd order with the
/// sign changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Tapers {
    /// The sequences in order, from 0.
    pub sequences: Vec<Vec<f64>>,
    /// The share of each sequence's energy within ±NW/L, which falls with the order.
    pub ratios: Vec<f64>,
}

impl Tapers {
    /// The first `count` sequences of `length` samples for the time-half-bandwidth product NW `bandwidth`.
    ///
    /// Sequences of even order have a positive mean; those of odd order begin above 0.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless 0 < NW < L/2 and 1 ≤ `count` ≤ max(1, 2NW): beyond that, most of a sequence's
    /// energy is outside of the band. [`Error::Limit`] for more than `MAX_SOLVED_LENGTH` samples, or 2²⁶ values in all
    /// sequences.
    ///
    /// # Source
    /// `scipy.signal.windows.dpss` with `Kmax`, 1.17. Slepian 1978 for the matrix; I. S. Dhillon, B. N. Parlett,
    /// "Orthogonal eigenvectors and relative gaps", SIAM J. Matrix Anal. Appl. 25 (2004), for its eigenvectors.
    pub fn new(length: usize, bandwidth: f64, count: usize) -> Result<Self> {
        Self::check(length, bandwidth, count)?;
        let matrix = Factors::new(length, bandwidth.max(LEAST_BANDWIDTH));
        let sequences: Vec<Vec<f64>> = (0..count).map(|order| matrix.sequence(order)).collect();
        let ratios = sequences.iter().map(|sequence| concentration(sequence, bandwidth)).collect();
        Ok(Self { sequences, ratios })
    }

    /// Checks whether such tapers can be computed.
    ///
    /// # Errors
    /// As [`Tapers::new`].
    pub fn check(length: usize, bandwidth: f64, count: usize) -> Result<()> {
        let invalid = |reason: String| Err(Error::invalid(OptionName::Tapers, reason));
        if !(bandwidth > 0.0 && bandwidth.is_finite()) {
            return invalid(format!("NW must be above 0, got {bandwidth}"));
        }
        let half = length as f64 / 2.0;
        if bandwidth >= half {
            let reason =
                format!("NW must be below {half}, half the window length of {length} samples, got {bandwidth}");
            return invalid(reason);
        }
        let most = ((2.0 * bandwidth) as usize).max(1);
        if count == 0 || count > most {
            return invalid(format!("K must be between 1 and {most} for NW {bandwidth}, got {count}"));
        }
        if length > MAX_SOLVED_LENGTH {
            return Err(Error::limit("taper length", length as u64, MAX_SOLVED_LENGTH as u64, "samples"));
        }
        let values = length.saturating_mul(count);
        if values > MAX_VALUES {
            return Err(Error::limit("taper size", values as u64, MAX_VALUES as u64, "values"));
        }
        Ok(())
    }
}

/// The matrix K + D of [`super::slepian`] as L·diag(d)·Lᵀ; the sequences are its eigenvectors, lowest first.
///
/// The factors are computed from positive numbers alone and define every eigenvalue λ to its full relative precision.
/// Its vector is read off where the factors of K + D − λ from above and from below meet.
struct Factors {
    /// The pivots d.
    pivots: Vec<f64>,
    /// The entries below the diagonal of L, all negative.
    links: Vec<f64>,
}

impl Factors {
    fn new(span: usize, bandwidth: f64) -> Self {
        let m = span as f64;
        let sine = (PI * bandwidth / m).sin();
        let (mut pivots, mut links) = (Vec::with_capacity(span), Vec::with_capacity(span));
        let mut leak = 0.0;
        for node in 0..span {
            let off_centre = ((m - 1.0) / 2.0 - node as f64) * sine;
            let ground = leak + 2.0 * off_centre * off_centre;
            let next = (node + 1) as f64;
            let link = next * (m - next) / 2.0;
            pivots.push(link + ground);
            if node + 1 < span {
                links.push(-link / (link + ground));
            }
            leak = link * ground / (link + ground);
        }
        Self { pivots, links }
    }

    /// The number of eigenvalues below `shift`: the negative pivots of K + D − shift.
    fn count_below(&self, shift: f64) -> usize {
        let mut rest = -shift;
        let mut below = 0;
        for (node, &pivot) in self.pivots.iter().enumerate() {
            let shifted = nonzero(rest + pivot, pivot);
            below += usize::from(shifted < 0.0);
            if let Some(link) = self.links.get(node) {
                rest = rest / shifted * pivot * link * link - shift;
            }
        }
        below
    }

    /// The eigenvalue of the given order, to a relative [`BRACKET`].
    fn eigenvalue(&self, order: usize) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        while self.count_below(high) <= order {
            (low, high) = (high, 2.0 * high);
        }
        while high - low > BRACKET * high {
            let middle = low + (high - low) / 2.0;
            if self.count_below(middle) <= order { low = middle } else { high = middle }
        }
        low + (high - low) / 2.0
    }

    /// The sequence of the given order, with unit energy.
    fn sequence(&self, order: usize) -> Vec<f64> {
        let mut eigenvalue = self.eigenvalue(order);
        let (mut vector, mut correction) = self.vector(eigenvalue);
        for _ in 0..POLISHING_STEPS {
            if correction.abs() <= f64::EPSILON * eigenvalue {
                break;
            }
            eigenvalue += correction;
            (vector, correction) = self.vector(eigenvalue);
        }
        settle(&mut vector, order);
        vector
    }

    /// The vector whose eigenvalue is nearest to `shift`, and the remaining distance (Rayleigh's quotient).
    fn vector(&self, shift: f64) -> (Vec<f64>, f64) {
        let Self { pivots, links } = self;
        let last = pivots.len() - 1;
        // From above: K + D − shift = L₊·D₊·L₊ᵀ; `above` is the difference of a pivot from d at each node.
        let (mut down, mut above) = (Vec::with_capacity(last), Vec::with_capacity(last + 1));
        let mut rest = -shift;
        for node in 0..last {
            above.push(rest);
            let shifted = nonzero(rest + pivots[node], pivots[node]);
            down.push(pivots[node] * links[node] / shifted);
            rest = rest / shifted * pivots[node] * links[node] * links[node] - shift;
        }
        above.push(rest);
        // From below: U·D₋·Uᵀ. Where both meet, the remainder of the diagonal is least at the largest value.
        let mut up = vec![0.0; last];
        let mut rest = pivots[last] - shift;
        let (mut meeting, mut least) = (last, above[last] + rest + shift);
        for node in (0..last).rev() {
            let pivot = pivots[node] * links[node] * links[node];
            let shifted = nonzero(pivot + rest, pivot);
            let ratio = pivots[node] / shifted;
            up[node] = links[node] * ratio;
            rest = rest * ratio - shift;
            let left = above[node] + rest + shift;
            if left.abs() < least.abs() {
                (meeting, least) = (node, left);
            }
        }
        let mut vector = vec![1.0; last + 1];
        for node in (0..meeting).rev() {
            vector[node] = -down[node] * vector[node + 1];
        }
        for node in meeting..last {
            vector[node + 1] = -up[node] * vector[node];
        }
        let energy: f64 = vector.iter().map(|v| v * v).sum();
        (vector, least / energy)
    }
}

/// The least share to which a pivot may cancel: smaller ones are replaced by it. At zeros of the vector, the products
/// before and after then neither overflow nor vanish.
const LEAST_PIVOT: f64 = 1e-30;

fn nonzero(pivot: f64, whole: f64) -> f64 {
    let least = LEAST_PIVOT * whole;
    if pivot.abs() < least { least } else { pivot }
}

/// Makes a vector of known order exactly symmetric or antisymmetric, and sets its unit energy and sign.
fn settle(vector: &mut [f64], order: usize) {
    let odd = !order.is_multiple_of(2);
    let sign = if odd { -1.0 } else { 1.0 };
    let length = vector.len();
    for n in 0..length.div_ceil(2) {
        let mean = (vector[n] + sign * vector[length - 1 - n]) / 2.0;
        (vector[n], vector[length - 1 - n]) = (mean, sign * mean);
    }
    let energy: f64 = vector.iter().map(|v| v * v).sum();
    let positive = if odd {
        // The first significant value, after values that are only rounding.
        vector.iter().find(|v| **v * **v * length as f64 > f64::EPSILON * energy).is_none_or(|v| *v > 0.0)
    } else {
        vector.iter().sum::<f64>() >= 0.0
    };
    let scale = if positive { 1.0 } else { -1.0 } / energy.sqrt();
    vector.iter_mut().for_each(|v| *v *= scale);
}

/// The share of a sequence's energy within the band: its eigenvalue under the kernel sin(2πW(n − m))/(π(n − m)).
///
/// Only the row of that equation with the largest right-hand side is solved.
fn concentration(sequence: &[f64], bandwidth: f64) -> f64 {
    let width = bandwidth / sequence.len() as f64;
    let largest = (0..sequence.len()).max_by(|&a, &b| sequence[a].abs().total_cmp(&sequence[b].abs())).unwrap_or(0);
    let kernel = |distance: usize| match distance {
        0 => 2.0 * width,
        distance => (2.0 * PI * width * distance as f64).sin() / (PI * distance as f64),
    };
    let sum: f64 = sequence.iter().enumerate().map(|(n, v)| v * kernel(n.abs_diff(largest))).sum();
    sum / sequence[largest]
}
