//! Statements about the samples outside of the description of their format.

/// What the metadata of an input state about its samples.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Stated {
    /// The factor of time expansion.
    pub(super) expanded: Option<Expanded>,
    /// The samples are those of a radio receiver.
    pub(super) tuned: Option<Tuned>,
}

/// A stated factor of time expansion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expanded {
    /// The factor as stated.
    pub(super) text: String,
    pub(super) by: ExpandedBy,
}

/// Where a time expansion is stated; the first wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ExpandedBy {
    Guano,
    Wamd,
}

impl ExpandedBy {
    /// The name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Guano => "GUANO TE",
            Self::Wamd => "wamd",
        }
    }
}

/// The chunk `auxi` of a radio receiver, whose two channels are I and Q.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tuned {
    /// The frequency at 0 Hz, in hertz.
    pub(super) center: Option<u64>,
}

impl Stated {
    /// Adds a stated time expansion.
    pub(super) fn expand(&mut self, text: &str, by: ExpandedBy) {
        if self.expanded.as_ref().is_none_or(|known| by < known.by) {
            self.expanded = Some(Expanded { text: text.to_owned(), by });
        }
    }
}

impl Expanded {
    /// The factor; `None` unless it is a finite number above 0.
    pub(super) fn factor(&self) -> Option<f64> {
        self.text.parse().ok().filter(|&factor: &f64| factor.is_finite() && factor > 0.0)
    }
}
