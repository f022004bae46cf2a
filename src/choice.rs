//! Named choices: one registry for values, help texts and completions.

use crate::error::{Error, Result};

/// A value that users choose by name.
pub trait Choice: Copy + Send + Sync + 'static {
    /// All values, in the order of help texts.
    fn all() -> impl Iterator<Item = Self>;

    /// Finds a value by its name.
    ///
    /// # Errors
    /// [`Error::InvalidText`] with the known names.
    fn by_name(name: &str) -> Result<Self>;

    /// The name a user types.
    fn name(&self) -> &'static str;

    /// One line of help; empty if the name is self-explanatory.
    fn about(&self) -> &'static str {
        ""
    }
}

/// Letters of a typed name that are compared; no known name is longer.
const LONGEST: usize = 64;

/// The error for an unknown name, with the nearest known one.
pub(crate) fn unknown(what: &str, typed: &str, names: &[&str]) -> Error {
    unknown_but(what, typed, nearest(typed, names), names)
}

/// The error for an unknown name, with the one that was probably meant.
pub(crate) fn unknown_but(what: &str, typed: &str, guess: Option<&str>, names: &[&str]) -> Error {
    let guess = guess.map_or(String::new(), |name| format!("; did you mean '{name}'?"));
    Error::invalid_text(typed, format!("is not a {what}{guess} (available: {})", names.join(", ")))
}

/// The name with the smallest edit distance from `typed`; if `typed` is a prefix, the first name that starts with it.
///
/// `None` if more than half of a name's letters would have to change: that is not a misspelling.
pub(crate) fn nearest<'a>(typed: &str, names: &[&'a str]) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let begun = names.iter().find(|name| typed.len() > 1 && name.starts_with(&typed));
    let misspelled = || {
        let (edits, name) = names.iter().map(|name| (edits_between(&typed, name), name)).min()?;
        (2 * edits <= name.len()).then_some(name)
    };
    begun.or_else(misspelled).copied()
}

/// The number of insertions, deletions and substitutions that turn one word into the other.
///
/// # Source
/// V. Levenshtein, "Binary codes capable of correcting deletions, insertions and reversals", 1966.
fn edits_between(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.chars().take(LONGEST).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, &expected) in to.iter().enumerate() {
            let fewest = (diagonal + usize::from(letter != expected)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], fewest);
        }
    }
    row[to.len()]
}

/// Lists the values of a choice with their names and a line of help each, and implements parsing and formatting by
/// name; `$what` is the user's word for the choice.
macro_rules! choices {
    ($type:ident, $what:literal, $($variant:ident => $name:literal $about:literal),+ $(,)?) => {
        impl $type {
            /// All values, in the order of the help text.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// The name a user types.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }

            /// One line of help; empty if the name is self-explanatory.
            pub fn about(self) -> &'static str {
                match self {
                    $(Self::$variant => $about),+
                }
            }
        }

        $crate::choice::named!($type, $what);
    };
}
pub(crate) use choices;

/// Implements parsing and formatting by name for a type with `ALL`, `name()` and `about()`.
macro_rules! named {
    ($type:ty, $what:literal) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::error::Error;

            fn from_str(text: &str) -> $crate::error::Result<Self> {
                let found = Self::ALL.into_iter().find(|choice| choice.name() == text);
                found.ok_or_else(|| $crate::choice::unknown($what, text, &Self::ALL.map(|choice| choice.name())))
            }
        }

        impl $crate::choice::Choice for $type {
            fn all() -> impl Iterator<Item = Self> {
                Self::ALL.into_iter()
            }

            fn by_name(name: &str) -> $crate::error::Result<Self> {
                name.parse()
            }

            fn name(&self) -> &'static str {
                (*self).name()
            }

            fn about(&self) -> &'static str {
                (*self).about()
            }
        }
    };
}
pub(crate) use named;
