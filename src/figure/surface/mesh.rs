//! The surface itself as pixels: triangles from back to front, several samples a pixel.

use super::super::layout::Rect;
use super::camera::{Camera, Point};
use crate::colormap::Table;
use crate::grid::Grid;
use crate::level::Levels;

/// Samples along each side of a pixel: edges have ten greys, and neighbouring triangles no seam.
const SAMPLES: usize = 3;

/// How much light the cut sides get.
const CURTAIN: f64 = 0.72;

/// A node of the mesh.
#[derive(Clone, Copy)]
struct Node {
    /// Where it is seen, in samples from the corner of the picture.
    at: Point,
    /// Its level from 0 to 1.
    level: f64,
    /// How much light it gets.
    shade: f64,
}

/// What each sample of a picture shows.
pub(super) struct Canvas {
    area: Rect,
    width: usize,
    rgb: Vec<[u8; 3]>,
}

impl Canvas {
    /// A canvas for the pixels of `area`.
    pub(super) fn new(area: Rect, ground: [u8; 3]) -> Self {
        let (width, height) = (SAMPLES * area.width as usize, SAMPLES * area.height as usize);
        Self { area, width, rgb: vec![ground; width * height] }
    }

    /// A point of the figure in samples.
    fn sample(&self, point: Point) -> Point {
        let scale = SAMPLES as f64;
        [scale * (point[0] - f64::from(self.area.x)), scale * (point[1] - f64::from(self.area.y))]
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

    /// Draws the surface over the cells of a spectrogram, hidden parts first.
    pub(super) fn surface(&mut self, camera: &Camera, cells: &Grid<f64>, levels: Levels, table: &Table) {
        let nodes = self.nodes(camera, &cells.map(|power| height(levels, *power)));
        let (width, height) = (nodes.width(), nodes.height());
        let [near_time, near_frequency] = camera.near();
        // With the viewer at the end of an axis the far cells are the first ones.
        let order = |count: usize, near: f64| (0..count - 1).map(move |i| if near > 0.5 { i } else { count - 2 - i });
        for column in order(width, near_time) {
            for row in order(height, near_frequency) {
                let corner = |right: usize, up: usize| *nodes.get(column + right, row + up);
                let (a, b, c, d) = (corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1));
                self.facet([a, b, c], table);
                self.facet([a, c, d], table);
            }
        }
        // The two sides that the viewer sees, down to the floor, as if the surface had been cut there.
        let side = |near: f64, count: usize| if near > 0.5 { count - 1 } else { 0 };
        let (column, row) = (side(near_time, width), side(near_frequency, height));
        let share = |index: usize, count: usize| index as f64 / (count - 1) as f64;
        let mut curtain = |from: (usize, usize), to: (usize, usize)| {
            let edge = [from, to].map(|(column, row)| Node { shade: CURTAIN, ..*nodes.get(column, row) });
            let foot = [from, to].map(|(column, row)| {
                let at = camera.project([share(column, width), share(row, height), 0.0]);
                Node { at: self.sample(at), level: 0.0, shade: CURTAIN }
            });
            self.facet([edge[0], edge[1], foot[1]], table);
            self.facet([edge[0], foot[1], foot[0]], table);
        };
        (1..width).for_each(|next| curtain((next - 1, row), (next, row)));
        (1..height).for_each(|next| curtain((column, next - 1), (column, next)));
    }

    /// Nodes at the centres of cells, those at the borders moved out to them.
    fn nodes(&self, camera: &Camera, heights: &Grid<f64>) -> Grid<Node> {
        let (width, height) = (heights.width().max(2), heights.height().max(2));
        let cell =
            |column: usize, row: usize| *heights.get(column.min(heights.width() - 1), row.min(heights.height() - 1));
        let share = |index: usize, count: usize| index as f64 / (count - 1) as f64;
        let mut nodes = Vec::with_capacity(width * height);
        for column in 0..width {
            for row in 0..height {
                let level = cell(column, row);
                let rise = |low: f64, high: f64, count: usize| (high - low) * (count - 1) as f64 / 2.0;
                let across = rise(cell(column.saturating_sub(1), row), cell(column + 1, row), width);
                let upward = rise(cell(column, row.saturating_sub(1)), cell(column, row + 1), height);
                let at = self.sample(camera.project([share(column, width), share(row, height), level]));
                nodes.push(Node { at, level, shade: camera.shade([across, upward]) });
            }
        }
        Grid::from_columns(width, height, nodes)
    }

    /// A triangle whose level and light go evenly from corner to corner.
    fn facet(&mut self, corners: [Node; 3], table: &Table) {
        let mix = |of: fn(&Node) -> f64, weights: [f64; 3]| {
            corners.iter().zip(weights).map(|(corner, weight)| of(corner) * weight).sum::<f64>()
        };
        self.triangle(corners.map(|corner| corner.at), |weights| {
            let index = (256.0 * mix(|node| node.level, weights)).clamp(0.0, 255.0) as usize;
            let shade = mix(|node| node.shade, weights);
            table[index].map(|channel| (f64::from(channel) * shade).round().min(255.0) as u8)
        });
    }

    /// Colours the samples within a triangle; `color` gets the weights of its corners.
    fn triangle(&mut self, [a, b, c]: [Point; 3], color: impl Fn([f64; 3]) -> [u8; 3]) {
        let area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
        if area.abs() < 1e-9 {
            return;
        }
        let rows = self.rgb.len() / self.width.max(1);
        let span = |side: usize, limit: usize| {
            let (low, high) = (a[side].min(b[side]).min(c[side]), a[side].max(b[side]).max(c[side]));
            let first = (low - 0.5).ceil().clamp(0.0, limit as f64) as usize;
            first..((high - 0.5).floor() + 1.0).clamp(first as f64, limit as f64) as usize
        };
        for y in span(1, rows) {
            for x in span(0, self.width) {
                let (px, py) = (x as f64 + 0.5, y as f64 + 0.5);
                let second = ((px - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (py - a[1])) / area;
                let third = ((b[0] - a[0]) * (py - a[1]) - (px - a[0]) * (b[1] - a[1])) / area;
                let first = 1.0 - second - third;
                // A hair beyond the edges, so that no sample falls between two triangles.
                if first.min(second).min(third) >= -1e-9 {
                    self.rgb[y * self.width + x] = color([first, second, third]);
                }
            }
        }
    }

    /// The mean of the samples of each pixel, three bytes a pixel.
    pub(super) fn into_rgb(self) -> Vec<u8> {
        let (width, height) = (self.area.width as usize, self.area.height as usize);
        let mut rgb = Vec::with_capacity(3 * width * height);
        for y in 0..height {
            for x in 0..width {
                let mut sum = [0_u32; 3];
                for row in SAMPLES * y..SAMPLES * (y + 1) {
                    for sample in &self.rgb[row * self.width + SAMPLES * x..][..SAMPLES] {
                        sum.iter_mut().zip(sample).for_each(|(sum, channel)| *sum += u32::from(*channel));
                    }
                }
                let samples = (SAMPLES * SAMPLES) as u32;
                rgb.extend(sum.map(|sum| ((sum + samples / 2) / samples) as u8));
            }
        }
        rgb
    }
}

/// How high a power stands, from 0 to 1; no power is on the floor.
fn height(levels: Levels, power: f64) -> f64 {
    let share = levels.fraction_of(power);
    if share > 0.0 { share.min(1.0) } else { 0.0 }
}
