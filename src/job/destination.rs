//! Destinations of results: files that appear whole or not at all, and standard output.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::input::Input;
use super::results::{self, Draft, check_place, is_same_file};
use crate::error::{Error, Result};
use crate::output::{Format, of_path};

/// The paths that lead to standard input and output.
const INPUT: &str = "/dev/stdin";
const OUTPUT: &str = "/dev/stdout";

/// The name of standard output in messages.
pub const STDOUT: &str = "standard output";

/// The destination of one result, and its format. Its errors name it: [`Error::Output`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination<F: Format> {
    /// The path; `None` is standard output.
    pub path: Option<PathBuf>,
    /// The format.
    pub format: &'static F,
}

impl<F: Format> Destination<F> {
    /// Standard output, in one of these formats; the first is the default.
    pub fn standard(format: Option<&'static F>) -> Self {
        Self { path: None, format: format.unwrap_or(&F::ALL[0]) }
    }

    /// The destinations at these paths, `-` for standard output, whose extensions choose the format if none is given.
    ///
    /// # Errors
    /// [`Error::Output`] for a path that is given twice or cannot be written, [`Error::InvalidText`] for an extension
    /// without a format.
    pub fn at(paths: &[PathBuf], format: Option<&'static F>) -> Result<Vec<Self>> {
        if let Some(twice) = results::first_twice(paths) {
            return Err(Error::invalid_output(name_of(file_at(twice)), "output given twice"));
        }
        let destination = |path: &PathBuf| {
            let Some(path) = file_at(path) else { return Ok(Self::standard(format)) };
            check_place(path).map_err(|error| error.of_output(name_of(Some(path))))?;
            let format = format.map_or_else(|| of_path(path), Ok)?;
            Ok(Self { path: Some(path.to_owned()), format })
        };
        paths.iter().map(destination).collect()
    }

    /// The name in messages.
    pub fn name(&self) -> String {
        name_of(self.path.as_deref())
    }

    /// Refuses to overwrite any file of the input, under any name.
    ///
    /// # Errors
    /// [`Error::Output`] if it is one.
    pub fn check_is_not(&self, input: &Input) -> Result<()> {
        let output = self.path.as_deref().unwrap_or(Path::new(OUTPUT));
        let is_stream = input.path.is_none() && is_same_file(output, Path::new(INPUT));
        if is_stream || input.is_file(output) { Err(overwrites(self.name())) } else { Ok(()) }
    }

    /// Writes a result that is already complete.
    ///
    /// # Errors
    /// [`Error::Output`] if writing fails.
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        self.stream(|sink| sink.write_all(bytes).map_err(|error| Error::io("cannot write", error)))
    }

    /// Writes sequentially.
    ///
    /// # Errors
    /// [`Error::Output`] if writing fails, also around the error of `fill`.
    pub fn stream(&self, fill: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
        let written = match &self.path {
            None => results::write_stream(&mut io::stdout().lock(), fill),
            Some(path) => results::write_file(path, fill),
        };
        written.map_err(|error| error.of_output(self.name()))
    }

    /// Opens a draft that can be written out of order.
    ///
    /// # Errors
    /// [`Error::Output`] if no file can be created.
    pub fn draft(&self) -> Result<Draft> {
        let draft = match &self.path {
            None => Draft::of_stream(Box::new(io::stdout())),
            Some(path) => Draft::of_file(path),
        };
        draft.map_err(|error| error.of_output(self.name()))
    }
}

/// Refuses to write to standard output if that is the file at this path, or without a path the same file as standard
/// input.
///
/// # Errors
/// [`Error::Output`].
pub fn check_standard_output_is_not(path: Option<&Path>) -> Result<()> {
    let is_input = is_same_file(Path::new(OUTPUT), path.unwrap_or(Path::new(INPUT)));
    if is_input { Err(overwrites(STDOUT.to_owned())) } else { Ok(()) }
}

/// The typed path of a file; `None` for `-`, a standard stream.
pub fn file_at(path: &Path) -> Option<&Path> {
    Some(path).filter(|path| *path != Path::new("-"))
}

fn name_of(path: Option<&Path>) -> String {
    path.map_or_else(|| STDOUT.to_owned(), |path| path.display().to_string())
}

/// The error for an output that is also an input.
fn overwrites(name: String) -> Error {
    Error::invalid_output(name, "the output would overwrite the input")
}
