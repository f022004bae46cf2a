//! Negative numbers on the command line.

use std::ffi::OsString;

use clap::Command;

/// The command line with `--flag -5` as `--flag=-5`, so that a negative number is parsed as a value, not as a flag.
pub(super) fn joined(words: impl Iterator<Item = OsString>, command: &Command) -> Vec<OsString> {
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

/// Whether a word begins like a negative number, whatever unit follows.
fn is_below_zero(word: &str) -> bool {
    let begins = |rest: &str| rest.trim_start_matches('.').starts_with(|c: char| c.is_ascii_digit());
    word.strip_prefix('-').is_some_and(begins) || ["-inf", "-infinity", "-nan"].contains(&word.to_lowercase().as_str())
}
