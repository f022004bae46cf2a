//! The common interface of formats: a name, and lookup by name or extension.

use std::path::Path;

use crate::choice::{self, Choice};
use crate::error::{Error, Result};

/// A kind of output file.
pub trait Format: Sized + Send + Sync + 'static {
    /// All formats of this kind, the default for standard output first.
    const ALL: &'static [Self];

    /// The name users type, which is also the extension of new files.
    fn name(&self) -> &'static str;

    /// One line for the help text.
    fn about(&self) -> &'static str;

    /// Other extensions of this format, in lower case.
    fn other_extensions(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether browsers show a file of it as an image in a page.
    fn in_browsers(&self) -> bool {
        false
    }
}

impl<F: Format> Choice for &'static F {
    fn all() -> impl Iterator<Item = Self> {
        F::ALL.iter()
    }

    fn by_name(name: &str) -> Result<Self> {
        by_name(name)
    }

    fn name(&self) -> &'static str {
        F::name(self)
    }

    fn about(&self) -> &'static str {
        F::about(self)
    }
}

/// Finds a format by the typed name.
///
/// # Errors
/// [`Error::InvalidText`] with the list of formats.
pub fn by_name<F: Format>(name: &str) -> Result<&'static F> {
    let lower = name.to_ascii_lowercase();
    let names: Vec<&str> = F::ALL.iter().map(Format::name).collect();
    find(&lower).ok_or_else(|| choice::unknown("format", name, &names))
}

/// Finds a format by a file's extension.
///
/// # Errors
/// [`Error::InvalidText`] with the list of formats.
pub fn of_path<F: Format>(path: &Path) -> Result<&'static F> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    find(&extension).ok_or_else(|| {
        let shown = path.display();
        let names = F::ALL.iter().map(Format::name).collect::<Vec<_>>().join(", ");
        let wrong = if extension.is_empty() {
            "has no extension to choose the output format".to_owned()
        } else {
            "has an unsupported extension".to_owned()
        };
        Error::invalid_text(shown.to_string(), format!("{wrong} (available: {names})"))
    })
}

/// The names of the formats with a property, as a list: `npz, npy or json`.
pub fn names_of<F: Format>(has: impl Fn(&F) -> bool) -> String {
    let names: Vec<&str> = F::ALL.iter().filter(|format| has(format)).map(Format::name).collect();
    match &names[..] {
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        all => all.concat(),
    }
}

fn find<F: Format>(extension: &str) -> Option<&'static F> {
    F::ALL.iter().find(|format| format.name() == extension || format.other_extensions().contains(&extension))
}
