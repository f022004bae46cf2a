//! The place of every part in whole pixels, computed before there are data: pure arithmetic.

mod arrange;
mod decorations;
mod horizontal;
mod limits;
mod missing;
mod parts;
mod scene;
mod strips;
mod title;
mod vertical;

pub use limits::{LONGEST_SIDE, MOST_PIXELS};
pub use parts::{AxisLayout, ColorbarLayout, Lane, Layout, PanelLayout};
pub use scene::SceneLayout;
