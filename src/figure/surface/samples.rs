//! Anti-aliased triangles and lines as pixels: several samples a pixel, a band of rows at a time.

use super::super::rect::Rect;
use super::camera::Point;

/// Samples along each side of a pixel: edges have ten greys, and neighbouring triangles no seam.
pub(super) const SAMPLES: usize = 3;

/// The most samples that are kept at a time; a single row of pixels may have more.
const MOST_SAMPLES: usize = 1 << 22;

/// What each sample of some rows of an area shows.
pub(super) struct Band {
    area: Rect,
    /// Samples in a row.
    width: usize,
    /// Rows of samples above the band, and rows in it.
    above: usize,
    rows: usize,
    rgb: Vec<[u8; 3]>,
}

/// The pixels of `area`, three bytes each, as `draw` draws them on one band after another.
pub(super) fn drawn_in_bands(area: Rect, ground: [u8; 3], draw: impl Fn(&mut Band)) -> Vec<u8> {
    let (width, height) = (area.width as usize, area.height as usize);
    let mut rgb = Vec::with_capacity(3 * width * height);
    let rows = (MOST_SAMPLES / (SAMPLES * SAMPLES * width.max(1))).max(1);
    for top in (0..height).step_by(rows) {
        let rows = SAMPLES * rows.min(height - top);
        let samples = vec![ground; SAMPLES * width * rows];
        let mut band = Band { area, width: SAMPLES * width, above: SAMPLES * top, rows, rgb: samples };
        draw(&mut band);
        band.append_pixels(&mut rgb);
    }
    rgb
}

impl Band {
    /// A point of the figure in samples from the corner of the area.
    pub(super) fn sample(&self, point: Point) -> Point {
        sample(self.area, point)
    }

    /// Fills a triangle or a convex polygon with one colour.
    pub(super) fn fill(&mut self, corners: &[Point], color: [u8; 3]) {
        let corners: Vec<Point> = corners.iter().map(|&corner| self.sample(corner)).collect();
        for pair in corners.windows(2).skip(1) {
            self.triangle([corners[0], pair[0], pair[1]], |_| color);
        }
    }

    /// Draws a line of some thickness in pixels.
    pub(super) fn line(&mut self, from: Point, to: Point, thickness: f64, color: [u8; 3]) {
        let step = [to[0] - from[0], to[1] - from[1]];
        let length = step[0].hypot(step[1]).max(1e-9);
        let aside = [-step[1] / length * thickness / 2.0, step[0] / length * thickness / 2.0];
        let beside = |point: Point, side: f64| [point[0] + side * aside[0], point[1] + side * aside[1]];
        self.fill(&[beside(from, 1.0), beside(to, 1.0), beside(to, -1.0), beside(from, -1.0)], color);
    }

    /// Colours the samples within a triangle, its corners in samples; `color` gets the weights of its corners.
    pub(super) fn triangle(&mut self, [a, b, c]: [Point; 3], color: impl Fn([f64; 3]) -> [u8; 3]) {
        let area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
        if area.abs() < 1e-9 {
            return;
        }
        let span = |side: usize, first: usize, end: usize| {
            let (low, high) = (a[side].min(b[side]).min(c[side]), a[side].max(b[side]).max(c[side]));
            let begin = (low - 0.5).ceil().clamp(first as f64, end as f64) as usize;
            begin..((high - 0.5).floor() + 1.0).clamp(begin as f64, end as f64) as usize
        };
        let columns = span(0, 0, self.width);
        // How the weights of the second and the third corner change from column to column.
        let slopes = [(c[1] - a[1]) / area, -(b[1] - a[1]) / area];
        for y in span(1, self.above, self.above + self.rows) {
            let py = y as f64 + 0.5;
            let weights = |x: usize| {
                let px = x as f64 + 0.5;
                let second = ((px - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (py - a[1])) / area;
                let third = ((b[0] - a[0]) * (py - a[1]) - (px - a[0]) * (b[1] - a[1])) / area;
                [1.0 - second - third, second, third]
            };
            let row = (y - self.above) * self.width;
            for x in inside(weights(columns.start), slopes, &columns) {
                let weights = weights(x);
                // A hair beyond the edges, so that no sample falls between two triangles.
                if weights[0].min(weights[1]).min(weights[2]) >= -1e-9 {
                    self.rgb[row + x] = color(weights);
                }
            }
        }
    }

    /// Adds the mean of the samples of each pixel.
    fn append_pixels(&self, rgb: &mut Vec<u8>) {
        for rows in self.rgb.chunks_exact(SAMPLES * self.width) {
            for left in (0..self.width).step_by(SAMPLES) {
                let mut sum = [0_u32; 3];
                for row in rows.chunks_exact(self.width) {
                    for sample in &row[left..left + SAMPLES] {
                        sum.iter_mut().zip(sample).for_each(|(sum, channel)| *sum += u32::from(*channel));
                    }
                }
                let samples = (SAMPLES * SAMPLES) as u32;
                rgb.extend(sum.map(|sum| ((sum + samples / 2) / samples) as u8));
            }
        }
    }
}

/// A point of the figure in samples from the corner of an area.
pub(super) fn sample(area: Rect, point: Point) -> Point {
    let scale = SAMPLES as f64;
    [scale * (point[0] - f64::from(area.x)), scale * (point[1] - f64::from(area.y))]
}

/// The columns of one row that can lie in a triangle, one to spare on either side.
///
/// Each weight is a straight line over the columns: `first` at the first of them, then rising by its slope.
fn inside(first: [f64; 3], [second, third]: [f64; 2], columns: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let count = columns.len() as f64;
    let (mut begin, mut end) = (0.0_f64, count);
    for (weight, slope) in first.into_iter().zip([-second - third, second, third]) {
        let zero = -weight / slope;
        if slope > 0.0 {
            begin = begin.max(zero - 1.0);
        } else if slope < 0.0 {
            end = end.min(zero + 2.0);
        } else if weight < -1e-9 {
            end = 0.0;
        }
    }
    let begin = begin.floor().min(count);
    let end = end.ceil().clamp(begin, count);
    columns.start + begin as usize..columns.start + end as usize
}
