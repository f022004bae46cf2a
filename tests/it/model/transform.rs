//! The transform by its definition: frames, windows and sums, in double precision.

use std::f64::consts::TAU;

use super::case::{Boundary, Case, Detrend, Mode, Scaling};
use super::span::Span;

/// What rounding leaves of a frame, as an amplitude: its share of the strongest bin in single precision (−125 dB), and of
/// the sum of the windowed samples in double precision, where two sums of a thousand products each are compared.
const SINGLE_NOISE: f64 = 5.6e-7;
const DOUBLE_NOISE: f64 = 1e-13;

/// The least amplitude whose square, divided by that of the sum of a window, single precision surely holds.
const SINGLE_LEAST: f64 = 1e-16;

/// One position of the window.
pub(super) struct Frame<T> {
    /// Twice the sample of the signal that its centre lies on.
    pub(super) doubled_centre: usize,
    /// Whether it is the tail frame, which ends with the signal and is off the grid of the others.
    pub(super) is_tail: bool,
    /// The values of each bin, the lowest first.
    pub(super) bins: Vec<T>,
}

/// X(k), and how far rounding may have moved it.
pub(super) struct Bin {
    pub(super) value: Complex,
    pub(super) noise: f64,
}

/// Complex numbers as the model needs them: a real and an imaginary part.
pub(super) type Complex = [f64; 2];

/// The samples that are analysed: of one channel, of the mean of all, or I + i·Q.
pub(super) fn samples(case: &Case) -> Vec<Complex> {
    let channels = &case.input.channels;
    let at = |index: usize| match (case.input.complex, case.channel) {
        (true, _) => [channels[0][index], channels[1][index]],
        (false, Some(channel)) => [channels[channel][index], 0.0],
        (false, None) => [channels.iter().map(|channel| channel[index]).sum::<f64>() / channels.len() as f64, 0.0],
    };
    case.span().map(at).collect()
}

/// Every frame of a picture.
pub(super) fn frames(case: &Case) -> Vec<Frame<Bin>> {
    let signal = extended(case, &samples(case));
    let length = case.frame_length();
    let window = case.window();
    let turns: Vec<Complex> = (0..case.nfft)
        .map(|index| TAU * index as f64 / case.nfft as f64)
        .map(|angle| [angle.cos(), -angle.sin()])
        .collect();
    let first = if case.boundary == Boundary::None { length } else { 0 };
    let offset = (length - case.window_length) / 2;
    let frame = |start: usize, is_tail: bool| {
        let samples = &signal[start + offset..start + offset + case.window_length];
        let bins = bins(case, samples, &window, &turns, offset);
        Frame { doubled_centre: 2 * start + first, is_tail, bins }
    };
    let starts = (0..).map(|m| m * case.hop).take_while(|start| start + length <= signal.len());
    let mut frames: Vec<_> = starts.clone().map(|start| frame(start, false)).collect();
    let rest = starts.last().is_some_and(|start| start + length < signal.len());
    if rest && !case.mode.is_phase() {
        frames.push(frame(signal.len() - length, true));
    }
    frames
}

/// The same frames with the power of each bin.
pub(super) fn powers(case: &Case, frames: &[Frame<Bin>]) -> Vec<Frame<Span>> {
    let window = case.window();
    let power = |(number, bin): (i64, &Bin)| {
        Span::around(magnitude(bin.value), bin.noise).squared().scaled(factor(case, &window, number))
    };
    let powers = |frame: &Frame<Bin>| Frame {
        doubled_centre: frame.doubled_centre,
        is_tail: frame.is_tail,
        bins: case.bins().zip(&frame.bins).map(power).collect(),
    };
    frames.iter().map(powers).collect()
}

/// The signal with its extension at both ends.
fn extended(case: &Case, signal: &[Complex]) -> Vec<Complex> {
    let (length, n) = (case.frame_length(), signal.len());
    let half = if case.boundary == Boundary::None { 0 } else { length / 2 };
    let beyond = |end: Complex, mirrored: &dyn Fn() -> Complex| match case.boundary {
        Boundary::None | Boundary::Zeros => [0.0, 0.0],
        Boundary::Constant => end,
        Boundary::Even => mirrored(),
        Boundary::Odd => [2.0 * end[0] - mirrored()[0], 2.0 * end[1] - mirrored()[1]],
    };
    let mut whole: Vec<Complex> = (1..=half).rev().map(|j| beyond(signal[0], &|| signal[j])).collect();
    whole.extend(signal);
    whole.extend((1..=half).map(|j| beyond(signal[n - 1], &|| signal[n - 1 - j])));
    if case.pad_tail && whole.len() > length {
        let last = (whole.len() - length).div_ceil(case.hop) * case.hop;
        // With a hop above F, no frame contains the remaining samples.
        if last < whole.len() {
            whole.resize(last + length, [0.0, 0.0]);
        }
    }
    // A signal shorter than a frame makes one frame.
    whole.resize(whole.len().max(length), [0.0, 0.0]);
    whole
}

/// The transform of one frame, whose window begins `offset` samples after it, from the lowest frequency up.
fn bins(case: &Case, samples: &[Complex], window: &[f64], turns: &[Complex], offset: usize) -> Vec<Bin> {
    let weighted = |samples: &[Complex]| -> Vec<Complex> {
        samples.iter().zip(window).map(|(sample, weight)| [sample[0] * weight, sample[1] * weight]).collect()
    };
    let transformed = |windowed: &[Complex]| -> Vec<Complex> {
        case.bins().map(|bin| transform(windowed, bin, turns, offset)).collect()
    };
    let windowed = weighted(&detrended(case.detrend, samples));
    let values = transformed(&windowed);
    let sum = |values: &[Complex]| values.iter().copied().map(magnitude).sum::<f64>();
    let greatest = |values: &[Complex]| values.iter().copied().map(magnitude).fold(0.0, f64::max);
    let scale = match (case.detrend, case.input.encoding.is_single()) {
        (Detrend::None, true) => greatest(&values),
        (Detrend::None, false) => sum(&windowed),
        // The trend is rounded as the greatest of the samples that it is taken from.
        _ => window.iter().map(|weight| weight.abs()).sum::<f64>() * greatest(samples),
    };
    let noise =
        if case.input.encoding.is_single() { SINGLE_LEAST.max(SINGLE_NOISE * scale) } else { DOUBLE_NOISE * scale };
    values.into_iter().map(|value| Bin { value, noise }).collect()
}

/// The samples less their trend, real and imaginary parts each by themselves.
fn detrended(detrend: Detrend, samples: &[Complex]) -> Vec<Complex> {
    let count = samples.len() as f64;
    let middle = (count - 1.0) / 2.0;
    let mut result = samples.to_vec();
    for part in 0..2 {
        let mean = samples.iter().map(|sample| sample[part]).sum::<f64>() / count;
        let places = || (0..samples.len()).map(|index| index as f64 - middle);
        let square: f64 = places().map(|place| place * place).sum();
        let product: f64 = places().zip(samples).map(|(place, sample)| place * sample[part]).sum();
        let slope = if square > 0.0 { product / square } else { 0.0 };
        for (place, sample) in places().zip(&mut result) {
            sample[part] -= match detrend {
                Detrend::None => 0.0,
                Detrend::Constant => mean,
                Detrend::Linear => mean + slope * place,
            };
        }
    }
    result
}

/// X(k).
fn transform(windowed: &[Complex], bin: i64, turns: &[Complex], offset: usize) -> Complex {
    let step = bin.rem_euclid(turns.len() as i64) as usize;
    let (mut sum, mut at) = ([0.0, 0.0], step * offset % turns.len());
    for [re, im] in windowed {
        let [cos, sin] = turns[at];
        sum[0] += re * cos - im * sin;
        sum[1] += re * sin + im * cos;
        at += step;
        at -= if at >= turns.len() { turns.len() } else { 0 };
    }
    sum
}

fn magnitude([re, im]: Complex) -> f64 {
    re.hypot(im)
}

/// The factor of |X(k)|².
fn factor(case: &Case, window: &[f64], bin: i64) -> f64 {
    let (sum, squares) = (window.iter().sum::<f64>(), window.iter().map(|weight| weight * weight).sum::<f64>());
    let nyquist = case.nfft.is_multiple_of(2) && bin.unsigned_abs() as usize == case.nfft / 2;
    let twice = !case.input.complex && bin != 0 && !nyquist;
    // Only power includes the other side.
    let sides = if twice && !case.two_sided && case.mode == Mode::Psd { 2.0 } else { 1.0 };
    match case.scaling {
        Scaling::Density => sides / (f64::from(case.input.rate) * squares),
        Scaling::Spectrum => sides / (sum * sum),
        Scaling::Dbfs => (if twice { 4.0 } else { 1.0 }) / (sum * sum),
        Scaling::None => 1.0,
    }
}
