//! The modes of the terminal while it is asked.

use std::fs::File;
use std::sync::{Mutex, PoisonError};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// The terminal whose modes are changed, and those it had.
static CHANGED: Mutex<Option<(File, Termios)>> = Mutex::new(None);

/// A terminal that neither shows what arrives nor waits for a line; the modes return on drop.
pub(super) struct Unechoed;

impl Unechoed {
    /// Changes the modes; `None` if that is impossible.
    pub(super) fn new(terminal: &File) -> Option<Self> {
        let before = tcgetattr(terminal).ok()?;
        let mut modes = before.clone();
        // Ctrl-C remains a signal.
        modes.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
        let mut changed = CHANGED.lock().unwrap_or_else(PoisonError::into_inner);
        *changed = Some((terminal.try_clone().ok()?, before));
        tcsetattr(terminal, OptionalActions::Now, &modes).ok()?;
        Some(Self)
    }
}

impl Drop for Unechoed {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal its modes back and discards answers that nobody has read.
pub(super) fn restore() {
    let changed = CHANGED.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some((terminal, before)) = changed {
        let _ = tcsetattr(terminal, OptionalActions::Flush, &before);
    }
}
