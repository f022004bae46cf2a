//! The mesh of a surface: one node per cell, two triangles between four nodes, drawn from front to back.

use super::super::camera::{Camera, Point};
use super::super::rect::Rect;
use super::super::scale::Scale;
use super::samples::{Band, sample};
use crate::grid::Grid;
use crate::level::Levels;

/// The illumination of the cut sides.
const CURTAIN: f64 = 0.72;

/// A node of the mesh.
#[derive(Clone, Copy)]
struct Node {
    /// Its projection, in samples from the corner of the scene.
    at: Point,
    /// Its level from 0 to 1; NaN, no data, is drawn on the floor.
    level: f64,
    /// Its illumination.
    shade: f64,
}

/// A surface seen by a camera.
pub(super) struct Mesh<'a> {
    scene: Rect,
    camera: &'a Camera,
    nodes: Grid<Node>,
    scale: &'a Scale,
}

impl<'a> Mesh<'a> {
    /// The surface over the cells of a spectrogram.
    pub(super) fn new(scene: Rect, camera: &'a Camera, cells: &Grid<f64>, scale: &'a Scale) -> Self {
        let nodes = nodes(scene, camera, &cells.map(|cell| height(scale.levels, *cell)));
        Self { scene, camera, nodes, scale }
    }

    /// Draws the part inside a band, front to back.
    pub(super) fn draw(&self, band: &mut Band) {
        let Self { camera, nodes, .. } = self;
        let (width, height) = (nodes.width(), nodes.height());
        let [near_time, near_frequency] = camera.near();
        // The two sides that face the viewer, down to the floor, as if the surface had been cut there.
        let side = |near: f64, count: usize| if near > 0.5 { count - 1 } else { 0 };
        let (column, row) = (side(near_time, width), side(near_frequency, height));
        let mut curtain = |from: (usize, usize), to: (usize, usize)| {
            let edge = [from, to].map(|(column, row)| Node { shade: CURTAIN, ..*nodes.get(column, row) });
            let foot = [from, to].map(|(column, row)| {
                let at = camera.project([share(column, width), share(row, height), 0.0]);
                Node { at: sample(self.scene, at), level: 0.0, shade: CURTAIN }
            });
            self.facet(band, [edge[0], edge[1], foot[1]]);
            self.facet(band, [edge[0], foot[1], foot[0]]);
        };
        (1..height).for_each(|next| curtain((column, next - 1), (column, next)));
        (1..width).for_each(|next| curtain((next - 1, row), (next, row)));
        // With the viewer at the end of an axis, the nearest cells are the last ones.
        let order = |count: usize, near: f64| (0..count - 1).map(move |i| if near > 0.5 { count - 2 - i } else { i });
        for column in order(width, near_time) {
            for row in order(height, near_frequency) {
                let corner = |right: usize, up: usize| *nodes.get(column + right, row + up);
                let (a, b, c, d) = (corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1));
                self.facet(band, [a, c, d]);
                self.facet(band, [a, b, c]);
            }
        }
    }

    /// A triangle whose level and illumination are interpolated between its corners.
    fn facet(&self, band: &mut Band, corners: [Node; 3]) {
        let points = corners.map(|corner| corner.at);
        let lines = band.visible(&points);
        if lines.is_empty() {
            return;
        }
        let levels = Plane::through(&points, corners.map(|corner| 256.0 * corner.level));
        let shades = Plane::through(&points, corners.map(|corner| corner.shade));
        let (Some(levels), Some(shades)) = (levels, shades) else { return };
        // One corner without data makes the whole triangle no data.
        if corners.iter().any(|corner| corner.level.is_nan()) {
            band.triangle(points, lines, |_| self.scale.no_data);
            return;
        }
        band.triangle(points, lines, |point| {
            let index = levels.at(point).clamp(0.0, 255.0) as usize;
            let shade = shades.at(point);
            // The cast truncates and saturates at 255; a call to round would take longer than everything else.
            self.scale.table[index].map(|channel| (f64::from(channel) * shade + 0.5) as u8)
        });
    }
}

/// A value interpolated linearly between the corners of a triangle.
struct Plane {
    origin: Point,
    value: f64,
    /// Its change per sample, to the right and downward.
    slope: Point,
    /// The range of the corners' values: in narrow triangles, rounding can leave it.
    least: f64,
    most: f64,
}

impl Plane {
    /// The plane through three points; `None` if they are collinear.
    fn through([a, b, c]: &[Point; 3], values: [f64; 3]) -> Option<Self> {
        let (ab, ac) = ([b[0] - a[0], b[1] - a[1]], [c[0] - a[0], c[1] - a[1]]);
        let area = ab[0] * ac[1] - ac[0] * ab[1];
        if area.abs() < 1e-9 {
            return None;
        }
        let (to_b, to_c) = (values[1] - values[0], values[2] - values[0]);
        let slope = [(to_b * ac[1] - to_c * ab[1]) / area, (to_c * ab[0] - to_b * ac[0]) / area];
        let least = values[0].min(values[1]).min(values[2]);
        let most = values[0].max(values[1]).max(values[2]);
        Some(Self { origin: *a, value: values[0], slope, least, most })
    }

    fn at(&self, point: Point) -> f64 {
        let value =
            self.value + self.slope[0] * (point[0] - self.origin[0]) + self.slope[1] * (point[1] - self.origin[1]);
        value.max(self.least).min(self.most)
    }
}

/// Nodes at the centres of cells; those at the borders are moved out to the borders.
fn nodes(scene: Rect, camera: &Camera, heights: &Grid<f64>) -> Grid<Node> {
    let (width, height) = (heights.width().max(2), heights.height().max(2));
    let cell = |column: usize, row: usize| *heights.get(column.min(heights.width() - 1), row.min(heights.height() - 1));
    let stands = |column: usize, row: usize| Some(cell(column, row)).filter(|level| !level.is_nan()).unwrap_or(0.0);
    let mut nodes = Vec::with_capacity(width * height);
    for column in 0..width {
        for row in 0..height {
            let level = cell(column, row);
            let rise = |low: f64, high: f64, count: usize| (high - low) * (count - 1) as f64 / 2.0;
            let across = rise(stands(column.saturating_sub(1), row), stands(column + 1, row), width);
            let upward = rise(stands(column, row.saturating_sub(1)), stands(column, row + 1), height);
            let at = sample(scene, camera.project([share(column, width), share(row, height), stands(column, row)]));
            nodes.push(Node { at, level, shade: camera.shade([across, upward]) });
        }
    }
    Grid::from_columns(width, height, nodes)
}

/// The position of a node from 0 to 1: the centre of its cell, or the border for an outermost cell.
fn share(index: usize, count: usize) -> f64 {
    match index {
        0 => 0.0,
        last if last + 1 == count => 1.0,
        _ => (index as f64 + 0.5) / count as f64,
    }
}

/// The height of a cell from 0 to 1; zero power is on the floor, and NaN, no data, stays NaN.
fn height(levels: Levels, cell: f64) -> f64 {
    let share = levels.fraction_of(cell);
    if cell.is_nan() { f64::NAN } else { share.clamp(0.0, 1.0) }
}
