//! Parallel projection of the box that holds a surface to pixels.

use super::rect::Rect;

/// Half the sides of the box along time, frequency and level.
const HALVES: [f64; 3] = [1.0, 0.8, 0.36];

/// A point in the box, each coordinate from 0 to 1: along time, frequency and level.
pub(super) type Place = [f64; 3];

/// A point of the figure, in pixels.
pub(super) type Point = [f64; 2];

/// The view of the box that holds a surface: a parallel projection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// Pixels to the right of each unit of the box.
    right: [f64; 3],
    /// Pixels downward.
    down: [f64; 3],
    origin: Point,
    /// The direction from the centre of the box to the viewer.
    toward: [f64; 3],
}

impl Camera {
    /// The view from a direction, in degrees, scaled to fill a rectangle.
    ///
    /// The viewer is `azimuth` from the end of the time axis toward the end
    /// of the frequency axis, and `elevation` above the floor.
    pub(in crate::figure) fn new(azimuth: f64, elevation: f64, inner: Rect) -> Self {
        // The portable functions draw the same surface on every machine.
        let (azimuth, elevation) = (azimuth.to_radians(), elevation.to_radians());
        let (sin_a, cos_a) = (libm::sin(azimuth), libm::cos(azimuth));
        let (sin_e, cos_e) = (libm::sin(elevation), libm::cos(elevation));
        let toward = [cos_a * cos_e, sin_a * cos_e, sin_e];
        let axes = [[-sin_a, cos_a, 0.0], [sin_e * cos_a, sin_e * sin_a, -cos_e]];
        let [right, down] = axes.map(|axis| std::array::from_fn(|side| 2.0 * axis[side] * HALVES[side]));
        let unfitted = Self { right, down, origin: [0.0, 0.0], toward };
        let corners = || (0..8).map(|corner| unfitted.project(Self::corner(corner)));
        let fitted = |side: usize, from: i32, extent: i32| {
            let (low, high) = corners().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), point| {
                (low.min(point[side]), high.max(point[side]))
            });
            // Seen exactly along an edge, the box may have no extent.
            let scale = f64::from(extent) / (high - low).max(1e-6);
            (scale, f64::from(from) + f64::from(extent) / 2.0 - scale * (low + high) / 2.0)
        };
        let (across, upward) = (fitted(0, inner.x, inner.width), fitted(1, inner.y, inner.height));
        Self {
            right: right.map(|entry| across.0 * entry),
            down: down.map(|entry| upward.0 * entry),
            origin: [across.1, upward.1],
            toward,
        }
    }

    fn corner(index: usize) -> Place {
        std::array::from_fn(|side| f64::from(u8::from(index >> side & 1 == 1)))
    }

    /// Projects a point of the box.
    ///
    /// # Units
    /// Fractions of the axes of time, frequency and level; pixels to the right and down from the figure's corner.
    pub fn project(&self, place: [f64; 3]) -> [f64; 2] {
        let along = |axis: &[f64; 3]| axis.iter().zip(place).map(|(entry, at)| entry * at).sum::<f64>();
        [self.origin[0] + along(&self.right), self.origin[1] + along(&self.down)]
    }

    /// The sides of the time and frequency axes that face the viewer: 0 or 1.
    pub(super) fn near(&self) -> [f64; 2] {
        [f64::from(u8::from(self.toward[0] > 0.0)), f64::from(u8::from(self.toward[1] > 0.0))]
    }

    /// The illumination of a slope; `rise` is the change of level along the whole of each axis.
    ///
    /// The light is soft and comes from above the viewer's left shoulder.
    pub(super) fn shade(&self, rise: [f64; 2]) -> f64 {
        let slope = [rise[0] * HALVES[2] / HALVES[0], rise[1] * HALVES[2] / HALVES[1]];
        let [x, y, _] = self.toward;
        let level = x.hypot(y).max(1e-9);
        let (ahead, aside) = ([x / level, y / level], [y / level, -x / level]);
        let light = [0.35 * ahead[0] + 0.45 * aside[0], 0.35 * ahead[1] + 0.45 * aside[1], 0.82];
        let length = (slope[0] * slope[0] + slope[1] * slope[1] + 1.0).sqrt();
        let cosine = (light[2] - slope[0] * light[0] - slope[1] * light[1]) / length;
        0.62 + 0.46 * cosine.clamp(0.0, 1.0)
    }
}
