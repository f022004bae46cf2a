//! The existing temporary names, which a program removes before it ends.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// The existing temporary files. While the lock is held, no signal handler of the program may end it.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Called before the first temporary name appears.
static PREPARE: OnceLock<fn()> = OnceLock::new();

/// While this value lives, this library creates, removes and renames no temporary file.
#[must_use]
pub struct Unfinished {
    names: MutexGuard<'static, Vec<PathBuf>>,
}

impl Unfinished {
    /// Waits until no other thread works on a temporary name.
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

/// Removes every incomplete result, for a program that is about to end: no new one appears while the returned value
/// lives.
///
/// Results without a name, as on Linux, need no removal.
pub fn remove_unfinished() -> Unfinished {
    let unfinished = Unfinished::lock();
    for path in unfinished.names.iter() {
        let _ = std::fs::remove_file(path);
    }
    unfinished
}

/// Sets a function that is called before a temporary name appears, for example to handle signals that end the program.
///
/// Only the first call has an effect.
pub fn before_temporary_names(prepare: fn()) {
    let _ = PREPARE.set(prepare);
}

/// Calls the function set by [`before_temporary_names`].
pub(super) fn prepare() {
    if let Some(prepare) = PREPARE.get() {
        prepare();
    }
}
