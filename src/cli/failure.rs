//! Errors, hints, warnings and exit codes.

use std::fmt::Display;
use std::io;
use std::process::ExitCode;

use specgram::Error;
use specgram::warning::Warning;

use super::terminal;

/// The work failed.
const FAILED: u8 = 1;
/// The command line was wrong.
pub(super) const MISUSED: u8 = 2;

/// A command line that cannot be carried out, and what to do instead.
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

/// The same error where numbers that were typed lead to it: those beyond a limit are a wrong command line.
pub(super) fn of_typed(error: Error) -> Error {
    match error {
        Error::Limit(text) => Error::InvalidOption(text),
        other => other,
    }
}

impl Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Usage {}

/// What is said on standard error beside errors.
#[derive(Debug, Clone, Copy)]
pub(super) struct Messages {
    pub(super) quiet: bool,
    pub(super) verbose: bool,
}

impl Messages {
    /// Tells what was left out or repaired.
    pub(super) fn warn(self, subject: &str, warnings: &[Warning]) {
        if !self.quiet {
            for warning in warnings {
                say(format_args!("warning: {subject}: {warning}"));
            }
        }
    }

    /// Tells what happened, unless `--quiet`.
    pub(super) fn note(self, text: impl Display) {
        if !self.quiet {
            say(text);
        }
    }

    /// Tells what was chosen, under `--verbose`.
    pub(super) fn detail(self, text: impl Display) {
        if self.verbose {
            say(text);
        }
    }
}

/// One line of the program's own on standard error.
pub(super) fn say(text: impl Display) {
    line("specgram", &text.to_string());
}

/// One line that helps.
pub(super) fn hint(text: impl Display) {
    line("hint", &text.to_string());
}

/// One line on standard error. Where even that is closed there is nobody to tell.
fn line(speaker: &str, text: &str) {
    use std::io::Write;
    // Whatever a file or a name smuggles in, it stays one line, and the terminal as it is.
    let _ = writeln!(io::stderr(), "{speaker}: {}", terminal::in_a_line(text));
}

/// From now on a bug of this program is told in one line.
pub(super) fn report_bugs_in_a_line() {
    std::panic::set_hook(Box::new(|bug| {
        // What a decoder makes of a hostile file is told as any other damage.
        if specgram::source::is_decoding() {
            return;
        }
        let place = bug.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
        let payload = bug.payload();
        let literal = payload.downcast_ref::<&str>().copied();
        let reason = literal.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        say(format_args!("a bug{place}: {}", reason.unwrap_or("no reason is given")));
    }));
}

/// Prints the error, if any, and gives the exit code that tells its kind.
pub(super) fn exit_code(result: anyhow::Result<()>) -> ExitCode {
    ExitCode::from(result.map_or_else(|error| told(&error), |()| 0))
}

/// Ends the program at once because an output cannot be written, leaving nothing behind: a thread may be waiting for a
/// pipe that brings nothing more.
pub(super) fn leave(output: &str, error: &Error) -> ! {
    terminal::erase();
    if !error.is_broken_pipe() {
        say(format_args!("{output}: {error}"));
    }
    let _removed = super::draft::remove_all();
    std::process::exit(if error.is_broken_pipe() { 0 } else { FAILED.into() })
}

/// Prints an error and gives its exit status.
fn told(error: &anyhow::Error) -> u8 {
    if is_closed_pipe(error) {
        return 0;
    }
    report(error);
    if is_misuse(error) { MISUSED } else { FAILED }
}

/// Prints an error, and a hint where there is one.
pub(super) fn report(error: &anyhow::Error) {
    say(one_line(error));
    if let Some(text) = error.chain().find_map(hint_of) {
        hint(text);
    }
}

fn hint_of<'a>(link: &'a (dyn std::error::Error + 'static)) -> Option<&'a str> {
    match link.downcast_ref() {
        Some(Error::Unsupported(text))
            if text.ends_with("is not supported")
                || text.contains("cannot be read here")
                || text.contains("of an unknown kind (format")
                || text.contains("of an unknown encoding") =>
        {
            Some("FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render")
        }
        Some(Error::Unsupported(text)) if text.starts_with("no kind of audio") => {
            Some("samples without a header are drawn with --raw FORMAT --rate HZ")
        }
        Some(Error::Io { context, .. }) if context.starts_with("cannot open the metadata") => {
            Some("samples without their metadata are drawn with --raw FORMAT --rate HZ")
        }
        _ => link.downcast_ref::<Usage>()?.hint.as_deref(),
    }
}

/// Whoever reads one of several results and leaves gives up that one only.
pub(super) fn unless_reader_left(written: anyhow::Result<()>) -> anyhow::Result<()> {
    written.or_else(|error| if is_closed_pipe(&error) { Ok(()) } else { Err(error) })
}

/// A reader that has had enough, such as `head`, is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|link| {
        let io = link.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
        io || link.downcast_ref::<Error>().is_some_and(Error::is_broken_pipe)
    })
}

fn is_misuse(error: &anyhow::Error) -> bool {
    error.chain().any(|link| link.is::<Usage>() || matches!(link.downcast_ref(), Some(Error::InvalidOption(_))))
}

/// The contexts and the error itself; the library's errors name their own sources.
fn one_line(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for link in error.chain() {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&link.to_string());
        if link.is::<Error>() {
            break;
        }
    }
    text
}
