//! The formats of arrays.

use std::io::{Seek, Write};

use super::array::{ArrayShape, ArrayWriter};
use super::format::Format;
use super::{csv, json, npy, npz};
use crate::error::{Error, OptionName, Result};

/// A sink that arrays can be written to.
pub trait Sink: Write + Seek {}

impl<T: Write + Seek> Sink for T {}

/// Opens a writer of arrays onto a sink; the number of frames is given where it is certain.
type OpenArray = fn(Box<dyn Sink>, shape: &ArrayShape, frames: Option<u64>) -> Result<Box<dyn ArrayWriter>>;

/// A format for arrays of spectra.
pub struct ArrayFormat {
    /// The name a user types, which is also the extension of its files.
    pub name: &'static str,
    /// One line for the help text.
    pub about: &'static str,
    /// Whether complex values have a place in it.
    pub complex: bool,
    /// Whether several channels have a place in it.
    pub channels: bool,
    /// Whether it has the frequencies and times beside the values.
    pub axes: bool,
    open: OpenArray,
}

impl ArrayFormat {
    /// Opens a writer of arrays of a shape onto a sink; `frames` is their number, where it is certain.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] for complex values or channels of their own in a format that has no
    /// place for them; [`Error::Memory`] where there is no memory for its tables; [`Error::Io`] where the sink or a temporary file cannot be written.
    pub fn open(&self, sink: Box<dyn Sink>, shape: &ArrayShape, frames: Option<u64>) -> Result<Box<dyn ArrayWriter>> {
        if shape.complex && !self.complex {
            let reason =
                format!("{} cannot hold complex values: use npz or npy, or mode magnitude or angle", self.name);
            return Err(Error::invalid(OptionName::Format, reason));
        }
        if shape.values_per_row() > 1 && !self.channels {
            let reason = format!("{} holds one channel: choose one, or use npz, npy or json for all", self.name);
            return Err(Error::invalid(OptionName::Format, reason));
        }
        (self.open)(sink, shape, frames)
    }
}

impl Format for ArrayFormat {
    const ALL: &'static [Self] = &[
        Self {
            name: "npy",
            about: "S alone, as a NumPy array",
            complex: true,
            channels: true,
            axes: false,
            open: |sink, shape, _| Ok(Box::new(npy::Npy::new(sink, shape)?)),
        },
        Self {
            name: "npz",
            about: "S, f, t and the parameters, as a NumPy archive",
            complex: true,
            channels: true,
            axes: true,
            open: |sink, shape, frames| Ok(Box::new(npz::Npz::new(sink, shape, frames)?)),
        },
        Self {
            name: "csv",
            about: "a table: t across, f down",
            complex: false,
            channels: false,
            axes: true,
            open: |sink, shape, _| Ok(Box::new(csv::Csv::new(sink, shape.rows())?)),
        },
        Self {
            name: "json",
            about: "the same as npz; what is not finite is null",
            complex: false,
            channels: true,
            axes: true,
            open: |sink, shape, _| Ok(Box::new(json::Json::new(sink, shape.rows() * shape.values_per_row())?)),
        },
    ];

    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }
}
