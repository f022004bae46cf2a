//! The scene of a surface: the projection of its box, and whether it has labels.

use super::super::rect::Rect;
use crate::figure::camera::Camera;
use crate::figure::dimensions::Dimensions;
use crate::figure::options::{FigureOptions, View};

/// The place of a surface's box in its scene.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SceneLayout {
    /// From points in the box to pixels.
    pub camera: Camera,
    /// Whether there are labels around the box.
    pub labels: bool,
}

impl SceneLayout {
    /// Fits the box into a scene; `None` for a flat figure.
    pub(super) fn new(d: &Dimensions, options: &FigureOptions, scene: Rect) -> Option<Self> {
        if options.view != View::Surface {
            return None;
        }
        let labels = options.axes && has_room_for_labels(d, scene);
        let inner = if labels { within_labels(d, scene) } else { scene };
        Some(Self { camera: Camera::new(options.azimuth, options.elevation, inner), labels })
    }
}

fn has_room_for_labels(d: &Dimensions, scene: Rect) -> bool {
    f64::from(scene.width) >= 24.0 * d.label_size && f64::from(scene.height) >= 14.0 * d.label_size
}

/// The part of a scene without its labels and titles.
fn within_labels(d: &Dimensions, scene: Rect) -> Rect {
    let ems = |count: f64| (count * d.label_size) as i32;
    let Rect { x, y, width, height } = scene;
    Rect { x: x + ems(5.5), y: y + ems(0.7), width: width - ems(9.0), height: height - ems(4.2) }
}
