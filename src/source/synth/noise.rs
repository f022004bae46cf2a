//! Gaussian noise: white, coloured or decaying.

use rand_pcg::Pcg64Dxsm;
use rand_pcg::rand_core::Rng;

use super::SynthSignal;
use super::color::NoiseColor;
use crate::units::SampleRate;

/// Independent numbers with a normal distribution of mean 0 and variance 1.
///
/// # Source
/// Integers from PCG64 DXSM (M. E. O'Neill 2014), made normal by the polar method
/// (G. Marsaglia, T. A. Bray, "A convenient method for generating normal variables", SIAM Review 6, 1964).
#[derive(Debug)]
pub(super) struct Gaussian {
    integers: Pcg64Dxsm,
    spare: Option<f64>,
}

impl Gaussian {
    /// The generator of one channel of one signal. All generators share one sequence of 2^128 numbers; a hash of the
    /// three arguments selects distant positions in it.
    pub(super) fn new(seed: u64, signal: usize, channel: usize) -> Self {
        let key = [seed, signal as u64, channel as u64].into_iter().fold(0, |hash, part| scatter(hash ^ part));
        let state = u128::from(scatter(key)) << 64 | u128::from(scatter(!key));
        Self { integers: Pcg64Dxsm::new(state, 0), spare: None }
    }

    fn next(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (x, y) = (self.signed_unit(), self.signed_unit());
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                let factor = (-2.0 * libm::log(square) / square).sqrt();
                self.spare = Some(y * factor);
                return x * factor;
            }
        }
    }

    /// A number from −1 up to 1, a multiple of 2^−52.
    fn signed_unit(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 52) as f64;
        (self.integers.next_u64() >> 11) as f64 * STEP - 1.0
    }
}

/// Hashes a number, so that similar inputs give unrelated outputs (SplitMix64; Steele, Lea, Flood 2014).
fn scatter(value: u64) -> u64 {
    let mut mixed = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The noise of one channel.
#[derive(Debug)]
pub(super) struct Noise {
    gaussian: Gaussian,
    amplitude: f64,
    shape: Shape,
}

#[derive(Debug)]
enum Shape {
    White,
    Colored(Filter),
    /// Times e^(−n·pace).
    Fading(f64),
}

impl Noise {
    /// Prepares a signal, if it is noise.
    pub(super) fn of(signal: &SynthSignal, rate: SampleRate, mut gaussian: Gaussian) -> Option<Self> {
        let (amplitude, shape) = match *signal {
            SynthSignal::FadingNoise { density, decay } => {
                ((density * rate.get() / 2.0).sqrt(), Shape::Fading(1.0 / (decay * rate.get())))
            }
            SynthSignal::Noise { color: NoiseColor::White, amplitude } => (amplitude, Shape::White),
            SynthSignal::Noise { color: NoiseColor::Pink, amplitude } => {
                (amplitude, Shape::Colored(Filter::settled(&PINK, &mut gaussian)))
            }
            SynthSignal::Noise { color: NoiseColor::Brown, amplitude } => {
                (amplitude, Shape::Colored(Filter::settled(&BROWN, &mut gaussian)))
            }
            _ => return None,
        };
        Some(Self { gaussian, amplitude, shape })
    }

    /// Adds the samples from `start` on.
    pub(super) fn add(&mut self, start: u64, sum: &mut [f64]) {
        for (slot, sample) in sum.iter_mut().zip(start..) {
            let white = self.gaussian.next();
            *slot += match &mut self.shape {
                Shape::White => self.amplitude * white,
                Shape::Colored(filter) => self.amplitude * filter.next(white),
                Shape::Fading(pace) => self.amplitude * libm::exp(-(sample as f64) * *pace) * white,
            };
        }
    }
}

/// A sum of one-pole low-pass filters g/(1 − p·z⁻¹) and a short FIR filter.
#[derive(Debug)]
struct Coloring {
    /// p and g of each filter.
    low_passes: &'static [(f64, f64)],
    /// The FIR coefficients, from the latest sample backwards.
    taps: [f64; 4],
}

/// 1/f to 0.17 dB from 1e−5 to 0.5 of the rate: a least-squares fit of the response in decibels.
const PINK: Coloring = Coloring {
    low_passes: &[
        (0.7880334, 0.598715),
        (0.95303056, 0.278011),
        (0.99039257, 0.125978),
        (0.99806899, 0.056817),
        (0.99961655, 0.026477),
        (0.99993862, 0.018494),
    ],
    taps: [1.226974, 0.411519, 0.081609, 0.046913],
};

/// 1/(f² + c²) with c = 1e−4 of the rate, to 0.42 dB up to 0.5 of it: fitted likewise.
const BROWN: Coloring =
    Coloring { low_passes: &[(0.99937187882, 6.286805)], taps: [-0.855791, 0.112551, -0.077736, 0.0] };

/// Eight times the memory of the slowest low-pass filter.
const SETTLING: usize = 1 << 17;

#[derive(Debug)]
struct Filter {
    coloring: &'static Coloring,
    states: [f64; 6],
    recent: [f64; 4],
    scale: f64,
}

impl Filter {
    /// A filter from white noise of variance 1 to coloured noise of variance 1, in its steady state.
    fn settled(coloring: &'static Coloring, gaussian: &mut Gaussian) -> Self {
        let fresh = || Self { coloring, states: [0.0; 6], recent: [0.0; 4], scale: 1.0 };
        let mut probe = fresh();
        let impulse = std::iter::once(1.0).chain(std::iter::repeat(0.0)).take(SETTLING);
        let energy: f64 = impulse.map(|sample| probe.next(sample)).fold(0.0, |sum, value| sum + value * value);
        let mut filter = fresh();
        filter.scale = 1.0 / energy.sqrt();
        for _ in 0..SETTLING {
            filter.next(gaussian.next());
        }
        filter
    }

    fn next(&mut self, sample: f64) -> f64 {
        self.recent.rotate_right(1);
        self.recent[0] = sample;
        let mut sum = 0.0;
        for (tap, past) in self.coloring.taps.iter().zip(self.recent) {
            sum += tap * past;
        }
        for ((pole, gain), state) in self.coloring.low_passes.iter().zip(&mut self.states) {
            *state = pole * *state + sample;
            sum += gain * *state;
        }
        sum * self.scale
    }
}
