//! The picture by its definition: columns and rows.

use super::case::{Case, Pool, Scale, Scaling};
use super::span::Span;
use super::transform::Frame;

/// What rounding changes of a power, its share: 256 sums in single precision, or a few hundred in double.
const SINGLE_ROUNDING: f64 = 2e-5;
const DOUBLE_ROUNDING: f64 = 1e-11;

/// How near to the border of a row a bin lies on it, and how near the middle between two it lies there, in rows and in
/// bins: the sum of a handful of roundings, while the rates and limits of a case put bins much farther from it or on it.
const TOUCHING: f64 = 1e-9;

/// The power of every cell, column by column, the lowest row first.
pub(super) fn cells(case: &Case, frames: &[Frame<Span>]) -> Vec<Vec<Span>> {
    let rows = rows(case);
    let share = if case.input.encoding.is_single() { SINGLE_ROUNDING } else { DOUBLE_ROUNDING };
    let cell = |frames: &[&Frame<Span>], bins: &[usize]| {
        let of_frame = |frame: &&Frame<Span>| {
            let powers = bins.iter().map(|&bin| frame.bins[bin]);
            combined(powers.collect(), case.scaling != Scaling::Density)
        };
        combined(frames.iter().map(of_frame).collect(), case.pool == Pool::Max).widened(share)
    };
    let column = |column: usize| {
        let frames = frames_of(case, frames, column);
        rows.iter().map(|bins| cell(&frames, bins)).collect()
    };
    (0..case.width).map(column).collect()
}

/// The strongest of several powers, or their mean.
fn combined(powers: Vec<Span>, strongest: bool) -> Span {
    let count = powers.len() as f64;
    match strongest {
        true => powers.into_iter().fold(Span::ZERO, Span::greater),
        false => powers.into_iter().fold(Span::ZERO, Span::plus).scaled(1.0 / count),
    }
}

/// The frames that a column shows: those with their centre in it, otherwise the one nearest to its middle.
fn frames_of<'a, T>(case: &Case, frames: &'a [Frame<T>], column: usize) -> Vec<&'a Frame<T>> {
    let (width, n) = (case.width, case.span().len());
    let column_of = |frame: &Frame<T>| (frame.doubled_centre * width / (2 * n)).min(width - 1);
    let own: Vec<_> = frames.iter().filter(|frame| column_of(frame) == column).collect();
    if own.is_empty() { vec![nearest_frame(case, frames, column)] } else { own }
}

/// The frame nearest to the middle of a column: at equal distances the later regular one; the tail frame if it is
/// nearer than all.
pub(super) fn nearest_frame<'a, T>(case: &Case, frames: &'a [Frame<T>], column: usize) -> &'a Frame<T> {
    let (width, n) = (case.width, case.span().len());
    // In units of a sample's 4·W-th part.
    let distance = |frame: &&Frame<T>| (2 * width * frame.doubled_centre).abs_diff((4 * column + 2) * n);
    let nearest =
        |is_tail: bool| frames.iter().rev().filter(move |frame| frame.is_tail == is_tail).min_by_key(distance);
    let regular = nearest(false).expect("a frame");
    nearest(true).filter(|tail| distance(tail) < distance(&regular)).unwrap_or(regular)
}

/// The bins that each row shows, the lowest row first: those in it, otherwise the nearest.
fn rows(case: &Case) -> Vec<Vec<usize>> {
    let mut rows = own_bins(case);
    for (row, bins) in rows.iter_mut().enumerate().filter(|(_, bins)| bins.is_empty()) {
        bins.push(nearest_bin(case, row, 0..case.bins().count()));
    }
    rows
}

/// The bin of each row that is nearest to its middle, one of its own bins if it has any.
pub(super) fn nearest_bins(case: &Case) -> Vec<usize> {
    let nearest = |(row, bins): (usize, Vec<usize>)| match bins.first().zip(bins.last()) {
        Some((&first, &last)) => nearest_bin(case, row, first..last + 1),
        None => nearest_bin(case, row, 0..case.bins().count()),
    };
    own_bins(case).into_iter().enumerate().map(nearest).collect()
}

fn frequency_of(case: &Case, bin: i64) -> f64 {
    bin as f64 * f64::from(case.input.rate) / case.nfft as f64
}

/// The bins whose frequencies fall into each row.
fn own_bins(case: &Case) -> Vec<Vec<usize>> {
    let (low, high) = case.limits();
    let (bottom, top) = (case.scale.coordinate(low), case.scale.coordinate(high));
    let mut rows = vec![Vec::new(); case.height];
    for (index, bin) in case.bins().enumerate() {
        let coordinate = case.scale.coordinate(frequency_of(case, bin));
        let place = (coordinate - bottom) / (top - bottom) * case.height as f64;
        let on_border = (place - place.round()).abs() < TOUCHING;
        let place = if on_border { place.round() } else { place };
        // The picture includes the upper limit.
        let row = if place == case.height as f64 { place - 1.0 } else { place.floor() };
        // Logarithms of 0 and negative numbers are in no row.
        if coordinate.is_finite() && (0.0..case.height as f64).contains(&row) {
            rows[row as usize].push(index);
        }
    }
    rows
}

/// The bin whose frequency is nearest to the middle of a row; at equal distances the higher one.
fn nearest_bin(case: &Case, row: usize, among: std::ops::Range<usize>) -> usize {
    let (low, high) = case.limits();
    let (bottom, top) = (case.scale.coordinate(low), case.scale.coordinate(high));
    let middle = case.scale.frequency(bottom + (row as f64 + 0.5) / case.height as f64 * (top - bottom));
    let first = *case.bins().start();
    let spacing = f64::from(case.input.rate) / case.nfft as f64;
    let away =
        |index: usize| (frequency_of(case, first + index as i64) - middle).abs() / spacing - TOUCHING * index as f64;
    among.min_by(|&a, &b| away(a).total_cmp(&away(b))).expect("a bin")
}

impl Scale {
    /// The coordinate of a frequency; NaN or −∞ if it has none.
    fn coordinate(self, f: f64) -> f64 {
        match self {
            Self::Linear => f,
            Self::Log => f.ln(),
            Self::Mel if f <= 1000.0 => 3.0 * f / 200.0,
            Self::Mel => 15.0 + 27.0 * (f / 1000.0).ln() / 6.4_f64.ln(),
            Self::MelHtk => 2595.0 * (1.0 + f / 700.0).log10(),
            Self::Bark => 26.81 * f / (1960.0 + f) - 0.53,
            Self::Erb => 21.4 * (1.0 + 0.00437 * f).log10(),
        }
    }

    /// The frequency of a coordinate.
    fn frequency(self, z: f64) -> f64 {
        match self {
            Self::Linear => z,
            Self::Log => z.exp(),
            Self::Mel if z <= 15.0 => 200.0 * z / 3.0,
            Self::Mel => 1000.0 * ((z - 15.0) * 6.4_f64.ln() / 27.0).exp(),
            Self::MelHtk => 700.0 * (10_f64.powf(z / 2595.0) - 1.0),
            Self::Bark => 1960.0 * (z + 0.53) / (26.28 - z),
            Self::Erb => (10_f64.powf(z / 21.4) - 1.0) / 0.00437,
        }
    }
}
