//! Errors, hints, warnings and exit codes.

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use specgram::Error;
use specgram::job::results::remove_unfinished;
use specgram::job::{in_a_line, panic_message};
use specgram::source::end_decoders;
use specgram::warning::Warning;

use super::advice::advice;
use super::flag::message;
use super::terminal;

/// Processing failed.
const FAILED: u8 = 1;
/// The command line was wrong.
pub(super) const MISUSED: u8 = 2;

/// An invalid command line, and what to do instead.
#[derive(Debug)]
pub(super) struct Usage {
    text: String,
    hint: Option<String>,
}

impl Usage {
    /// A usage error as an [`anyhow::Error`].
    pub(super) fn error(text: impl Into<String>) -> anyhow::Error {
        Self { text: text.into(), hint: None }.into()
    }

    /// The same with a hint.
    pub(super) fn with_hint(text: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
        Self { text: text.into(), hint: Some(hint.into()) }.into()
    }
}

impl Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Usage {}

/// The subject of an error or warning.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    name: String,
    /// The input's path; `None` for standard input and for work without an input.
    path: Option<PathBuf>,
}

impl Subject {
    /// An input; `None` is standard input.
    pub(super) fn input(path: Option<&Path>) -> Self {
        let name = path.map_or_else(|| "standard input".to_owned(), |path| path.display().to_string());
        Self { name, path: path.map(Path::to_owned) }
    }

    /// A subject without a path.
    pub(super) fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), path: None }
    }
}

impl Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// Which messages are printed on standard error besides errors.
#[derive(Debug, Clone, Copy)]
pub(super) struct Messages {
    pub(super) quiet: bool,
    pub(super) verbose: bool,
    /// Whether lost or invented samples are reported as an error instead of a warning.
    pub(super) strict: bool,
}

/// A flag of commands that read recordings.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = "Input")]
pub(super) struct Strictness {
    /// Fail if input samples were lost or invented, instead of warning
    ///
    /// Applies to truncated or damaged input, a partial sample, NaN or infinity, silence that replaces damage, audio after
    /// the stated end. Does not apply to: ignored channels, clipping, a short input, a tail that fills no frame, gaps
    /// between windows. No output is written, and the exit status is 1.
    #[arg(long)]
    pub(super) strict: bool,
}

impl Messages {
    /// Prints warnings about omitted or repaired data.
    pub(super) fn warn(self, subject: &Subject, warnings: &[Warning]) {
        for warning in warnings.iter().filter(|warning| self.shows(warning)) {
            print_line(format_args!("warning: {subject}: {warning}"));
            if let Some(text) = warning.remedy().and_then(|remedy| advice(remedy, subject.path.as_deref())) {
                hint(text);
            }
        }
    }

    /// Prints warnings about one of many inputs, a line each.
    pub(super) fn warn_briefly(self, subject: &Subject, warnings: &[Warning]) {
        for warning in warnings.iter().filter(|warning| self.shows(warning)) {
            print_line(format_args!("warning: {subject}: {warning}"));
        }
    }

    fn shows(self, warning: &Warning) -> bool {
        !(self.quiet || self.strict && warning.loses_samples())
    }

    /// Prints a note, unless `--quiet`.
    pub(super) fn note(self, text: impl Display) {
        if !self.quiet {
            print_line(text);
        }
    }

    /// Prints a detail, under `--verbose`.
    pub(super) fn detail(self, text: impl Display) {
        if self.verbose {
            print_line(text);
        }
    }
}

/// Prints one line of the program's own on standard error.
pub(super) fn print_line(text: impl Display) {
    line("specgram", &text.to_string());
}

/// Prints one hint.
pub(super) fn hint(text: impl Display) {
    line("hint", &text.to_string());
}

/// Prints one line on standard error. If that is closed too, the message is dropped.
fn line(speaker: &str, text: &str) {
    use std::io::Write;
    // Text from files and names stays on one line and cannot control the terminal.
    let _ = writeln!(io::stderr(), "{speaker}: {}", in_a_line(text));
}

/// From now on a panic is reported in one line.
pub(super) fn report_bugs_in_a_line() {
    std::panic::set_hook(Box::new(|bug| {
        // A decoder's panic on a malformed file is reported as damage of the file.
        if specgram::source::is_decoding() {
            return;
        }
        let place = bug.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
        print_line(format_args!("internal error{place}: {}; please report it", panic_message(bug.payload())));
    }));
}

/// Prints the error, if any, and returns the exit code of its kind.
pub(super) fn exit_code(result: anyhow::Result<()>) -> ExitCode {
    ExitCode::from(result.map_or_else(|error| print_with_status(&error), |()| 0))
}

/// Ends the program at once because an output cannot be written. It does not wait for other threads, which may block on
/// a pipe that delivers no more data; no partial files remain.
pub(super) fn exit_on_output_error(output: &str, error: &Error) -> ! {
    terminal::erase();
    if !error.is_broken_pipe() {
        print_line(format_args!("{output}: {}", message(error)));
    }
    let _ended = end_decoders();
    let _unfinished = remove_unfinished();
    std::process::exit(if error.is_broken_pipe() { 0 } else { FAILED.into() })
}

/// Prints an error and returns its exit status.
fn print_with_status(error: &anyhow::Error) -> u8 {
    if is_closed_pipe(error) {
        return 0;
    }
    report(error);
    if is_misuse(error) { MISUSED } else { FAILED }
}

/// Prints an error, and its hint if there is one.
pub(super) fn report(error: &anyhow::Error) {
    print_line(one_line(error));
    let path = error.downcast_ref().and_then(|subject: &Subject| subject.path.as_deref());
    if let Some(text) = error.chain().find_map(|link| hint_of(link, path)) {
        hint(text);
    }
}

fn hint_of(link: &(dyn std::error::Error + 'static), path: Option<&Path>) -> Option<String> {
    match link.downcast_ref() {
        Some(error) => advice(Error::remedy(error)?, path),
        None => link.downcast_ref::<Usage>()?.hint.clone(),
    }
}

/// If the reader of one of several results leaves, only that result is dropped.
pub(super) fn unless_reader_left(written: Result<(), impl Into<anyhow::Error>>) -> anyhow::Result<()> {
    written.map_err(Into::into).or_else(|error| if is_closed_pipe(&error) { Ok(()) } else { Err(error) })
}

/// A reader that stops early, such as `head`, is not a failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|link| {
        let io = link.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
        io || link.downcast_ref::<Error>().is_some_and(Error::is_broken_pipe)
    })
}

fn is_misuse(error: &anyhow::Error) -> bool {
    error.chain().any(|link| link.is::<Usage>() || link.downcast_ref().is_some_and(Error::is_misuse))
}

/// The contexts and the error itself; the library's errors already include their sources.
fn one_line(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for link in error.chain() {
        if !text.is_empty() {
            text.push_str(": ");
        }
        if let Some(error) = link.downcast_ref() {
            text.push_str(&message(error));
            break;
        }
        text.push_str(&link.to_string());
    }
    text
}
