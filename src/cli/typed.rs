//! What was typed, and what was left to its default.

use std::ffi::OsString;

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

/// The arguments of a subcommand that were typed.
pub(super) struct Typed {
    /// Their names as they stand in the code: `noise_power` for `--noise-power`.
    ids: Vec<String>,
}

impl Typed {
    /// Those of the subcommand that was chosen.
    pub(super) fn of(matches: &ArgMatches) -> Self {
        let ids = matches.subcommand().map_or_else(Vec::new, |(_, matches)| {
            let typed = |id: &&str| matches.value_source(id) == Some(ValueSource::CommandLine);
            // clap also has an identifier for each struct of flags, such as `PictureFlags`.
            let is_argument = |id: &&str| !id.starts_with(char::is_uppercase);
            let ids = matches.ids().map(clap::Id::as_str).filter(is_argument).filter(typed);
            ids.map(str::to_owned).collect()
        });
        Self { ids }
    }

    /// Whether a flag was typed, given as a user writes it.
    pub(super) fn has(&self, flag: &str) -> bool {
        self.ids.iter().any(|id| name(id) == flag)
    }

    /// The first of some flags that was typed.
    pub(super) fn first_of<'a>(&self, flags: &[&'a str]) -> Option<&'a str> {
        flags.iter().copied().find(|flag| self.has(flag))
    }

    /// Any argument but these and those that all commands have, as a user writes it.
    pub(super) fn any_but(&self, flag: &str) -> Option<String> {
        self.ids.iter().map(|id| name(id)).find(|name| ![flag, "--quiet", "--verbose"].contains(&name.as_str()))
    }
}

/// An argument as a user writes it.
fn name(id: &str) -> String {
    match id {
        "path" => "INPUT".to_owned(),
        "outputs" => "--output".to_owned(),
        "panels" => "--panel".to_owned(),
        _ => format!("--{}", id.replace('_', "-")),
    }
}

/// The command line with `--flag -5` as `--flag=-5`, so that a number below 0 is judged as a value, not as a flag.
pub(super) fn with_numbers_joined(words: impl Iterator<Item = OsString>, command: &Command) -> Vec<OsString> {
    let takes_value = |flag: &str| {
        let mut arguments = command.get_subcommands().flat_map(Command::get_arguments);
        arguments.any(|argument| argument.get_long() == Some(flag) && argument.get_action().takes_values())
    };
    let mut joined: Vec<OsString> = Vec::new();
    let mut words = words.peekable();
    while let Some(mut word) = words.next() {
        if word == "--" {
            joined.push(word);
            joined.extend(words);
            return joined;
        }
        let flag = word.to_str().and_then(|word| word.strip_prefix("--"));
        if flag.is_some_and(takes_value)
            && let Some(number) = words.next_if(|next| next.to_str().is_some_and(is_below_zero))
        {
            word.push("=");
            word.push(number);
        }
        joined.push(word);
    }
    joined
}

/// Whether a word begins as a negative number does, whatever unit follows.
fn is_below_zero(word: &str) -> bool {
    let begins = |rest: &str| rest.trim_start_matches('.').starts_with(|c: char| c.is_ascii_digit());
    word.strip_prefix('-').is_some_and(begins) || ["-inf", "-infinity", "-nan"].contains(&word.to_lowercase().as_str())
}
