//! Output formats, and lookup by name.

mod array;
mod arrays;
mod csv;
mod decibels;
mod figure;
mod format;
mod json;
mod npy;
mod npz;
mod parameters;
mod pixels;
pub mod png;
pub mod record;
mod sound;
pub mod svg;
mod transposed;
pub mod wav;

pub use array::{ArrayAxes, ArrayShape, ArrayWriter};
pub use arrays::{ArrayFormat, Sink};
pub use decibels::{DecibelOptions, Reference};
pub use figure::{FigureContent, FigureFormat, bytes_to_draw};
pub use format::{Format, by_name, of_path};
pub use parameters::{parameters, transform_parameters};
pub use sound::SoundFormat;
