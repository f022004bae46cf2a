//! How much of each pixel a line or a circle covers, from its distance.
//!
//! A pixel whose centre lies d inside the edge of a shape gets the coverage d + ½, clamped to 0 to 1. For an edge of
//! any slope this is within a few hundredths of the exact area, and it is exact for edges on pixel borders. Horizontal
//! and vertical parts of a path are therefore as sharp as rectangles, corners and ends included.

use super::block::Block;

/// The coverage of each pixel of a block, in 255ths.
pub(super) struct Coverage {
    /// The pixels.
    pub(super) block: Block,
    /// Row by row.
    pub(super) levels: Vec<u8>,
}

impl Coverage {
    /// Zero coverage for the pixels of `canvas` that lie within `reach` of the points.
    fn around(points: &[[f64; 2]], reach: f64, canvas: Block) -> Self {
        let block = Block::around(points, reach).within(canvas);
        Self { block, levels: vec![0; block.width() * block.height()] }
    }

    /// A line of the given width through points, with round ends and corners.
    pub(super) fn of_line(points: &[[f64; 2]], width: f64, canvas: Block) -> Self {
        let reach = width / 2.0 + 0.5;
        let mut coverage = Self::around(points, reach, canvas);
        for pair in points.windows(2) {
            coverage.add_stretch(pair[0], pair[1], reach);
        }
        coverage
    }

    /// A ring around a point between two radii; a disc if the inner radius is negative.
    pub(super) fn of_ring(center: [f64; 2], inner: f64, outer: f64, canvas: Block) -> Self {
        let mut coverage = Self::around(&[center], outer + 0.5, canvas);
        let Block { left, top, right, bottom } = coverage.block;
        for y in top..bottom {
            coverage.raise(y, left, right, |x, y| {
                let distance = (x - center[0]).hypot(y - center[1]);
                (outer + 0.5 - distance).clamp(0.0, 1.0) - (inner + 0.5 - distance).clamp(0.0, 1.0)
            });
        }
        coverage
    }

    /// Adds one straight segment; where segments meet, the greater coverage counts.
    fn add_stretch(&mut self, a: [f64; 2], b: [f64; 2], reach: f64) {
        let step = [b[0] - a[0], b[1] - a[1]];
        let length = step[0].hypot(step[1]);
        let squared = (length * length).max(f64::MIN_POSITIVE);
        let near = Block::around(&[a, b], reach).within(self.block);
        for y in near.top..near.bottom {
            let down = y as f64 + 0.5 - a[1];
            // Where the infinite line crosses this row, and how far it reaches to both sides.
            let (mut left, mut right) = (near.left, near.right);
            if step[1] != 0.0 {
                let (middle, aside) = (a[0] + down * step[0] / step[1], reach * length / step[1].abs());
                left = left.max((middle - aside).floor() as i64);
                right = right.min((middle + aside).ceil() as i64);
            }
            self.raise(y, left, right, |x, _| {
                let along = (((x - a[0]) * step[0] + down * step[1]) / squared).clamp(0.0, 1.0);
                let distance = (x - a[0] - along * step[0]).hypot(down - along * step[1]);
                (reach - distance).clamp(0.0, 1.0)
            });
        }
    }

    /// Raises part of one row to a function, from 0 to 1, of the pixels' centres.
    fn raise(&mut self, y: i64, left: i64, right: i64, level: impl Fn(f64, f64) -> f64) {
        if left >= right {
            return;
        }
        let first = (y - self.block.top) as usize * self.block.width();
        let row = &mut self.levels[first..first + self.block.width()];
        let row = &mut row[(left - self.block.left) as usize..(right - self.block.left) as usize];
        for (pixel, x) in row.iter_mut().zip(left..) {
            *pixel = (*pixel).max((level(x as f64 + 0.5, y as f64 + 0.5) * 255.0).round() as u8);
        }
    }
}
