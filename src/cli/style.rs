//! `--style FILE`: flags from a file, before those that are typed.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Arg, Args, Command};
use specgram::source::cannot_open;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::failure::Usage;
use super::misuse;

/// The flag for settings.
#[derive(Args)]
#[command(next_help_heading = "Settings")]
pub(super) struct StyleFlag {
    /// Take flags from a TOML file, such as nfft = 2048 or panel = ["waveform"]; repeatable
    ///
    /// Keys are the long flags, except those about inputs, outputs and the run itself; keys that only another command has
    /// are ignored. Typed flags win over the file, and the file over --preset. The values are in the record of a figure.
    #[arg(long, value_name = "FILE")]
    style: Vec<PathBuf>,

    /// The values that were taken.
    #[arg(skip)]
    pub(super) values: Values,
}

/// The taken values: keys, and values as text.
pub(super) type Values = Vec<(String, String)>;

/// The commands with styles.
const STYLED: [&str; 2] = ["render", "export"];

/// Flags that are about inputs, outputs or the run itself.
const EXCLUDED: [&str; 27] = [
    "byte-offset",
    "center-frequency",
    "channels",
    "colormaps",
    "demo",
    "dry-run",
    "duration",
    "end",
    "fail-fast",
    "files-from",
    "format",
    "help",
    "jobs",
    "json",
    "max-memory",
    "null",
    "output",
    "quiet",
    "raw",
    "report",
    "sheet",
    "show",
    "start",
    "style",
    "threads",
    "update",
    "verbose",
];

/// A style file is text that a person writes.
const MOST_BYTES: u64 = 1 << 20;

/// The command line with the flags of its styles, and their values.
///
/// # Errors
/// A usage error that names the file and the line.
pub(super) fn applied(words: Vec<OsString>, program: &Command) -> anyhow::Result<(Vec<OsString>, Values)> {
    let place = words.iter().skip(1).position(|word| !is_flag(word)).map(|place| place + 1);
    let Some((place, name)) = place.and_then(|place| Some((place, words[place].to_str()?))) else {
        return Ok((words, Values::new()));
    };
    let Some(command) = program.find_subcommand(name).filter(|_| STYLED.contains(&name)) else {
        return Ok((words, Values::new()));
    };
    let flags = || words[place + 1..].iter().take_while(|word| *word != "--").map(OsString::as_os_str);
    let typed: Vec<&str> = flags().filter_map(flag_of).collect();
    let style = Style { program, command, typed: &typed };
    let mut values = Values::new();
    for path in styles(flags()) {
        style.read(&path, &mut values)?;
    }
    let added: Vec<OsString> = values.iter().flat_map(|(key, value)| style.words(key, value)).collect();
    let (before, after) = words.split_at(place + 1);
    Ok(([before, &added, after].concat(), values))
}

fn is_flag(word: &OsStr) -> bool {
    word.as_encoded_bytes().starts_with(b"-")
}

/// The name of a long flag.
fn flag_of(word: &OsStr) -> Option<&str> {
    let name = word.to_str()?.strip_prefix("--")?;
    Some(name.split_once('=').map_or(name, |(name, _)| name))
}

/// The files that the words name.
fn styles<'a>(words: impl Iterator<Item = &'a OsStr>) -> Vec<PathBuf> {
    let (mut words, mut paths) = (words, Vec::new());
    while let Some(word) = words.next() {
        if word == "--style" {
            paths.extend(words.next().map(PathBuf::from));
        } else if let Some(path) = word.to_str().and_then(|word| word.strip_prefix("--style=")) {
            paths.push(path.into());
        }
    }
    paths
}

/// The application of styles to a command.
struct Style<'a> {
    program: &'a Command,
    command: &'a Command,
    /// The long flags that are typed.
    typed: &'a [&'a str],
}

impl Style<'_> {
    /// Adds the values of a file; they replace those of earlier files.
    fn read(&self, path: &Path, values: &mut Values) -> anyhow::Result<()> {
        let mut text = String::new();
        let file = File::open(path)
            .map_err(|error| cannot_open("cannot open", path, error).of_output(path.display().to_string()))?;
        if file.take(MOST_BYTES).read_to_string(&mut text).is_err() {
            return Err(Usage::error(format!("{}: is not text in UTF-8", path.display())));
        }
        let wrong = |at: usize, reason: &str| {
            let line = text[..at.min(text.len())].matches('\n').count() + 1;
            Err(Usage::error(format!("{}, line {line}: {reason}", path.display())))
        };
        let table = match DeTable::parse(&text) {
            Ok(table) => table.into_inner(),
            Err(error) => return wrong(error.span().map_or(0, |span| span.start), error.message()),
        };
        let mut entries: Vec<(&Spanned<_>, &Spanned<DeValue<'_>>)> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let (at, key) = (key.span().start, &**key.get_ref());
            match self.value(key, value.get_ref()) {
                Ok(Some(value)) => {
                    values.retain(|(other, _)| other != key);
                    values.push((key.to_owned(), value));
                }
                Ok(None) => {}
                Err(reason) => return wrong(at, &reason),
            }
        }
        Ok(())
    }

    /// The value of a key as text, lists joined by commas; `None` if a typed flag wins, or only another command has it.
    fn value(&self, key: &str, value: &DeValue<'_>) -> Result<Option<String>, String> {
        if EXCLUDED.contains(&key) {
            return Err(format!("'{key}' is about inputs, outputs or the run: give it on the command line"));
        }
        let Some(argument) = argument(self.command, key) else {
            let is_known = STYLED
                .iter()
                .filter_map(|name| self.program.find_subcommand(name))
                .any(|other| argument(other, key).is_some());
            return if is_known { Ok(None) } else { Err(self.unknown(key)) };
        };
        let value = text_of(value)
            .ok_or_else(|| format!("'{key}' must be a number, a text, true, false or a list of these"))?;
        if let Some(reason) = self.words(key, &value).into_iter().find_map(|word| self.reason_against(word)) {
            return Err(reason);
        }
        Ok((!self.typed().any(|typed| self.excludes(typed, argument))).then_some(value))
    }

    /// The arguments of the typed flags.
    fn typed(&self) -> impl Iterator<Item = &Arg> {
        self.typed.iter().filter_map(|key| argument(self.command, key))
    }

    /// Whether two arguments are the same or cannot be used together; either may state that.
    fn excludes(&self, a: &Arg, b: &Arg) -> bool {
        let names = |one: &Arg, other: &Arg| {
            self.command.get_arg_conflicts_with(one).iter().any(|arg| arg.get_id() == other.get_id())
        };
        a.get_id() == b.get_id() || names(a, b) || names(b, a)
    }

    fn unknown(&self, key: &str) -> String {
        let guess = self.error_of(format!("--{key}").into()).and_then(|error| misuse::suggestion(&error));
        let guess =
            guess.map_or_else(String::new, |flag| format!("; did you mean '{}'?", flag.trim_start_matches('-')));
        format!("unknown key '{key}'{guess}")
    }

    /// What is wrong with a flag by itself.
    fn reason_against(&self, word: OsString) -> Option<String> {
        use clap::error::ErrorKind::{InvalidValue, TooManyValues, ValueValidation};
        let error = self.error_of(word)?;
        matches!(error.kind(), InvalidValue | TooManyValues | ValueValidation).then(|| misuse::reason_of(&error))
    }

    fn error_of(&self, word: OsString) -> Option<clap::Error> {
        let words = [OsString::from("specgram"), self.command.get_name().into(), word];
        self.program.clone().try_get_matches_from(words).err()
    }

    /// The words of a flag with this value: none for a switch that is off, one for each value of a list.
    fn words(&self, key: &str, value: &str) -> Vec<OsString> {
        let takes_values = argument(self.command, key).is_some_and(|argument| argument.get_action().takes_values());
        let is_list = argument(self.command, key)
            .is_some_and(|argument| matches!(argument.get_action(), clap::ArgAction::Append));
        match value {
            "true" if !takes_values => vec![format!("--{key}").into()],
            "false" if !takes_values => Vec::new(),
            list if is_list => list.split(',').map(|value| format!("--{key}={value}").into()).collect(),
            value => vec![format!("--{key}={value}").into()],
        }
    }
}

/// The argument of a long flag.
fn argument<'a>(command: &'a Command, key: &str) -> Option<&'a Arg> {
    command.get_arguments().find(|argument| argument.get_long() == Some(key))
}

/// A value as it would be typed.
fn text_of(value: &DeValue<'_>) -> Option<String> {
    Some(match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().replace('_', ""),
        DeValue::Float(number) => number.as_str().replace('_', ""),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Array(values) => {
            let texts: Option<Vec<String>> = values.iter().map(|value| text_of(value.get_ref())).collect();
            texts?.join(",")
        }
        _ => return None,
    })
}
