//! Smooth pictures where cells are larger than pixels.

use crate::grid::Grid;

/// A column or row that shows a value of its own, and where on the axis that value belongs, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchor {
    /// The column or row.
    pub index: usize,
    /// Where its value belongs; the centre of column c is at c + ½.
    pub at: f64,
}

/// Fills what lies between anchors with a straight line in decibels, first along rows, then along columns.
///
/// Beyond the outermost anchors their values go on. Between silence and sound the line is one of power. Beside an anchor
/// of NaN, no data, there is no line: the nearer of the two counts.
///
/// # Panics
/// If an anchor's index is not on the grid.
pub fn smooth(cells: &mut Grid<f64>, columns: &[Anchor], rows: &[Anchor]) {
    let (width, height) = (cells.width(), cells.height());
    if rows.len() < height && !rows.is_empty() {
        let steps = steps(rows, height);
        let mut known = vec![0.0; height];
        for column in 0..width {
            let cells = cells.column_mut(column);
            known.copy_from_slice(cells);
            for (cell, step) in cells.iter_mut().zip(&steps) {
                *cell = between(known[step.from], known[step.to], step.share);
            }
        }
    }
    if columns.len() < width && !columns.is_empty() {
        let known = cells.clone();
        for (column, step) in steps(columns, width).into_iter().enumerate() {
            let pairs = known.column(step.from).iter().zip(known.column(step.to));
            for (cell, (&from, &to)) in cells.column_mut(column).iter_mut().zip(pairs) {
                *cell = between(from, to, step.share);
            }
        }
    }
}

/// A place between two anchors.
#[derive(Clone, Copy)]
struct Step {
    from: usize,
    to: usize,
    /// 0 at the first, 1 at the second.
    share: f64,
}

/// For each of `count` pixels the anchors around its centre.
fn steps(anchors: &[Anchor], count: usize) -> Vec<Step> {
    let mut above = 0;
    let step = |pixel: usize| {
        let centre = pixel as f64 + 0.5;
        while above < anchors.len() && anchors[above].at <= centre {
            above += 1;
        }
        let (low, high) = (anchors[above.saturating_sub(1)], anchors[above.min(anchors.len() - 1)]);
        let span = high.at - low.at;
        let share = if span > 0.0 { ((centre - low.at) / span).clamp(0.0, 1.0) } else { 0.0 };
        Step { from: low.index, to: high.index, share }
    };
    (0..count).map(step).collect()
}

/// Between two powers on a line of decibels; from one to no data, half of the way each.
fn between(from: f64, to: f64, share: f64) -> f64 {
    if share == 0.0 || from == to {
        from
    } else if from.is_nan() || to.is_nan() {
        if share < 0.5 { from } else { to }
    } else if from > 0.0 && to > 0.0 {
        (from.ln() + share * (to.ln() - from.ln())).exp()
    } else {
        from + share * (to - from)
    }
}
