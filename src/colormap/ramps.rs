//! Colour tables that are piecewise linear between a few corners.

use super::table::Table;

/// Corners (position, intensity) of one channel, both from 0 to 1.
type Corners = &'static [(f64, f64)];

/// Gray: black to white.
pub(super) static GRAY: Table = table([&[(0.0, 0.0), (1.0, 1.0)]; 3]);

/// Jet: the rainbow of older tools; its apparent edges are not in the data.
///
/// # Source
/// The corners used by MATLAB and matplotlib.
pub(super) static JET: Table = table([
    &[(0.0, 0.0), (0.35, 0.0), (0.66, 1.0), (0.89, 1.0), (1.0, 0.5)],
    &[(0.0, 0.0), (0.125, 0.0), (0.375, 1.0), (0.64, 1.0), (0.91, 0.0), (1.0, 0.0)],
    &[(0.0, 0.5), (0.11, 1.0), (0.34, 1.0), (0.65, 0.0), (1.0, 0.0)],
]);

/// Hot: black via red and yellow to white, the colours of glowing iron.
///
/// # Source
/// The corners used by MATLAB and matplotlib.
pub(super) static HOT: Table = table([
    &[(0.0, 0.0416), (0.365079, 1.0), (1.0, 1.0)],
    &[(0.0, 0.0), (0.365079, 0.0), (0.746032, 1.0), (1.0, 1.0)],
    &[(0.0, 0.0), (0.746032, 0.0), (1.0, 1.0)],
]);

const fn table(channels: [Corners; 3]) -> Table {
    let mut table = [[0; 3]; 256];
    let mut channel = 0;
    while channel < 3 {
        let mut index = 0;
        while index < 256 {
            // Truncated, not rounded, as matplotlib does: gray's entry 33 is 32.
            table[index][channel] = (intensity(channels[channel], index) * 255.0) as u8;
            index += 1;
        }
        channel += 1;
    }
    table
}

/// The intensity of table entry `index`, in matplotlib's order of operations, so that all bytes agree.
const fn intensity(corners: Corners, index: usize) -> f64 {
    if index == 255 {
        return corners[corners.len() - 1].1;
    }
    let at = 255.0 * (index as f64 * (1.0 / 255.0));
    let mut upper = 1;
    while at > corners[upper].0 * 255.0 {
        upper += 1;
    }
    let ((x0, y0), (x1, y1)) = (corners[upper - 1], corners[upper]);
    (at - x0 * 255.0) / (x1 * 255.0 - x0 * 255.0) * (y1 - y0) + y0
}
