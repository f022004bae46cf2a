//! Colours for numbers: ten maps of 256 colours, each also reversed.

mod map;
mod name;
mod ramps;
mod table;
mod tables;

pub use map::Colormap;
pub use name::ColormapName;
pub use table::Table;
