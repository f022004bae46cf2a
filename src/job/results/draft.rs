//! Files that are being written and do not have their names yet: whatever fails, they leave nothing behind.
//!
//! Linux has files without a name, which end with the process; they get a name once they are complete. On other
//! systems, and on file systems without such files, a temporary name is removed on errors and by
//! [`remove_unfinished`](super::remove_unfinished).

use std::fs::{File, Permissions};
use std::io;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::target::{PREFIX, folder_of};
use super::unfinished::{self, Unfinished};
use super::unnamed;
use crate::error::{Error, Result};

/// A file in the folder of its target. It is removed on drop, unless [`DraftFile::publish`] was called.
pub(super) struct DraftFile {
    /// `None` once it is published.
    file: Option<Held>,
    to: PathBuf,
}

enum Held {
    Unnamed(File),
    Named(NamedTempFile),
}

impl Held {
    fn file(&self) -> &File {
        match self {
            Self::Unnamed(file) => file,
            Self::Named(file) => file.as_file(),
        }
    }
}

impl DraftFile {
    /// Creates a file in the folder of `to`, with the permissions of the file that it will replace, which must be
    /// writable, or those of a new file.
    pub(super) fn new(to: &Path) -> Result<Self> {
        let permissions = permissions_of(to).map_err(cannot_write)?;
        let file = match unnamed::create(folder_of(to), permissions.as_ref()) {
            Some(file) => Held::Unnamed(file),
            None => Held::Named(named(folder_of(to), permissions.as_ref())?),
        };
        if let Some(permissions) = permissions {
            // Undoes the umask; other systems have no umask.
            let _ = file.file().set_permissions(permissions);
        }
        Ok(Self { file: Some(file), to: to.to_owned() })
    }

    /// Another handle to the same file.
    pub(super) fn handle(&self) -> Result<File> {
        match &self.file {
            Some(file) => file.file().try_clone().map_err(cannot_write),
            None => Err(cannot_write(io::ErrorKind::NotFound.into())),
        }
    }

    /// Renames or links it to its target, in one step.
    pub(super) fn publish(mut self) -> Result<()> {
        match self.file.take() {
            None => Ok(()),
            Some(Held::Unnamed(file)) => unnamed::publish(&file, &self.to).map_err(|error| cannot_write(plain(error))),
            Some(Held::Named(file)) => {
                let mut unfinished = Unfinished::lock();
                unfinished.forget(file.path());
                file.persist(&self.to).map(drop).map_err(|error| cannot_write(error.error))
            }
        }
    }
}

impl Drop for DraftFile {
    fn drop(&mut self) {
        if let Some(Held::Named(file)) = self.file.take() {
            let mut unfinished = Unfinished::lock();
            unfinished.forget(file.path());
            drop(file);
        }
    }
}

/// A file with a temporary name.
fn named(folder: &Path, permissions: Option<&Permissions>) -> Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    builder.permissions(permissions.cloned().unwrap_or_else(|| Permissions::from_mode(0o666)));
    #[cfg(not(unix))]
    let _ = permissions;
    unfinished::prepare();
    let mut unfinished = Unfinished::lock();
    let file = builder.tempfile_in(folder).map_err(|error| {
        Error::io(format!("cannot write: cannot create a file in {}", folder.display()), plain(error))
    })?;
    unfinished.add(file.path());
    Ok(file)
}

/// The permissions of a file, which must be writable; `None` if there is no file yet.
fn permissions_of(path: &Path) -> io::Result<Option<Permissions>> {
    // Renaming would replace a read-only file as well.
    let file = match File::options().write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let permissions = file.metadata()?.permissions();
    // Without setuid and setgid: they applied to the old contents.
    #[cfg(unix)]
    let permissions = Permissions::from_mode(permissions.mode() & 0o777);
    Ok(Some(permissions))
}

/// The same error without the temporary name, which the user did not choose.
fn plain(error: io::Error) -> io::Error {
    if error.get_ref().is_some() { error.kind().into() } else { error }
}

/// The error for a failed write.
pub(super) fn cannot_write(error: io::Error) -> Error {
    Error::io("cannot write", error)
}
