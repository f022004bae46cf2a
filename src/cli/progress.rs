//! Progress of long work: one line on a terminal, rewritten in place.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use specgram::job::{Monitor, Progress};
use specgram::warning::Warning;

use super::failure::{self, Messages, Subject};
use super::terminal::ERASE;

/// Work that ends within this time shows no progress.
const PATIENCE: Duration = Duration::from_millis(500);

/// The time from one line to the next.
const INTERVAL: Duration = Duration::from_millis(100);

/// The user's view of a job: a progress line, if standard error is a terminal and `--quiet` is not given, and its
/// warnings.
///
/// The line is erased on drop.
pub(super) struct OnTerminal<'a> {
    messages: Messages,
    /// The subject of the warnings.
    subject: &'a Subject,
    /// The names of the outputs.
    outputs: Vec<String>,
    line: Option<Mutex<Line>>,
}

impl<'a> OnTerminal<'a> {
    pub(super) fn new(messages: Messages, subject: &'a Subject) -> Self {
        Self { messages, subject, outputs: Vec::new(), line: Line::new(messages).map(Mutex::new) }
    }

    /// For a job whose outputs are written while it runs: if one cannot be written, the program ends at once.
    pub(super) fn of_outputs(self, outputs: Vec<String>) -> Self {
        Self { outputs, ..self }
    }

    fn line(&self) -> Option<MutexGuard<'_, Line>> {
        self.line.as_ref().map(|line| line.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Monitor for OnTerminal<'_> {
    fn progress(&self, progress: Progress) {
        if let Some(mut line) = self.line() {
            line.update(|elapsed| progress.text(elapsed));
        }
    }

    fn warning(&self, warning: &Warning) {
        if let Some(mut line) = self.line() {
            line.erase();
        }
        self.messages.warn(self.subject, std::slice::from_ref(warning));
    }

    fn output_failed(&self, output: usize, error: &specgram::Error) {
        if let Some(name) = self.outputs.get(output) {
            failure::exit_on_output_error(name, error);
        }
    }
}

/// The line on the terminal. It is erased on drop.
pub(super) struct Line {
    begun: Instant,
    /// When to update the line next.
    next: Instant,
    shown: bool,
}

impl Line {
    /// The line, if standard error is a terminal and `--quiet` is not given.
    pub(super) fn new(messages: Messages) -> Option<Self> {
        let is_shown = !messages.quiet && io::stderr().is_terminal();
        let now = Instant::now();
        is_shown.then(|| Self { begun: now, next: now + PATIENCE, shown: false })
    }

    /// Writes the line again, if it is time; `text` gets the time since the start.
    pub(super) fn update(&mut self, text: impl FnOnce(Duration) -> String) {
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + INTERVAL;
        self.shown = true;
        let text = text(now - self.begun);
        // Errors of a terminal that has gone away are ignored.
        let _ = write!(io::stderr(), "{ERASE}{text}");
    }

    /// Clears the line, before other output.
    pub(super) fn erase(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr(), "{ERASE}");
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.erase();
    }
}
