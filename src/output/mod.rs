//! Output formats, and lookup by name.

mod array;
mod array_format;
mod arrays;
mod csv;
mod decibels;
mod figure;
mod figures;
mod format;
mod jpeg;
mod json;
mod npy;
mod npz;
mod parameters;
mod pdf;
pub mod png;
pub mod record;
mod sound;
pub mod svg;
pub mod terminal;
mod tiff;
mod transposed;
pub mod wav;
mod webp;
mod xmp;

pub use array::{ArrayAxes, ArrayShape, ArrayWriter};
pub use array_format::{ArrayFormat, Sink};
pub use decibels::{DecibelOptions, Reference};
pub use figure::{FigureContent, FigureFormat, bytes_to_draw};
pub use format::{Format, by_name, names_of, of_path};
pub use parameters::{parameters, transform_parameters};
pub use sound::SoundFormat;
