//! Writing of results: complete and in place, or not at all.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::Path;

use super::draft::{DraftFile, cannot_write};
use super::target::{Target, folder_of};
use crate::error::{Error, Result};
use crate::output::Sink;

/// Checks whether writing to a path can succeed, before the work is done.
///
/// # Errors
/// [`Error::Io`] for a folder, and for a path in a folder that does not exist.
pub fn check_place(path: &Path) -> Result<()> {
    let failed = |kind, reason: String| Err(cannot_write(io::Error::new(kind, reason)));
    let folder = folder_of(path);
    if path.is_dir() {
        return failed(io::ErrorKind::IsADirectory, "is a directory".to_owned());
    }
    if !folder.is_dir() {
        return failed(io::ErrorKind::NotFound, format!("no directory {}", folder.display()));
    }
    Ok(())
}

/// Writes a result sequentially. A file appears at `path` once it is complete; a device or a pipe gets the bytes as
/// they come.
///
/// # Errors
/// [`Error::Io`] if writing fails, and the error of `fill`; no file is left then, and an existing one is unchanged.
pub fn write_file(path: &Path, fill: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    match Target::of(path) {
        Target::Device(path) => write_stream(&mut open_device(&path)?, fill),
        Target::File(path) => {
            let draft = DraftFile::new(&path)?;
            write_stream(&mut draft.handle()?, fill)?;
            draft.publish()
        }
    }
}

/// Writes a result sequentially into a stream, and flushes it.
///
/// # Errors
/// As [`write_file`].
pub fn write_stream(stream: &mut impl Write, fill: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut sink = io::BufWriter::with_capacity(1 << 16, stream);
    fill(&mut sink)?;
    sink.flush().map_err(cannot_write)
}

fn open_device(path: &Path) -> Result<File> {
    File::options().write(true).open(path).map_err(cannot_write)
}

/// A result that is written out of order. Nothing remains of it on drop, unless [`Draft::publish`] was called.
pub struct Draft(Kind);

enum Kind {
    /// A file in the same folder, which becomes the result.
    Beside(DraftFile),
    /// A temporary file that is copied to a target without random access.
    Copied { file: File, to: Box<dyn Write> },
}

impl Draft {
    /// A draft of a file, or of data for a device.
    ///
    /// # Errors
    /// [`Error::Io`] if no file can be created.
    pub fn of_file(path: &Path) -> Result<Self> {
        match Target::of(path) {
            Target::Device(path) => Self::of_stream(Box::new(open_device(&path)?)),
            Target::File(path) => DraftFile::new(&path).map(Kind::Beside).map(Self),
        }
    }

    /// A draft of data for a stream.
    ///
    /// # Errors
    /// As [`Draft::of_file`].
    pub fn of_stream(to: Box<dyn Write>) -> Result<Self> {
        let file = tempfile::tempfile().map_err(|error| {
            let folder = std::env::temp_dir();
            Error::io(format!("cannot write: cannot create a temporary file in {}", folder.display()), error)
        })?;
        Ok(Self(Kind::Copied { file, to }))
    }

    /// The sink to write to.
    ///
    /// # Errors
    /// [`Error::Io`] if the system has no further handle.
    pub fn sink(&self) -> Result<Box<dyn Sink>> {
        let file = match &self.0 {
            Kind::Beside(draft) => draft.handle()?,
            Kind::Copied { file, .. } => file.try_clone().map_err(cannot_write)?,
        };
        Ok(Box::new(io::BufWriter::with_capacity(1 << 18, file)))
    }

    /// Publishes the result, once its sink has been flushed and dropped.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be named or copied.
    pub fn publish(self) -> Result<()> {
        match self.0 {
            Kind::Beside(draft) => draft.publish(),
            Kind::Copied { mut file, mut to } => {
                file.rewind().map_err(cannot_write)?;
                io::copy(&mut file, &mut to).map_err(cannot_write)?;
                to.flush().map_err(cannot_write)
            }
        }
    }
}
