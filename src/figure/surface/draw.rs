//! The drawing of a surface with its box and axes.

use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::DrawingBackend;

use super::super::axes::titles;
use super::super::camera::{Camera, Place, Point};
use super::super::heatmap::Bitmap;
use super::super::layout::SceneLayout;
use super::super::paint::{Canvas, Look, Style};
use super::super::rect::Rect;
use super::super::scale::{Scale, bytes};
use super::super::theme;
use super::super::ticks::{self, Extent, LabelSpace, Ticks};
use super::mesh::Mesh;
use super::samples::{self, Band};
use crate::error::Result;
use crate::font;
use crate::spectrogram::Spectrogram;

/// A surface and its place.
pub(in super::super) struct Surface<'a> {
    pub(in super::super) scene: Rect,
    pub(in super::super) layout: &'a SceneLayout,
    /// Whether the box is drawn.
    pub(in super::super) axes: bool,
    pub(in super::super) spectrogram: &'a Spectrogram,
    pub(in super::super) scale: &'a Scale,
}

/// An edge of the box with an axis.
struct Edge {
    from: Place,
    to: Place,
    ticks: Ticks,
    title: String,
    /// Whether its title runs upward.
    upright: bool,
}

impl Surface<'_> {
    /// Draws the box, the surface in it and the axes along its edges.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] if the background is transparent.
    pub(in super::super) fn draw<DB>(&self, canvas: &Canvas<'_, DB>, look: &Look) -> Result<()>
    where
        DB: DrawingBackend<ErrorType: 'static>,
    {
        let Some(ground) = look.palette.background else { return Err(theme::no_ground()) };
        let SceneLayout { camera, labels } = self.layout;
        let edges = if *labels { self.edges(camera, look) } else { Vec::new() };
        let mesh = Mesh::new(self.scene, camera, &self.spectrogram.cells, self.scale);
        let pixels = samples::drawn_in_bands(self.scene, bytes(ground), |band| {
            mesh.draw(band);
            if self.axes {
                back(band, camera, &edges, look);
            }
        });
        canvas.draw(&Bitmap::new(self.scene, pixels))?;
        for edge in &edges {
            self.label(canvas, look, camera, edge)?;
        }
        Ok(())
    }

    /// The floor edges nearest to the viewer, and the leftmost vertical edge.
    fn edges(&self, camera: &Camera, look: &Look) -> Vec<Edge> {
        let [time, frequency] = camera.near();
        let left = [[time, 1.0 - frequency], [1.0 - time, frequency]]
            .into_iter()
            .min_by(|a, b| camera.project([a[0], a[1], 0.0])[0].total_cmp(&camera.project([b[0], b[1], 0.0])[0]));
        let [left_time, left_frequency] = left.unwrap_or([time, frequency]);
        let Spectrogram { time: seconds, frequency: hertz, quantity, .. } = self.spectrogram;
        let measure = |label: &str| look.dimensions.label_width(label);
        let mut edges = Vec::new();
        let mut add = |from: Place, to: Place, ticks: &dyn Fn(&LabelSpace<'_>) -> (Ticks, String)| {
            let (a, b) = (camera.project(from), camera.project(to));
            let step = [b[0] - a[0], b[1] - a[1]];
            let length = step[0].hypot(step[1]);
            if length > 4.0 * look.dimensions.label_size {
                // Labels beside a steep edge are stacked; those below a flat edge are side by side.
                let (run, height) = (step[0].abs() / length, f64::from(look.dimensions.label_height()));
                let extent = |label: &str| run * measure(label) + (1.0 - run) * height;
                let base = look.dimensions.space_across(length as i32, (1000, 1000), &extent);
                let space = LabelSpace {
                    extent: Extent::Measured(&extent),
                    pitch: 0.9 * base.pitch,
                    gap: 0.7 * base.gap,
                    ..base
                };
                let (mut ticks, title) = ticks(&space);
                // Two labels at one corner would read as one: only that of the time axis is kept.
                let shared = if from[0] == to[0] && from[2] == to[2] { Some(frequency) } else { None };
                ticks.major.retain(|tick| shared.is_none_or(|corner| (tick.at - corner).abs() > 0.03));
                // A horizontal title beside a steep edge would overlap its labels or the surface.
                let upright = step[1].abs() > 1.5 * step[0].abs();
                edges.push(Edge { from, to, ticks, title, upright });
            }
        };
        add([0.0, frequency, 0.0], [1.0, frequency, 0.0], &|space| {
            let ticks = ticks::time(*seconds, space);
            let [title, _] = titles("Time", &ticks.unit);
            (ticks, title)
        });
        add([time, 0.0, 0.0], [time, 1.0, 0.0], &|space| {
            let ticks = ticks::frequency(hertz, space);
            let [title, _] = titles("Frequency", &ticks.unit);
            (ticks, title)
        });
        add([left_time, left_frequency, 0.0], [left_time, left_frequency, 1.0], &|space| {
            let axis = self.scale.axis(quantity);
            let ticks = axis.ticks(space);
            let title = axis.titles(&ticks).swap_remove(0);
            (ticks, title)
        });
        edges
    }

    /// Draws ticks, labels and title of an edge, on the side away from the box.
    fn label<DB>(&self, canvas: &Canvas<'_, DB>, look: &Look, camera: &Camera, edge: &Edge) -> Result<()>
    where
        DB: DrawingBackend<ErrorType: 'static>,
    {
        let d = &look.dimensions;
        let outward = outward(camera, edge);
        let beyond = |point: Point, distance: f64| [point[0] + distance * outward[0], point[1] + distance * outward[1]];
        let mut reach: f64 = 0.0;
        for tick in &edge.ticks.major {
            let at = camera.project(between(edge.from, edge.to, tick.at));
            let (tick_end, gap) = (f64::from(d.tick), f64::from(d.tick + d.tick_pad));
            let path = vec![pixel(at), pixel(beyond(at, tick_end))];
            canvas.curve(path, d.line.unsigned_abs(), look.palette.line)?;
            let half = half_extent([d.label_width(&tick.label), f64::from(d.label_height())], outward);
            reach = reach.max(gap + 2.0 * half);
            self.text(canvas, &tick.label, beyond(at, gap + half), look.label(HPos::Center, VPos::Center))?;
        }
        let width = font::text_width(&edge.title, d.axis_title_size);
        let size = if edge.upright { [d.axis_title_size, width] } else { [width, d.axis_title_size] };
        let gap = reach + f64::from(d.tick_pad) + half_extent(size, outward);
        let middle = beyond(camera.project(between(edge.from, edge.to, 0.5)), gap);
        let style = look.axis_title(edge.upright);
        self.text(canvas, &edge.title, middle, Style { v: VPos::Center, ..style })
    }

    /// Draws a text centred on a point, moved into the scene if it would extend beyond.
    fn text<DB>(&self, canvas: &Canvas<'_, DB>, text: &str, middle: Point, style: Style) -> Result<()>
    where
        DB: DrawingBackend<ErrorType: 'static>,
    {
        let (along, across) = (font::text_width(text, style.size) / 2.0, style.size / 2.0);
        let (wide, high) = if style.upward { (across, along) } else { (along, across) };
        let scene = self.scene;
        let (left, right) = (f64::from(scene.x) + wide, f64::from(scene.right()) - wide);
        let (top, bottom) = (f64::from(scene.y) + high, f64::from(scene.bottom()) - high);
        if left > right || top > bottom {
            return Ok(());
        }
        canvas.text(text, pixel([middle[0].clamp(left, right), middle[1].clamp(top, bottom)]), style)
    }
}

/// Draws the floor and the two walls behind the surface, with grid lines. The lines come first: drawing runs front to
/// back.
fn back(band: &mut Band, camera: &Camera, edges: &[Edge], look: &Look) {
    let [time, frequency] = camera.near().map(|near| 1.0 - near);
    let at = |places: [Place; 4]| places.map(|place| camera.project(place));
    let walls = [
        at([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [0.0, 1.0, 0.0]]),
        at([[time, 0.0, 0.0], [time, 1.0, 0.0], [time, 1.0, 1.0], [time, 0.0, 1.0]]),
        at([[0.0, frequency, 0.0], [1.0, frequency, 0.0], [1.0, frequency, 1.0], [0.0, frequency, 1.0]]),
    ];
    let line = f64::from(look.dimensions.line);
    for wall in &walls {
        for index in 0..4 {
            band.line(wall[index], wall[(index + 1) % 4], line, bytes(look.palette.line));
        }
    }
    for edge in edges {
        for tick in &edge.ticks.major {
            let along = between(edge.from, edge.to, tick.at);
            // The coordinate along the edge; the other two are those of the far walls.
            let far = match (edge.from[0] != edge.to[0], edge.from[1] != edge.to[1]) {
                (true, _) => [[along[0], 1.0 - frequency, 0.0], [along[0], frequency, 0.0], [along[0], frequency, 1.0]],
                (_, true) => [[1.0 - time, along[1], 0.0], [time, along[1], 0.0], [time, along[1], 1.0]],
                _ => {
                    [[time, 1.0 - frequency, along[2]], [time, frequency, along[2]], [1.0 - time, frequency, along[2]]]
                }
            };
            let points = far.map(|place| camera.project(place));
            for pair in points.windows(2) {
                band.line(pair[0], pair[1], line, bytes(look.palette.grid));
            }
        }
    }
    for wall in &walls {
        band.fill(wall, bytes(look.palette.wall));
    }
}

/// The direction from an edge away from the centre of the box, in the figure.
fn outward(camera: &Camera, edge: &Edge) -> Point {
    let (a, b, middle) = (camera.project(edge.from), camera.project(edge.to), camera.project([0.5; 3]));
    let length = (b[0] - a[0]).hypot(b[1] - a[1]).max(1e-9);
    let aside = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length];
    let beyond = aside[0] * (a[0] - middle[0]) + aside[1] * (a[1] - middle[1]);
    if beyond < 0.0 { aside.map(|entry| -entry) } else { aside }
}

/// How far a rectangle around a point extends in a direction.
fn half_extent(size: [f64; 2], direction: Point) -> f64 {
    (size[0] * direction[0].abs() + size[1] * direction[1].abs()) / 2.0
}

fn between(from: Place, to: Place, share: f64) -> Place {
    std::array::from_fn(|side| from[side] + share * (to[side] - from[side]))
}

/// The pixel that contains a point.
fn pixel(point: Point) -> (i32, i32) {
    (point[0].floor() as i32, point[1].floor() as i32)
}
