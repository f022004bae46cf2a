//! `specgram info`: the contents of a file.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use serde_json::Value;
use specgram::job::{self, Contents, InputOptions, Recording, check_standard_output_is_not, file_at};
use specgram::source::Decoder;

use super::failure::{self, Messages, Strictness, Subject};
use super::header::HeaderFlags;
use super::one_of::one_of;
use super::progress::OnTerminal;
use super::standard;
use super::terminal;

/// Show container, encoding, rate, channels, length and levels of audio files
///
/// For a figure made by specgram, shows how it was made. Reads every sample of a recording; peak and RMS are
/// over all channels, as fractions of full scale.
#[derive(Args)]
pub(super) struct Arguments {
    /// Audio files, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Print JSON: an array with an object per file
    #[arg(long)]
    json: bool,

    /// Decoder of the recordings
    #[arg(long, value_name = "WHICH", default_value = "native", value_parser = one_of::<Decoder>())]
    decoder: Decoder,

    #[command(flatten)]
    header: HeaderFlags,

    #[command(flatten)]
    strictness: Strictness,
}

pub(super) fn run(arguments: &Arguments, messages: Messages) -> anyhow::Result<()> {
    let messages = Messages { strict: arguments.strictness.strict, ..messages };
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    let paths = arguments.files.iter().map(|path| file_at(path));
    let options = InputOptions { decoder: arguments.decoder, ..arguments.header.options() };
    standard::check_output()?;
    paths.clone().try_for_each(check_standard_output_is_not)?;
    for path in paths {
        let subject = Subject::input(path);
        let monitor = OnTerminal::new(messages, &subject);
        let examined = match path {
            Some(path) => job::examine(path, &options, &monitor),
            None => standard::input().and_then(|stream| job::examine_stream(stream, &options, &monitor)),
        };
        drop(monitor);
        let examined = examined.and_then(|contents| contents.check_losses(messages.strict).map(|()| contents));
        match examined.with_context(|| subject.clone()) {
            Ok(contents) => {
                if let Contents::Recording(Recording { levels, spec, .. }) = &contents {
                    messages.detail(format_args!("{subject}: {}", spec.describe(levels.samples)));
                }
                found.push((subject.to_string(), contents));
            }
            Err(failure) => failures.push(failure),
        }
    }
    let printed = if found.is_empty() { Ok(()) } else { print(&found, arguments.json) };
    // The other files are reported even if one cannot be read or the reader has left.
    let Some(last) = failures.pop() else { return Ok(printed?) };
    let unread = failure::unless_reader_left(printed).err();
    failures.iter().chain(&unread).for_each(failure::report);
    Err(last)
}

fn print(found: &[(String, Contents)], as_json: bool) -> specgram::Result<()> {
    if as_json {
        return terminal::print_json(&Value::Array(found.iter().map(|(name, contents)| contents.json(name)).collect()));
    }
    let text = |(name, contents): &(String, Contents)| {
        let lines = [name.clone()].into_iter().chain(contents.lines());
        lines.map(|line| job::in_a_line(&line) + "\n").collect::<String>()
    };
    terminal::print(&found.iter().map(text).collect::<Vec<_>>().join("\n"))
}
