//! What is seen of FLAC and its reader does not tell.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::source::compressed::bare::Passed;
use crate::source::compressed::joined;
use crate::source::signature::Kind;

#[derive(Debug, Default)]
pub(super) struct Noted {
    /// The byte at which another file begins.
    pub(super) second: Option<u64>,
    /// What is neither a frame nor a tag, behind one that no other follows.
    pub(super) passed: Passed,
    /// Whether the last frame is not whole.
    pub(super) is_cut: bool,
}

/// What is noted while frames are read, for those who ask for packets.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Notes {
    noted: Arc<Mutex<Noted>>,
}

impl Notes {
    /// The lock is never waited for: one thread reads and asks by turns.
    pub(super) fn lock(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the data end within a frame.
    pub(in super::super) fn is_cut(&self) -> bool {
        self.lock().is_cut
    }

    /// What of it is to be told.
    pub(in super::super) fn told(&self) -> Vec<String> {
        let noted = self.lock();
        let second = noted.second.map(|at| joined::told(Kind::Flac, at));
        noted.passed.told("FLAC").into_iter().chain(second).collect()
    }
}
