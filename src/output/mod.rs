//! The formats that are written, and how to find one by its name.

mod array;
mod csv;
mod decibels;
mod figure;
mod json;
mod npy;
mod npz;
mod parameter;
mod parameters;
mod pixels;
pub mod png;
pub mod record;
pub mod svg;
mod transposed;
pub mod wav;

use std::io::{Seek, Write};
use std::path::Path;

use crate::choice;
use crate::error::{Error, OptionName, Result};

pub use array::{ArrayShape, ArrayWriter, Axes};
pub use decibels::{DecibelOptions, Reference};
pub use figure::{Figure, FigureFormat, bytes_to_draw};
pub use parameter::Parameter;
pub use parameters::{parameters, transform_parameters};

/// A kind of file that is written here.
pub trait Format: Sized + 'static {
    /// Every format of this kind, the default of standard output first.
    const ALL: &'static [Self];

    /// The name a user types, which is also the extension of new files.
    fn name(&self) -> &'static str;

    /// One line for the help text.
    fn about(&self) -> &'static str;

    /// Other extensions that mean this format, in lower case.
    fn other_extensions(&self) -> &'static [&'static str] {
        &[]
    }
}

/// Finds a format by the name a user typed.
///
/// # Errors
/// [`Error::InvalidOption`] naming what there is.
pub fn by_name<F: Format>(name: &str) -> Result<&'static F> {
    let lower = name.to_ascii_lowercase();
    let names: Vec<&str> = F::ALL.iter().map(Format::name).collect();
    find(&lower).ok_or_else(|| choice::unknown("format", name, &names))
}

/// Finds the format that a file's extension means.
///
/// # Errors
/// [`Error::InvalidOption`] naming the extensions there are.
pub fn of_path<F: Format>(path: &Path) -> Result<&'static F> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    find(&extension).ok_or_else(|| {
        let shown = path.display();
        let names = F::ALL.iter().map(Format::name).collect::<Vec<_>>().join(", ");
        let wrong =
            if extension.is_empty() { "no extension".into() } else { format!("cannot write .{extension} files") };
        Error::invalid_text(shown.to_string(), format!("names no format: {wrong} (available: {names})"))
    })
}

fn find<F: Format>(extension: &str) -> Option<&'static F> {
    F::ALL.iter().find(|format| format.name() == extension || format.other_extensions().contains(&extension))
}

/// A format for sound.
pub struct SoundFormat;

impl Format for SoundFormat {
    const ALL: &'static [Self] = &[Self];

    fn name(&self) -> &'static str {
        "wav"
    }

    fn about(&self) -> &'static str {
        "RIFF WAVE, RF64 beyond 4 GiB"
    }

    fn other_extensions(&self) -> &'static [&'static str] {
        &["wave", "rf64"]
    }
}

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
