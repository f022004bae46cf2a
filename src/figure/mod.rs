//! The figure: a spectrogram with its axes, drawn with plotters on any backend.
//!
//! [`Layout::new`] determines how many columns and rows the data area has; once the spectrogram is computed at that
//! size, [`draw`] draws it there.

mod axes;
mod bare;
mod camera;
mod colorbar;
mod dimensions;
mod draw;
mod entries;
mod grid;
mod heatmap;
mod layout;
mod level_axis;
mod options;
mod paint;
mod pictures;
mod rect;
mod scale;
mod spectrum;
mod surface;
mod theme;
pub mod ticks;
mod waveform;

pub use bare::{Bare, bare};
pub use camera::Camera;
pub use draw::{data_indices, draw, draw_around};
pub use entries::MapEntries;
pub use heatmap::colors;
pub use layout::{AxisLayout, ColorbarLayout, LONGEST_SIDE, Lane, Layout, MOST_PIXELS, PanelLayout, SceneLayout};
pub use level_axis::LevelAxis;
pub use options::{Dpi, FigureOptions, FigureSize, Panel, PixelSize, View};
pub use pictures::reduced_to;
pub use rect::Rect;
pub use theme::{Palette, Theme};
pub use waveform::amplitude_range;
