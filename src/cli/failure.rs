//! Errors, hints, warnings and exit codes.

use std::error::Error as _;
use std::fmt::Display;
use std::io;
use std::num::{IntErrorKind, ParseFloatError, ParseIntError};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use specgram::Error;
use specgram::warning::Warning;

use super::terminal;

/// The work failed.
const FAILED: u8 = 1;
/// The command line was wrong.
const MISUSED: u8 = 2;

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
fn say(text: impl Display) {
    line("specgram", &text.to_string());
}

/// One line that helps.
fn hint(text: impl Display) {
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

/// Ends the program with an error at once, leaving nothing behind: a thread may be waiting for a pipe that brings
/// nothing more.
pub(super) fn leave(error: &anyhow::Error) -> ! {
    terminal::erase();
    let code = told(error);
    let _removed = super::draft::remove_all();
    std::process::exit(code.into())
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
        Some(Error::Unsupported(text)) if text.ends_with("is not supported") => {
            Some("FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render")
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

/// Prints what clap found wrong as one line and a hint, or the help that was asked for.
pub(super) fn of_command_line(error: &clap::Error) -> ExitCode {
    let asked_for = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    if asked_for {
        let _ = error.print();
        let misused = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
        return if misused { ExitCode::from(MISUSED) } else { ExitCode::SUCCESS };
    }
    say(reason_of(error));
    if let Some(text) = hint_about(error) {
        hint(text);
    }
    ExitCode::from(MISUSED)
}

/// Flags whose numbers are samples, which some type as times.
const IN_SAMPLES: [&str; 3] = ["--hop", "--nfft", "--window-length"];

/// What clap found wrong, in one line.
fn reason_of(error: &clap::Error) -> String {
    // What reads a value says all there is to say; clap's words around it would say it twice.
    let (value, flag) = (text(error, ContextKind::InvalidValue), text(error, ContextKind::InvalidArg));
    if let (ErrorKind::ValueValidation, Some(source), Some(flag)) = (error.kind(), error.source(), flag) {
        let (name, value) = (flag.split(' ').next().unwrap_or_default(), value.unwrap_or_default());
        return match source.downcast_ref().map(ParseIntError::kind) {
            Some(IntErrorKind::Zero) => format!("{name}: '{value}' is not at least 1"),
            Some(IntErrorKind::PosOverflow) => format!("{name}: '{value}' is too large"),
            Some(_) if IN_SAMPLES.contains(&name) => format!("{name}: '{value}' is not a whole number of samples"),
            Some(_) => format!("{name}: '{value}' is not a whole number"),
            None if source.is::<ParseFloatError>() => format!("{name}: '{value}' is not a number"),
            None => format!("{name}: {source}"),
        };
    }
    if let Some(reason) = plain_reason_of(error) {
        return reason;
    }
    let rendered = error.render().to_string();
    // The first paragraph says what is wrong; a list in it, such as of missing values, is joined.
    let reason: Vec<&str> = rendered.lines().take_while(|line| !line.trim().is_empty()).map(str::trim).collect();
    reason.join(" ").trim_start_matches("error: ").to_owned()
}

/// What clap found wrong, in the words of the other messages, where they have any.
fn plain_reason_of(error: &clap::Error) -> Option<String> {
    // `--hop <H>` is `--hop`, `[INPUT]` is INPUT.
    let name = |kind| {
        let argument = text(error, kind)?.split(' ').next()?.to_owned();
        Some(argument.trim_matches(['<', '>', '[', ']', '.']).to_owned())
    };
    let argument = name(ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("there is no command '{}'", text(error, ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::UnknownArgument if argument.as_ref()?.starts_with('-') => format!("there is no flag {}", argument?),
        ErrorKind::UnknownArgument => format!("'{}' is one argument too many", text(error, ContextKind::InvalidArg)?),
        ErrorKind::ArgumentConflict => match name(ContextKind::PriorArg) {
            Some(other) if Some(&other) != argument.as_ref() => format!("{} and {other} exclude each other", argument?),
            _ => format!("{} is given twice", argument?),
        },
        ErrorKind::MissingRequiredArgument => match argument?.as_str() {
            "--rate" | "--raw" => "headerless input needs both --raw and --rate".to_owned(),
            other => format!("{other} is missing"),
        },
        ErrorKind::InvalidValue => match text(error, ContextKind::InvalidValue).filter(|value| !value.is_empty()) {
            Some(value) => {
                let Some(ContextValue::Strings(names)) = error.get(ContextKind::ValidValue) else { return None };
                format!("{}: '{value}' is none of {}", argument?, names.join(", "))
            }
            None => format!("{} needs a value", argument?),
        },
        _ => return None,
    })
}

/// What to do instead, where clap's reason leaves that open.
fn hint_about(error: &clap::Error) -> Option<String> {
    let suggestions = [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand];
    if let Some(meant) = suggestions.into_iter().find_map(|kind| text(error, kind)) {
        return Some(format!("did you mean '{meant}'?"));
    }
    match error.kind() {
        ErrorKind::ValueValidation | ErrorKind::InvalidValue | ErrorKind::ArgumentConflict => None,
        ErrorKind::InvalidSubcommand => {
            // `specgram song.wav` asks for a figure.
            let is_path =
                text(error, ContextKind::InvalidSubcommand).is_some_and(|typed| typed.contains(['.', '/', '\\']));
            Some(
                if is_path { "to draw a file: specgram render FILE" } else { "'specgram help' lists the commands" }
                    .to_owned(),
            )
        }
        _ => Some("'specgram help' and 'specgram COMMAND --help' tell what there is".to_owned()),
    }
}

/// A word of what clap knows about an error, the first of several.
fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        Some(ContextValue::Strings(words)) => words.first().cloned(),
        _ => None,
    }
}
