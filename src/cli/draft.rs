//! Files that are being written and do not bear their names yet: what remains of them is removed, whatever happens.

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

/// A temporary file beside the file it will become. Dropped without [`DraftFile::publish`], it is removed.
pub(super) struct DraftFile {
    /// Gone once it is published.
    file: Option<NamedTempFile>,
    to: PathBuf,
}

impl DraftFile {
    /// Creates a file in the folder of `to`: with the permissions of the file that it is to replace, which must be one
    /// that may be written, or those that a new file gets.
    pub(super) fn new(to: &Path) -> specgram::Result<Self> {
        let folder = folder_of(to);
        let mut builder = tempfile::Builder::new();
        builder.prefix(".specgram-");
        let permissions = permissions_of(to).map_err(cannot_write)?;
        #[cfg(unix)]
        {
            let new = Permissions::from_mode(0o666);
            builder.permissions(permissions.clone().unwrap_or(new));
            remove_on_signals();
        }
        let mut written = written();
        let file = builder.tempfile_in(folder).map_err(|error| {
            Error::io(format!("cannot write: cannot create a file in {}", folder.display()), plain(error))
        })?;
        written.push(file.path().to_owned());
        if let Some(permissions) = permissions {
            // What the user's mask took away; a system that keeps no permissions loses none.
            let _ = file.as_file().set_permissions(permissions);
        }
        Ok(Self { file: Some(file), to: to.to_owned() })
    }

    /// Another handle to the same file.
    pub(super) fn handle(&self) -> specgram::Result<File> {
        match &self.file {
            Some(file) => file.as_file().try_clone().map_err(cannot_write),
            None => Err(cannot_write(io::ErrorKind::NotFound.into())),
        }
    }

    /// Makes it the file it is to be, in one step.
    pub(super) fn publish(mut self) -> specgram::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let mut written = written();
        written.retain(|path| path != file.path());
        file.persist(&self.to).map(drop).map_err(|error| cannot_write(error.error))
    }
}

impl Drop for DraftFile {
    fn drop(&mut self) {
        let Some(file) = self.file.take() else { return };
        let mut written = written();
        written.retain(|path| path != file.path());
        drop(file);
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

/// From now on the signals that end programs remove what is not whole before they do.
#[cfg(unix)]
fn remove_on_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let wanted = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|&signal| !is_ignored(signal));
        // Without it the program works all the same; it only leaves something behind when it is stopped.
        let Ok(mut signals) = Signals::new(wanted) else { return };
        std::thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                let _removed = remove_all();
                // The shell is told which signal it was.
                let _ = signal_hook::low_level::emulate_default_handler(signal);
                std::process::exit(128 + signal);
            }
        });
    });
}

/// Whether this program was started to ignore a signal, as `nohup` does; it must go on doing so.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
