//! Patterns for the paths of outputs: text with placeholders for parts of the input's path.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::inputs::Found;
use crate::error::{Error, Result};
use crate::source::Channels;

/// How the path of an output follows from its input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// The tree of each folder is repeated in this folder; files that were named are put into it. The extension is the
    /// format's.
    Folder(PathBuf),
    /// A text with placeholders.
    Parts(Vec<Part>),
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text that is the same for all inputs.
    Text(OsString),
    /// A part of the input's path, or a number.
    Placeholder(Placeholder),
}

/// A placeholder of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// The file's name without its extension.
    Stem,
    /// The file's name.
    Name,
    /// The file's folder, as typed or found; `.` if there is none.
    Dir,
    /// The file's extension.
    Ext,
    /// The number of the input, from 1.
    Number,
    /// The channel: its number from 1, or `side`.
    Channel,
}

/// The placeholders by name.
const PLACEHOLDERS: [(&str, Placeholder); 6] = [
    ("stem", Placeholder::Stem),
    ("name", Placeholder::Name),
    ("dir", Placeholder::Dir),
    ("ext", Placeholder::Ext),
    ("n", Placeholder::Number),
    ("channel", Placeholder::Channel),
];

impl Pattern {
    /// The pattern in a typed path: a folder if it ends with a separator or is an existing folder.
    ///
    /// # Errors
    /// [`Error::Output`] for a placeholder that does not exist and for a brace without its partner.
    pub fn new(typed: &Path) -> Result<Self> {
        let is_folder = typed.to_string_lossy().ends_with(std::path::is_separator);
        if typed.is_dir() {
            return Ok(Self::Folder(typed.to_owned()));
        }
        let parts = match typed.to_str() {
            Some(text) => parts(text)?,
            None => vec![Part::Text(typed.as_os_str().to_owned())],
        };
        match &parts[..] {
            [Part::Text(folder)] if is_folder => Ok(Self::Folder(folder.into())),
            _ if is_folder => {
                let reason = "ends with a folder: add the name of the file, such as {stem}.png";
                Err(Error::invalid_output(typed.display().to_string(), reason))
            }
            _ => Ok(Self::Parts(parts)),
        }
    }

    /// Whether different inputs can have different outputs.
    pub fn varies(&self) -> bool {
        self.fixed().is_none()
    }

    /// Whether it is `-`, for standard output.
    pub fn is_standard_output(&self) -> bool {
        matches!(self.fixed(), Some(path) if path == Path::new("-"))
    }

    /// The path, if it is the same for all inputs.
    pub fn fixed(&self) -> Option<&Path> {
        match self {
            Self::Folder(_) => None,
            Self::Parts(parts) => match &parts[..] {
                [Part::Text(path)] => Some(Path::new(path)),
                _ => None,
            },
        }
    }

    /// Whether there is an output per channel.
    pub fn separates_channels(&self) -> bool {
        matches!(self, Self::Parts(parts) if parts.contains(&Part::Placeholder(Placeholder::Channel)))
    }

    /// The path of the output for the `number`-th input, from 1; `extension` is the format's.
    pub fn path(&self, input: &Found, number: usize, channel: Option<Channels>, extension: &str) -> PathBuf {
        match self {
            Self::Folder(folder) => {
                let below = input.folder.as_ref().and_then(|root| input.path.strip_prefix(root).ok());
                let tree = below.and_then(Path::parent).unwrap_or(Path::new(""));
                let mut name = input.path.file_stem().unwrap_or_default().to_owned();
                name.push(".");
                name.push(extension);
                folder.join(tree).join(name)
            }
            Self::Parts(parts) => {
                let mut path = OsString::new();
                for part in parts {
                    match part {
                        Part::Text(text) => path.push(text),
                        Part::Placeholder(placeholder) => path.push(placeholder.text(&input.path, number, channel)),
                    }
                }
                path.into()
            }
        }
    }
}

impl Placeholder {
    fn text(self, input: &Path, number: usize, channel: Option<Channels>) -> OsString {
        let or_empty = |text: Option<&OsStr>| text.unwrap_or_default().to_owned();
        match self {
            Self::Stem => or_empty(input.file_stem()),
            Self::Name => or_empty(input.file_name()),
            Self::Ext => or_empty(input.extension()),
            Self::Dir => {
                let folder = input.parent().filter(|folder| !folder.as_os_str().is_empty());
                folder.map_or_else(|| OsString::from("."), |folder| folder.as_os_str().to_owned())
            }
            Self::Number => number.to_string().into(),
            Self::Channel => channel.map_or_else(String::new, |channel| channel.to_string()).into(),
        }
    }
}

/// Splits a text at its placeholders; `{{` and `}}` are braces.
fn parts(text: &str) -> Result<Vec<Part>> {
    let wrong = |reason: String| Err(Error::invalid_output(text.to_owned(), reason));
    let (mut parts, mut plain) = (Vec::new(), String::new());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        plain.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            plain.push_str(brace);
            rest = after;
        } else if let Some((name, after)) = rest.split_once('}').filter(|_| brace == "{") {
            let Some((_, placeholder)) = PLACEHOLDERS.iter().find(|(known, _)| *known == name) else {
                let known = PLACEHOLDERS.map(|(name, _)| format!("{{{name}}}")).join(" ");
                return wrong(format!("unknown placeholder {{{name}}} (available: {known})"));
            };
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain).into()));
            }
            parts.push(Part::Placeholder(*placeholder));
            rest = after;
        } else {
            return wrong(format!("a single {brace}; a brace of the name is written twice, {brace}{brace}"));
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        parts.push(Part::Text(plain.into()));
    }
    Ok(parts)
}
