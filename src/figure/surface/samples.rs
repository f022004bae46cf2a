//! Anti-aliased triangles and lines: several samples per pixel, one band of rows at a time, from front to back.

use std::ops::Range;

use super::super::camera::Point;
use super::super::rect::Rect;

/// Samples along each side of a pixel: edges have ten grey levels, and adjacent triangles have no seam.
pub(super) const SAMPLES: usize = 3;

/// The samples per pixel.
const PER_PIXEL: usize = SAMPLES * SAMPLES;

/// The mask of a pixel with all samples taken.
const ALL: u16 = (1 << PER_PIXEL) - 1;

/// The most pixels of a band, 8 bytes each; a single row may have more.
const MOST_PIXELS: usize = 1 << 21;

/// A band: rows of pixels that are drawn together, which of their samples are taken, and their colours.
///
/// Whatever is drawn first stays in front. Each triangle gives a pixel one colour for all its samples there.
pub(super) struct Band {
    area: Rect,
    /// Pixels per row.
    width: usize,
    /// Rows of pixels above the band, and rows in it.
    above: usize,
    rows: usize,
    /// One bit per taken sample, row by row.
    taken: Vec<u16>,
    /// The colour sums of the taken samples.
    sums: Vec<[u16; 3]>,
    /// The rows of each column of pixels whose samples are known to be all taken, and which therefore hide everything
    /// behind them.
    hidden: Vec<Range<usize>>,
}

/// The pixels of `area`, three bytes each, drawn by `draw` on one band after another.
pub(super) fn drawn_in_bands(area: Rect, ground: [u8; 3], draw: impl Fn(&mut Band)) -> Vec<u8> {
    let (width, height) = (area.width as usize, area.height as usize);
    let mut rgb = Vec::with_capacity(3 * width * height);
    let most = (MOST_PIXELS / width.max(1)).max(1);
    for above in (0..height).step_by(most) {
        let rows = most.min(height - above);
        let (taken, sums) = (vec![0; width * rows], vec![[0; 3]; width * rows]);
        let mut band = Band { area, width, above, rows, taken, sums, hidden: vec![0..0; width] };
        draw(&mut band);
        band.append_pixels(ground, &mut rgb);
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
            let corners = [corners[0], pair[0], pair[1]];
            let lines = self.visible(&corners);
            self.triangle(corners, lines, |_| color);
        }
    }

    /// Draws a line of the given thickness in pixels.
    pub(super) fn line(&mut self, from: Point, to: Point, thickness: f64, color: [u8; 3]) {
        let step = [to[0] - from[0], to[1] - from[1]];
        let length = step[0].hypot(step[1]).max(1e-9);
        // Slightly more, so that samples on its borders count on both sides.
        let half = thickness / 2.0 + 1e-6;
        let aside = [-step[1] / length * half, step[0] / length * half];
        let beside = |point: Point, side: f64| [point[0] + side * aside[0], point[1] + side * aside[1]];
        self.fill(&[beside(from, 1.0), beside(to, 1.0), beside(to, -1.0), beside(from, -1.0)], color);
    }

    /// The rows of samples of a triangle that are in the band and not hidden; its corners are in samples.
    ///
    /// Only rows taken down to the triangle's lowest row count as hidden. Those are nearly all, since the surface is
    /// filled from its near edge upward.
    pub(super) fn visible(&mut self, [a, b, c]: &[Point; 3]) -> Range<usize> {
        let extent = |side: usize, limit: usize| {
            let (low, high) = (a[side].min(b[side]).min(c[side]), a[side].max(b[side]).max(c[side]));
            first_beyond(low, limit)..first_beyond(high, limit)
        };
        let lines = extent(1, SAMPLES * (self.above + self.rows));
        let begin = lines.start.max(SAMPLES * self.above);
        let columns = extent(0, SAMPLES * self.width);
        if begin >= lines.end || columns.is_empty() {
            return 0..0;
        }
        let (top, bottom) = (begin / SAMPLES - self.above, lines.end.div_ceil(SAMPLES) - self.above);
        let mut end = top;
        for column in columns.start / SAMPLES..columns.end.div_ceil(SAMPLES) {
            let hidden = self.hidden_to(column, bottom);
            end = if hidden.end < bottom { bottom } else { end.max(hidden.start.min(bottom)) };
            if end == bottom {
                break;
            }
        }
        begin..lines.end.min(SAMPLES * (self.above + end))
    }

    /// The rows of a column of pixels that are known to be hidden, searched anew from the row before `bottom`.
    fn hidden_to(&mut self, column: usize, bottom: usize) -> Range<usize> {
        let is_hidden = |row: usize| self.taken[row * self.width + column] == ALL;
        let Range { mut start, mut end } = self.hidden[column].clone();
        if start == end {
            (start, end) = (bottom, bottom);
        }
        while start > 0 && is_hidden(start - 1) {
            start -= 1;
        }
        while end < self.rows && is_hidden(end) {
            end += 1;
        }
        self.hidden[column] = start..end;
        start..end
    }

    /// Colours the free samples of some rows within a triangle; its corners are in samples.
    ///
    /// `color` gets the mean position of the samples that a pixel shows of the triangle, in samples. Triangles that
    /// share an edge share no sample along it and leave none out: both compute the edge by the same arithmetic.
    pub(super) fn triangle(&mut self, corners: [Point; 3], lines: Range<usize>, color: impl Fn(Point) -> [u8; 3]) {
        let [top, middle, bottom] = downward(corners);
        let Range { start: begin, end } = lines;
        let turn = first_beyond(middle[1], end);
        let (long, upper, lower) = (Side::new(top, bottom), Side::new(top, middle), Side::new(middle, bottom));
        for row in begin / SAMPLES..end.div_ceil(SAMPLES) {
            let spans: [Span; SAMPLES] = std::array::from_fn(|line| {
                let y = SAMPLES * row + line;
                if y < begin || y >= end {
                    return Span { begin: 0, end: 0 };
                }
                let short = if y < turn { &upper } else { &lower };
                let (one, other) = (long.at(y), short.at(y));
                let limit = SAMPLES * self.width;
                Span { begin: first_beyond(one.min(other), limit), end: first_beyond(one.max(other), limit) }
            });
            self.row(row, spans, &color);
        }
    }

    /// Colours the part of a row of pixels that a triangle covers.
    fn row(&mut self, row: usize, spans: [Span; SAMPLES], color: &impl Fn(Point) -> [u8; 3]) {
        let nonempty = || spans.iter().filter(|span| span.begin < span.end);
        let (Some(begin), Some(end)) = (nonempty().map(|span| span.begin).min(), nonempty().map(|span| span.end).max())
        else {
            return;
        };
        let (begin, end) = (begin / SAMPLES, end.div_ceil(SAMPLES));
        // The pixels that lie entirely in the triangle.
        let latest = spans.iter().map(|span| span.begin).max().unwrap_or(0).div_ceil(SAMPLES);
        let earliest = spans.iter().map(|span| span.end).min().unwrap_or(0) / SAMPLES;
        let whole = if latest < earliest { latest..earliest } else { end..end };
        let corner = |x: usize| [(SAMPLES * x) as f64, (SAMPLES * row) as f64];
        let first = (row - self.above) * self.width;
        let mut part = |x: usize| {
            let mask = spans.iter().rev().fold(0, |mask, span| mask << SAMPLES | span.mask(SAMPLES * x));
            self.take(first + x, mask, corner(x), color);
        };
        (begin..whole.start).for_each(&mut part);
        (whole.end..end).for_each(&mut part);
        for x in whole {
            self.take(first + x, ALL, corner(x), color);
        }
    }

    /// Takes the free samples of a pixel; its corner is in samples.
    #[inline]
    fn take(&mut self, index: usize, mask: u16, corner: Point, color: &impl Fn(Point) -> [u8; 3]) {
        let fresh = mask & !self.taken[index];
        if fresh == 0 {
            return;
        }
        self.taken[index] |= fresh;
        let Middle { count, right, down } = MIDDLES[usize::from(fresh)];
        let color = color([corner[0] + right, corner[1] + down]);
        self.sums[index].iter_mut().zip(color).for_each(|(sum, channel)| *sum += count * u16::from(channel));
    }

    /// Appends the mean of the samples of each pixel, with the background for free samples.
    fn append_pixels(&self, ground: [u8; 3], rgb: &mut Vec<u8>) {
        let samples = PER_PIXEL as u16;
        for (sums, taken) in self.sums.iter().zip(&self.taken) {
            let free = samples - MIDDLES[usize::from(*taken)].count;
            let mean =
                |channel: usize| ((sums[channel] + free * u16::from(ground[channel]) + samples / 2) / samples) as u8;
            rgb.extend([mean(0), mean(1), mean(2)]);
        }
    }
}

/// A point of the figure in samples from the corner of an area.
pub(super) fn sample(area: Rect, point: Point) -> Point {
    let scale = SAMPLES as f64;
    [scale * (point[0] - f64::from(area.x)), scale * (point[1] - f64::from(area.y))]
}

/// Corners from top to bottom; at equal heights the left one first.
fn downward([mut a, mut b, mut c]: [Point; 3]) -> [Point; 3] {
    let order = |one: &mut Point, other: &mut Point| {
        if (one[1], one[0]) > (other[1], other[0]) {
            std::mem::swap(one, other);
        }
    };
    order(&mut a, &mut b);
    order(&mut b, &mut c);
    order(&mut a, &mut b);
    [a, b, c]
}

/// The first sample whose centre lies beyond a coordinate, at most `limit`.
fn first_beyond(coordinate: f64, limit: usize) -> usize {
    (coordinate + 0.5).clamp(0.0, limit as f64) as usize
}

/// A side of a triangle, from its upper to its lower end.
struct Side {
    from: Point,
    /// Samples to the right per sample downward; meaningless and unused if the side is horizontal.
    slope: f64,
}

impl Side {
    fn new(from: Point, to: Point) -> Self {
        Self { from, slope: (to[0] - from[0]) / (to[1] - from[1]) }
    }

    /// Where the side crosses the centre line of a row of samples.
    fn at(&self, y: usize) -> f64 {
        self.from[0] + (y as f64 + 0.5 - self.from[1]) * self.slope
    }
}

/// The samples of a row from `begin` up to `end`.
#[derive(Clone, Copy)]
struct Span {
    begin: usize,
    end: usize,
}

impl Span {
    /// One bit per sample of the pixel that begins at `left`, the first sample in the lowest bit.
    fn mask(self, left: usize) -> u16 {
        let within = |sample: usize| sample.saturating_sub(left).min(SAMPLES);
        let (begin, end) = (within(self.begin), within(self.end));
        if begin < end { (1 << end) - (1 << begin) } else { 0 }
    }
}

/// The mean position of a mask's samples, in samples from the corner of their pixel.
#[derive(Clone, Copy)]
struct Middle {
    count: u16,
    right: f64,
    down: f64,
}

/// The mean position for every mask.
static MIDDLES: [Middle; 1 << PER_PIXEL] = middles();

const fn middles() -> [Middle; 1 << PER_PIXEL] {
    let mut middles = [Middle { count: 0, right: 0.0, down: 0.0 }; 1 << PER_PIXEL];
    let mut mask = 1;
    while mask < middles.len() {
        let (mut count, mut right, mut down, mut sample) = (0, 0, 0, 0);
        while sample < PER_PIXEL {
            if mask >> sample & 1 == 1 {
                count += 1;
                right += sample % SAMPLES;
                down += sample / SAMPLES;
            }
            sample += 1;
        }
        let mean = [right as f64 / count as f64 + 0.5, down as f64 / count as f64 + 0.5];
        middles[mask] = Middle { count, right: mean[0], down: mean[1] };
        mask += 1;
    }
    middles
}
