//! Random choices determined by one number.

use rand_pcg::Pcg64;
use rand_pcg::rand_core::Rng;

/// A stream of random choices.
pub(super) struct Draw(Pcg64);

impl Draw {
    /// The choices for a seed.
    pub(super) fn new(seed: u64) -> Self {
        // The increment is any odd number.
        Self(Pcg64::new(u128::from(seed), 0x5851_f42d_4c95_7f2d))
    }

    /// A number from `low` up to `high`, itself included.
    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        assert!(low <= high, "{low} to {high}");
        low + (self.0.next_u64() % (high - low + 1) as u64) as usize
    }

    /// A number from `low` up to `high`, small ones as often as large ones.
    pub(super) fn scaled(&mut self, low: usize, high: usize) -> usize {
        let (from, to) = ((low as f64).ln(), (high as f64 + 1.0).ln());
        ((from + (to - from) * self.fraction()).exp() as usize).clamp(low, high)
    }

    /// A number from 0 up to 1.
    pub(super) fn fraction(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of several.
    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.between(0, from.len() - 1)]
    }

    /// A sample of Gaussian noise of variance 1.
    pub(super) fn gaussian(&mut self) -> f64 {
        let (radius, turn) = (1.0 - self.fraction(), self.fraction());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
    }
}
