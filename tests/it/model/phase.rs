//! Pictures of phases by their definition: nothing is pooled.

use std::f64::consts::{PI, TAU};

use super::case::{Case, Mode};
use super::colors::{Colored, Colors, ROUNDING};
use super::picture::{nearest_bins, nearest_frame};
use super::transform::{Bin, Frame};

/// A phase in radians, and how far rounding may have moved it.
#[derive(Debug, Clone, Copy)]
struct Phase {
    value: f64,
    error: f64,
}

/// The phase of every cell, column by column; `None` if rounding leaves the unwrapping undecided.
fn cells(case: &Case, frames: &[Frame<Bin>]) -> Option<Vec<Vec<Phase>>> {
    let bins = nearest_bins(case);
    let column = |column: usize| {
        let frame = nearest_frame(case, frames, column);
        let angles: Vec<Phase> = frame.bins.iter().map(angle).collect();
        let phases = if case.mode == Mode::Phase { unwrapped(&angles)? } else { angles };
        Some(bins.iter().map(|&bin| phases[bin]).collect())
    };
    (0..case.width).map(column).collect()
}

/// The phase of a bin in (−π, π].
fn angle(bin: &Bin) -> Phase {
    let [re, im] = bin.value;
    let magnitude = re.hypot(im);
    let error = if bin.noise < magnitude { (bin.noise / magnitude).asin() } else { PI };
    if magnitude == 0.0 && bin.noise == 0.0 {
        Phase { value: 0.0, error: 0.0 }
    } else {
        Phase { value: im.atan2(re), error }
    }
}

/// Phases without steps of π and more.
fn unwrapped(angles: &[Phase]) -> Option<Vec<Phase>> {
    let mut turns = 0.0;
    let mut phases = vec![angles[0]];
    for pair in angles.windows(2) {
        let (step, error) = (pair[1].value - pair[0].value, pair[0].error + pair[1].error);
        if (step.abs() - PI).abs() <= error + 1e-9 {
            return None;
        }
        turns -= (step / TAU).round();
        phases.push(Phase { value: pair[1].value + TAU * turns, ..pair[1] });
    }
    // An uncertain turn at one bin affects all later ones.
    angles.iter().all(|angle| angle.value.abs() + angle.error < PI - 1e-9).then_some(phases)
}

/// The colours of all cells.
pub(super) fn colors(case: &Case, frames: &[Frame<Bin>]) -> Option<Colored> {
    let cells = cells(case, frames)?;
    let range = |of: fn(f64, f64) -> f64, from: f64| cells.iter().flatten().map(|cell| cell.value).fold(from, of);
    let (low, high) = match case.mode {
        Mode::Phase => (range(f64::min, f64::INFINITY), range(f64::max, f64::NEG_INFINITY)),
        _ => (-PI, PI),
    };
    if case.mode == Mode::Phase && (high - low < 0.1 || cells.iter().flatten().any(|cell| cell.error > 1e-9)) {
        return None;
    }
    let color = |cell: &Phase| {
        let place = 256.0 * (cell.value - low) / (high - low);
        let by = 256.0 * cell.error / (high - low) + ROUNDING;
        match case.mode {
            _ if by >= 128.0 => Colors { first: 0, last: 255 },
            Mode::Phase => Colors::between(place - by, place + by),
            // π is adjacent to −π.
            _ => Colors { first: (place - by).rem_euclid(256.0) as u8, last: (place + by).rem_euclid(256.0) as u8 },
        }
    };
    Some(cells.iter().map(|column| column.iter().map(color).collect()).collect())
}
