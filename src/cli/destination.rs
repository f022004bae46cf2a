//! Destinations of results: files that appear whole or not at all, and standard output.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use specgram::job::Input;
use specgram::job::results::{self, Draft, check_place, is_same_file};
use specgram::output::{Format, of_path, record};

use super::failure::Usage;
use super::standard::{self, cannot_write};
use super::terminal::STDOUT;

/// The destination of one result, and its format.
pub(super) struct Destination<F: Format> {
    /// `None` is standard output.
    pub(super) path: Option<PathBuf>,
    pub(super) format: &'static F,
}

/// The fallback if no output was typed and standard output is a terminal.
pub(super) enum OnTerminal {
    /// Write a file of this name, to which the format's extension is added.
    Write(OsString),
    /// Refuse with this message.
    Refuse(&'static str),
}

/// Resolves `-o` and `--format`.
pub(super) fn resolve<F: Format>(
    typed: &[PathBuf],
    named: Option<&'static F>,
    on_terminal: OnTerminal,
) -> anyhow::Result<Vec<Destination<F>>> {
    let stdout = || -> anyhow::Result<_> {
        standard::check_output().context(STDOUT)?;
        Ok(Destination { path: None, format: named.unwrap_or(&F::ALL[0]) })
    };
    if typed.is_empty() {
        if !io::stdout().is_terminal() {
            return Ok(vec![stdout()?]);
        }
        return match on_terminal {
            OnTerminal::Write(mut name) => {
                let format = named.unwrap_or(&F::ALL[0]);
                name.push(".");
                name.push(format.name());
                if named.is_none() && !record::is_replaceable(Path::new(&name)) {
                    let text = format!(
                        "{}: file exists and was not made by specgram; not overwritten",
                        Path::new(&name).display()
                    );
                    return Err(Usage::with_hint(text, "use -o to choose a name"));
                }
                Ok(vec![Destination { path: Some(name.into()), format }])
            }
            OnTerminal::Refuse(hint) => Err(Usage::with_hint("cannot write binary data to a terminal", hint)),
        };
    }
    if let Some(twice) = results::first_twice(typed) {
        let name = if is_stdout(twice) { STDOUT.into() } else { twice.display().to_string() };
        return Err(Usage::error(format!("{name}: output given twice")));
    }
    typed
        .iter()
        .map(|path| {
            if is_stdout(path) {
                return stdout();
            }
            check_place(path).with_context(|| path.display().to_string())?;
            let format = match named {
                Some(format) => format,
                None => of_path(path)?,
            };
            Ok(Destination { path: Some(path.clone()), format })
        })
        .collect()
}

fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

impl<F: Format> Destination<F> {
    /// The name used in messages.
    pub(super) fn name(&self) -> String {
        self.path.as_ref().map_or_else(|| STDOUT.to_owned(), |path| path.display().to_string())
    }

    /// Refuses to overwrite any file of the input, under any name.
    pub(super) fn check_is_not(&self, input: &Input) -> anyhow::Result<()> {
        let output = self.path.as_deref().unwrap_or(Path::new(standard::OUTPUT));
        let is_stream = input.path.is_none() && is_same_file(output, Path::new(standard::INPUT));
        if is_stream || input.is_file(output) { Err(overwrites(&self.name())) } else { Ok(()) }
    }

    /// Writes a result that is already complete.
    pub(super) fn write(&self, bytes: &[u8]) -> anyhow::Result<()> {
        self.stream(|sink| sink.write_all(bytes).map_err(cannot_write))
    }

    /// Writes sequentially.
    pub(super) fn stream(&self, fill: impl FnOnce(&mut dyn Write) -> specgram::Result<()>) -> anyhow::Result<()> {
        let written = match &self.path {
            None => results::write_stream(&mut io::stdout().lock(), fill),
            Some(path) => results::write_file(path, fill),
        };
        written.with_context(|| self.name())
    }

    /// Opens a draft that can be written out of order.
    pub(super) fn draft(&self) -> anyhow::Result<Draft> {
        let draft = match &self.path {
            None => Draft::of_stream(Box::new(io::stdout())),
            Some(path) => Draft::of_file(path),
        };
        draft.with_context(|| self.name())
    }
}

/// The error for an output that is also an input.
pub(super) fn overwrites(output: &str) -> anyhow::Error {
    Usage::error(format!("{output}: the output would overwrite the input"))
}
