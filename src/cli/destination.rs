//! Destinations of results, as typed.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use specgram::batch::Pattern;
use specgram::job::Destination;
use specgram::output::{Format, record};

use super::failure::Usage;
use super::standard;

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
    let destinations = match on_terminal {
        _ if !typed.is_empty() => Destination::at(&literal(typed)?, named)?,
        _ if !io::stdout().is_terminal() => vec![Destination::standard(named)],
        OnTerminal::Write(name) => vec![beside(name, named)?],
        OnTerminal::Refuse(hint) => return Err(Usage::with_hint("cannot write binary data to a terminal", hint)),
    };
    if destinations.iter().any(|destination| destination.path.is_none()) {
        standard::check_output()?;
    }
    Ok(destinations)
}

/// The typed paths, without the doubled braces of patterns.
fn literal(typed: &[PathBuf]) -> specgram::Result<Vec<PathBuf>> {
    let path = |path: &PathBuf| match Pattern::new(path)? {
        Pattern::Folder(_) => Ok(path.clone()),
        pattern => pattern.fixed().map(Path::to_owned).ok_or_else(|| {
            let reason = "placeholders require an input file".to_owned();
            specgram::Error::InvalidOutput { reason }.of_output(path.display().to_string())
        }),
    };
    typed.iter().map(path).collect()
}

/// A file in the working directory, which replaces only files of this program unless its format was named.
fn beside<F: Format>(mut name: OsString, named: Option<&'static F>) -> anyhow::Result<Destination<F>> {
    let format = named.unwrap_or(&F::ALL[0]);
    name.push(".");
    name.push(format.name());
    let path = Path::new(&name);
    if named.is_none() && !record::is_replaceable(path) {
        let text = format!("{}: file exists and was not made by specgram; not overwritten", path.display());
        return Err(Usage::with_hint(text, "use -o to choose a name"));
    }
    Ok(Destination { path: Some(name.into()), format })
}
