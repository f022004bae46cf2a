//! Command lines that clap refuses, in our words.

use std::error::Error as _;
use std::num::ParseFloatError;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use specgram::job::quoted;

use super::failure::{self, MISUSED, hint, print_line};
use super::standard::{self, cannot_write};

/// Prints what clap found wrong as one line and a hint, or the help that was asked for.
pub(super) fn of_command_line(error: &clap::Error) -> ExitCode {
    let asked_for = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    if asked_for {
        let printed = standard::check_output().and_then(|()| error.print().map_err(cannot_write));
        if let Err(error) = printed {
            return failure::exit_code(Err(error.into()));
        }
        let misused = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
        return if misused { ExitCode::from(MISUSED) } else { ExitCode::SUCCESS };
    }
    print_line(reason_of(error));
    if let Some(text) = hint_about(error) {
        hint(text);
    }
    ExitCode::from(MISUSED)
}

/// What clap found wrong, in one line.
pub(super) fn reason_of(error: &clap::Error) -> String {
    // The parser of a value states everything; clap's words around it would repeat that.
    let (value, flag) = (text(error, ContextKind::InvalidValue), text(error, ContextKind::InvalidArg));
    if let (ErrorKind::ValueValidation, Some(source), Some(flag)) = (error.kind(), error.source(), flag) {
        let (name, value) = (bare(&flag), value.unwrap_or_default());
        return match source.downcast_ref() {
            Some(specgram::Error::InvalidOption { reason, .. }) => format!("{name} {reason}"),
            _ if source.is::<ParseFloatError>() => format!("{name} must be a number, got '{value}'"),
            _ => format!("{name}: {source}"),
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

/// A flag without its value: `--hop <H>` is `--hop`, and so is `--hop[=<H>]`.
fn bare(argument: &str) -> &str {
    let end = argument.find(' ').or_else(|| argument.find("[=")).unwrap_or(argument.len());
    &argument[..end]
}

/// What clap found wrong, in the words of the other messages, where they have any.
fn plain_reason_of(error: &clap::Error) -> Option<String> {
    // `[INPUT]` is INPUT.
    let name = |kind| Some(bare(&text(error, kind)?).trim_matches(['<', '>', '[', ']', '.']).to_owned());
    let argument = name(ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("unknown command '{}'", text(error, ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::UnknownArgument if argument.as_ref()?.starts_with('-') => format!("unknown flag {}", argument?),
        ErrorKind::UnknownArgument => format!("unexpected argument '{}'", text(error, ContextKind::InvalidArg)?),
        ErrorKind::ArgumentConflict => match name(ContextKind::PriorArg) {
            Some(other) if Some(&other) == argument.as_ref() => format!("{other} is given twice"),
            Some(other) => format!("{} and {other} cannot be used together", argument?),
            None => format!("{} cannot be used together with other arguments", argument?),
        },
        ErrorKind::MissingRequiredArgument => match argument?.as_str() {
            "--rate" | "--raw" if is_typed("--channels") => "--channels requires --raw and --rate".to_owned(),
            "--rate" | "--raw" => "headerless input requires both --raw and --rate".to_owned(),
            other => format!("no {other} given"),
        },
        ErrorKind::InvalidValue => match text(error, ContextKind::InvalidValue).filter(|value| !value.is_empty()) {
            Some(value) => format!("{}: '{value}' is not one of {}", argument?, texts(error, ContextKind::ValidValue)),
            None => format!("{} requires a value", argument?),
        },
        ErrorKind::TooManyValues => {
            format!("{} takes no value, got '{}'", argument?, text(error, ContextKind::InvalidValue)?)
        }
        _ => return None,
    })
}

fn is_typed(flag: &str) -> bool {
    std::env::args_os().any(|word| word.to_string_lossy().split('=').next() == Some(flag))
}

/// What to do instead, where clap's reason leaves that open.
fn hint_about(error: &clap::Error) -> Option<String> {
    let mut words = std::env::args_os().skip(1).filter(|word| word.to_string_lossy().starts_with('-'));
    let file = words.find(|word| Path::new(word).is_file()).filter(|_| error.kind() == ErrorKind::UnknownArgument);
    if let Some(file) = file {
        return Some(format!(
            "for a file name that starts with '-': {}",
            quoted(Path::new(".").join(file).as_os_str())
        ));
    }
    if let Some(meant) = suggestion(error) {
        return Some(format!("did you mean '{meant}'?"));
    }
    match error.kind() {
        ErrorKind::ValueValidation | ErrorKind::InvalidValue | ErrorKind::ArgumentConflict => None,
        ErrorKind::InvalidSubcommand => {
            // `specgram song.wav` asks for a figure.
            let is_path =
                text(error, ContextKind::InvalidSubcommand).is_some_and(|typed| typed.contains(['.', '/', '\\']));
            let hint =
                if is_path { "to draw a file: specgram render FILE" } else { "'specgram help' lists the commands" };
            Some(hint.to_owned())
        }
        _ => Some("'specgram help' and 'specgram COMMAND --help' list commands and options".to_owned()),
    }
}

/// What was probably meant.
pub(super) fn suggestion(error: &clap::Error) -> Option<String> {
    let suggestions = [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand];
    suggestions.into_iter().find_map(|kind| text(error, kind))
}

/// A word of what clap knows about an error, the first of several.
fn texts(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::Strings(words)) => words.join(", "),
        _ => String::new(),
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        Some(ContextValue::Strings(words)) => words.first().cloned(),
        _ => None,
    }
}
