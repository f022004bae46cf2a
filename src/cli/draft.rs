//! Files that are being written and do not bear their names yet: nothing remains of them, whatever happens.
//!
//! Linux has files without a name, which end with the process; they get their name once they are whole. Elsewhere, and on
//! file systems that have none, a temporary name is removed on errors and signals.

use std::fs::{File, Permissions};
use std::io;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use specgram::Error;
use tempfile::NamedTempFile;

/// The temporary files there are. Whoever holds the lock may count on no signal ending the program.
static WRITTEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn written() -> MutexGuard<'static, Vec<PathBuf>> {
    WRITTEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What temporary names begin with.
const PREFIX: &str = ".specgram-";

/// A file in the folder of the one it will become. Dropped without [`DraftFile::publish`], it is gone.
pub(super) struct DraftFile {
    /// Gone once it is published.
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
    /// Creates a file in the folder of `to`: with the permissions of the file that it is to replace, which must be one
    /// that may be written, or those that a new file gets.
    pub(super) fn new(to: &Path) -> specgram::Result<Self> {
        let permissions = permissions_of(to).map_err(cannot_write)?;
        let file = match unnamed::create(folder_of(to), permissions.as_ref()) {
            Some(file) => Held::Unnamed(file),
            None => Held::Named(named(folder_of(to), permissions.as_ref())?),
        };
        if let Some(permissions) = permissions {
            // What the user's mask took away; a system that keeps no permissions loses none.
            let _ = file.file().set_permissions(permissions);
        }
        Ok(Self { file: Some(file), to: to.to_owned() })
    }

    /// Another handle to the same file.
    pub(super) fn handle(&self) -> specgram::Result<File> {
        match &self.file {
            Some(file) => file.file().try_clone().map_err(cannot_write),
            None => Err(cannot_write(io::ErrorKind::NotFound.into())),
        }
    }

    /// Makes it the file it is to be, in one step.
    pub(super) fn publish(mut self) -> specgram::Result<()> {
        match self.file.take() {
            None => Ok(()),
            Some(Held::Unnamed(file)) => unnamed::publish(&file, &self.to).map_err(|error| cannot_write(plain(error))),
            Some(Held::Named(file)) => {
                let mut written = written();
                written.retain(|path| path != file.path());
                file.persist(&self.to).map(drop).map_err(|error| cannot_write(error.error))
            }
        }
    }
}

impl Drop for DraftFile {
    fn drop(&mut self) {
        if let Some(Held::Named(file)) = self.file.take() {
            let mut written = written();
            written.retain(|path| path != file.path());
            drop(file);
        }
    }
}

/// A file with a temporary name, which signals remove.
fn named(folder: &Path, permissions: Option<&Permissions>) -> specgram::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        let new = Permissions::from_mode(0o666);
        builder.permissions(permissions.cloned().unwrap_or(new));
        remove_on_signals();
    }
    #[cfg(not(unix))]
    let _ = permissions;
    let mut written = written();
    let file = builder.tempfile_in(folder).map_err(|error| {
        Error::io(format!("cannot write: cannot create a file in {}", folder.display()), plain(error))
    })?;
    written.push(file.path().to_owned());
    Ok(file)
}

/// Files without a name.
#[cfg(target_os = "linux")]
mod unnamed {
    use std::fs::{File, Permissions};
    use std::io;
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, openat};

    /// A file without a name on the file system of `folder`; `None` where there is no such thing.
    pub(super) fn create(folder: &Path, permissions: Option<&Permissions>) -> Option<File> {
        let mode = Mode::from_raw_mode(permissions.map_or(0o666, PermissionsExt::mode));
        let file = File::from(openat(CWD, folder, OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC, mode).ok()?);
        // It is named through its descriptor, which takes a /proc.
        let is_reachable = std::fs::metadata(path_of(&file)).is_ok();
        is_reachable.then_some(file)
    }

    /// Names it. A file of that name is replaced in one step: by a second name, and renaming.
    pub(super) fn publish(file: &File, to: &Path) -> io::Result<()> {
        match link(file, to) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                super::remove_on_signals();
                // Signals wait until the second name is gone.
                let _written = super::written();
                let mut builder = tempfile::Builder::new();
                let second = builder.prefix(super::PREFIX).make_in(super::folder_of(to), |path| link(file, path))?;
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

/// Systems without them.
#[cfg(not(target_os = "linux"))]
mod unnamed {
    use std::fs::{File, Permissions};
    use std::io;
    use std::path::Path;

    pub(super) fn create(_: &Path, _: Option<&Permissions>) -> Option<File> {
        None
    }

    pub(super) fn publish(_: &File, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// The folder that a path is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The permissions of a file, which must be one that may be written; `None` where there is no file yet.
fn permissions_of(path: &Path) -> io::Result<Option<Permissions>> {
    // Renaming asks nobody whether the file may be written.
    let file = match File::options().write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let permissions = file.metadata()?.permissions();
    // Who may run it as whom was said of what was in it.
    #[cfg(unix)]
    let permissions = Permissions::from_mode(permissions.mode() & 0o777);
    Ok(Some(permissions))
}

/// The same error without the temporary name, for which nobody asked.
fn plain(error: io::Error) -> io::Error {
    if error.get_ref().is_some() { error.kind().into() } else { error }
}

/// What becomes of a failure to write.
pub(super) fn cannot_write(error: io::Error) -> Error {
    Error::io("cannot write", error)
}

/// Removes all that is not whole. While the guard lives no new file appears: it is for a program that is about to end.
pub(super) fn remove_all() -> MutexGuard<'static, Vec<PathBuf>> {
    let written = written();
    for path in written.iter() {
        let _ = std::fs::remove_file(path);
    }
    written
}

/// The signals that end programs and can be caught, but for those of a program that went wrong.
#[cfg(unix)]
const ENDING: [i32; 10] = {
    use signal_hook::consts::*;
    [SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM, SIGPROF]
};

/// From now on the signals that end programs remove what is not whole before they do.
#[cfg(unix)]
fn remove_on_signals() {
    use signal_hook::iterator::Signals;
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let (ready, set) = std::sync::mpsc::channel();
        let wait = move || {
            let wanted = ENDING.into_iter().filter(|&signal| !is_ignored(signal));
            let signals = Signals::new(wanted);
            drop(ready);
            if let Some(signal) = signals.ok().and_then(|mut signals| signals.forever().next()) {
                let _removed = remove_all();
                // The shell is told which signal it was.
                let _ = signal_hook::low_level::emulate_default_handler(signal);
                std::process::exit(128 + signal);
            }
        };
        // Without it the program works all the same; it only leaves something behind when it is stopped.
        if std::thread::Builder::new().stack_size(STACK).spawn(wait).is_ok() {
            let _: Result<(), _> = set.recv();
        }
    });
}

/// Bytes of the stack of the thread that waits for signals.
#[cfg(unix)]
const STACK: usize = 1 << 17;

/// Whether this program was started to ignore a signal, as `nohup` does; it must go on doing so.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
