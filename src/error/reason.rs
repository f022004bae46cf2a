//! Reasons that name other options.

use std::fmt;

use super::option::OptionName;

/// The unmet requirement of an option, phrased to follow the option's name.
///
/// It may name other options; a program puts its own names of them in with [`Reason::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The text up to the first named option.
    start: String,
    /// Each named option, and the text after it.
    rest: Vec<(OptionName, String)>,
}

impl Reason {
    /// A text in which each `{}` stands for an option, in this order.
    ///
    /// # Panics
    /// Unless there is one option for each `{}`.
    pub(crate) fn naming(text: impl AsRef<str>, options: &[OptionName]) -> Self {
        let mut parts = text.as_ref().split("{}").map(str::to_owned);
        let start = parts.next().unwrap_or_default();
        let rest: Vec<_> = options.iter().copied().zip(parts.by_ref()).collect();
        assert!(rest.len() == options.len() && parts.next().is_none(), "one option for each gap");
        Self { start, rest }
    }

    /// The text, with the names that `name` gives to options.
    pub fn text(&self, name: impl Fn(OptionName) -> String) -> String {
        let rest = self.rest.iter().map(|(option, after)| name(*option) + after);
        self.start.clone() + &rest.collect::<String>()
    }
}

impl<T: Into<String>> From<T> for Reason {
    fn from(text: T) -> Self {
        Self { start: text.into(), rest: Vec::new() }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(|option| option.name().to_owned()))
    }
}
