//! Files without a name, which end with the process unless they are named when complete.

#[cfg(target_os = "linux")]
pub(super) use linux::{create, publish};
#[cfg(not(target_os = "linux"))]
pub(super) use none::{create, publish};

/// `O_TMPFILE` and `linkat`.
#[cfg(target_os = "linux")]
mod linux {
    use std::fs::{File, Permissions};
    use std::io;
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, openat};

    use crate::job::results::target::{PREFIX, folder_of};
    use crate::job::results::unfinished::{Unfinished, prepare};

    /// A file without a name on the file system of `folder`; `None` if that is not supported.
    pub(in crate::job::results) fn create(folder: &Path, permissions: Option<&Permissions>) -> Option<File> {
        let mode = Mode::from_raw_mode(permissions.map_or(0o666, PermissionsExt::mode));
        let file = File::from(openat(CWD, folder, OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC, mode).ok()?);
        // It is named through its descriptor, which needs /proc.
        let is_reachable = std::fs::metadata(path_of(&file)).is_ok();
        is_reachable.then_some(file)
    }

    /// Names it. An existing file of that name is replaced in one step: by a second name, and renaming.
    pub(in crate::job::results) fn publish(file: &File, to: &Path) -> io::Result<()> {
        match link(file, to) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                prepare();
                // Signals wait until the second name is gone.
                let _unfinished = Unfinished::lock();
                let mut builder = tempfile::Builder::new();
                let second = builder.prefix(PREFIX).make_in(folder_of(to), |path| link(file, path))?;
                second.persist(to).map_err(|error| error.error)
            }
            linked => linked,
        }
    }

    fn link(file: &File, to: &Path) -> io::Result<()> {
        linkat(CWD, path_of(file), CWD, to, AtFlags::SYMLINK_FOLLOW).map_err(io::Error::from)
    }

    fn path_of(file: &File) -> String {
        format!("/proc/self/fd/{}", file.as_raw_fd())
    }
}

/// Systems without such files.
#[cfg(not(target_os = "linux"))]
mod none {
    use std::fs::{File, Permissions};
    use std::io;
    use std::path::Path;

    pub(in crate::job::results) fn create(_: &Path, _: Option<&Permissions>) -> Option<File> {
        None
    }

    pub(in crate::job::results) fn publish(_: &File, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
