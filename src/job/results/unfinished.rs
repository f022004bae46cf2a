//! The temporary names that exist at the moment, so that a program that is about to end can remove them.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// The temporary files that exist. While the lock is held, no signal handler of the program may end it.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Called before the first temporary name appears.
static PREPARE: OnceLock<fn()> = OnceLock::new();

/// While it lives, no temporary file appears, vanishes or is renamed by this library.
#[must_use]
pub struct Unfinished {
    names: MutexGuard<'static, Vec<PathBuf>>,
}

impl Unfinished {
    /// Waits until no other thread is at work on a temporary name.
    pub(super) fn lock() -> Self {
        Self { names: UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) }
    }

    pub(super) fn add(&mut self, path: &Path) {
        self.names.push(path.to_owned());
    }

    pub(super) fn forget(&mut self, path: &Path) {
        self.names.retain(|name| name != path);
    }
}

/// Removes every result that is not whole, for a program that is about to end: no new one appears while the returned
/// value lives.
///
/// Results without a name, as Linux has them, need no removal.
pub fn remove_unfinished() -> Unfinished {
    let unfinished = Unfinished::lock();
    for path in unfinished.names.iter() {
        let _ = std::fs::remove_file(path);
    }
    unfinished
}

/// Has `prepare` called whenever a temporary name is about to appear, such as to handle signals that end the program.
///
/// The first call counts, later ones change nothing.
pub fn before_temporary_names(prepare: fn()) {
    let _ = PREPARE.set(prepare);
}

/// Calls what [`before_temporary_names`] was given.
pub(super) fn prepare() {
    if let Some(prepare) = PREPARE.get() {
        prepare();
    }
}
