//! What a format for arrays is.

use std::fs::File;
use std::io::{Seek, Write};
use std::path::Path;

use super::array::{ArrayShape, ArrayWriter};
use super::format::names_of;
use crate::error::{Error, OptionName, Result};

/// A sink that arrays can be written to.
pub trait Sink: Write + Seek {}

impl<T: Write + Seek> Sink for T {}

/// Opens an array writer on a sink; the number of frames is given if it is certain.
type OpenArray = fn(Box<dyn Sink>, shape: &ArrayShape, frames: Option<u64>) -> Result<Box<dyn ArrayWriter>>;

/// A format for arrays of spectra.
pub struct ArrayFormat {
    /// The name users type, which is also the file extension.
    pub name: &'static str,
    /// One line for the help text.
    pub about: &'static str,
    /// Whether it can hold complex values.
    pub complex: bool,
    /// Whether it can hold several channels.
    pub channels: bool,
    /// Whether it contains the frequencies and times besides the values.
    pub axes: bool,
    pub(super) open: OpenArray,
    /// Finds the stamp in an existing file; `None` for formats that hold no parameters.
    pub(super) find_stamp: Option<fn(File) -> Option<String>>,
}

impl ArrayFormat {
    /// Whether files hold their parameters, a stamp among them.
    pub fn keeps_record(&self) -> bool {
        self.find_stamp.is_some()
    }

    /// The stamp in an existing file, if it has one: see [`Stamp`](crate::job::Stamp).
    pub fn stamp_in(&self, path: &Path) -> Option<String> {
        self.find_stamp?(File::open(path).ok()?)
    }

    /// Opens an array writer for a shape on a sink; `frames` is their number, if it is certain.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] for complex values or separate channels in a format that cannot hold them;
    /// [`Error::Memory`] without memory for its tables; [`Error::Io`] if the sink or a temporary file cannot be
    /// written.
    pub fn open(&self, sink: Box<dyn Sink>, shape: &ArrayShape, frames: Option<u64>) -> Result<Box<dyn ArrayWriter>> {
        if shape.complex && !self.complex {
            let others = names_of::<Self>(|format| format.complex);
            let reason = format!("{} cannot hold complex values: use {others}, or mode magnitude or angle", self.name);
            return Err(Error::invalid(OptionName::Format, reason));
        }
        if shape.values_per_row() > 1 && !self.channels {
            let others = names_of::<Self>(|format| format.channels);
            let reason = format!("{} holds one channel: choose one channel, or use {others} for all", self.name);
            return Err(Error::invalid(OptionName::Format, reason));
        }
        (self.open)(sink, shape, frames)
    }
}
