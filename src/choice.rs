//! Names that a user types for one of a few things: the registry behind values, help texts and completions.

use crate::error::Error;

/// One of a few things that are chosen by name.
pub trait Choice: Copy + Send + Sync + std::str::FromStr<Err = Error> + 'static {
    /// Every one, in the order of help texts.
    const ALL: &'static [Self];

    /// The name a user types.
    fn name(&self) -> &'static str;

    /// What it means, in a line of help; empty where the name says it all.
    fn about(&self) -> &'static str {
        ""
    }
}

/// Letters of a typed name that are compared; no known name is longer.
const LONGEST: usize = 64;

/// The error for a name that means nothing, with the nearest that means something.
pub(crate) fn unknown(what: &str, typed: &str, names: &[&str]) -> Error {
    unknown_but(what, typed, nearest(typed, names), names)
}

/// The error for a name that means nothing, with the one that was probably meant.
pub(crate) fn unknown_but(what: &str, typed: &str, guess: Option<&str>, names: &[&str]) -> Error {
    let guess = guess.map_or(String::new(), |name| format!("; did you mean '{name}'?"));
    Error::invalid_text(typed, format!("is not a {what}{guess} (available: {})", names.join(", ")))
}

/// The name that fewest edits turn `typed` into; of one that is but begun, the first that goes on so.
///
/// None where more than half of a name's letters would have to change: that is no misspelling.
pub(crate) fn nearest<'a>(typed: &str, names: &[&'a str]) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let begun = names.iter().find(|name| typed.len() > 1 && name.starts_with(&typed));
    let misspelled = || {
        let (edits, name) = names.iter().map(|name| (edits_between(&typed, name), name)).min()?;
        (2 * edits <= name.len()).then_some(name)
    };
    begun.or_else(misspelled).copied()
}

/// How many letters must be put in, taken out or changed to turn one word into the other.
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

/// Lists the members of a choice with their names and what each means in a line of help, and lets it be written and read
/// by its name; `$what` is what a user calls it.
macro_rules! choices {
    ($type:ident, $what:literal, $($variant:ident => $name:literal $about:literal),+ $(,)?) => {
        impl $type {
            /// Every one there is, in the order of the help text.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// The name a user types.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }

            /// What it means, in a line of help; empty where the name says it all.
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

/// Lets a type with `ALL`, `name()` and `about()` be written and read by its name.
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
            const ALL: &'static [Self] = &Self::ALL;

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
