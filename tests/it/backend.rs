//! The embedded font, the two drawing backends and the PNG encoder.

mod font;
mod png;
mod raster;
mod specimen;
mod svg;
