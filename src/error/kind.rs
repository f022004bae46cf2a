//! The kinds of errors.

use std::io;

use super::option::OptionName;
use super::reason::Reason;
use super::remedy::Remedy;
use super::text::{limit_text, memory, most_text, system_reason};

/// The result of every fallible operation of this library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error, by who must act.
///
/// Messages give the reason and the numbers but not the file: the caller knows its name and puts it in front. They name
/// options as this library does ([`OptionName`]), never as flags of a program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused a read or a write.
    #[error("{action}: {}", system_reason(source))]
    Io {
        /// The failed action, such as `cannot read`.
        action: String,
        /// The system's error.
        source: io::Error,
        /// The remedy, if there is one.
        remedy: Option<Remedy>,
    },
    /// The input violates its own format; its producer must act.
    #[error("{reason}")]
    Malformed {
        /// What is wrong, and where.
        reason: String,
    },
    /// The input is valid but of a kind that is not supported.
    #[error("{what}")]
    Unsupported {
        /// What it is.
        what: String,
        /// The remedy, if there is one.
        remedy: Option<Remedy>,
    },
    /// A number exceeds the limits of this library.
    #[error("{}", limit_text(what, *found, *most, unit))]
    Limit {
        /// The quantity, such as `DFT length`.
        what: String,
        /// Its value, if known; rounded beyond 2⁵³.
        found: Option<f64>,
        /// The limit.
        most: f64,
        /// The unit of both, such as `samples`; may be empty.
        unit: &'static str,
        /// Whether the caller chose the number, and so must act; otherwise it comes from the input.
        is_chosen: bool,
    },
    /// Work needs more memory than available; all numbers are bytes.
    #[error("{}", memory(what, *needed, *room))]
    Memory {
        /// The work, such as `the picture`.
        what: String,
        /// The memory needed.
        needed: u64,
        /// The limit of the process and the memory it leaves, if that limit is the cause.
        room: Option<(u64, u64)>,
    },
    /// An option is out of range or contradicts another; the caller must act.
    #[error("{option} {reason}")]
    InvalidOption {
        /// The option at fault.
        option: OptionName,
        /// The unmet requirement, phrased to follow the option's name.
        reason: Reason,
    },
    /// A text is not a valid value, such as a frequency or a name; the caller must act.
    #[error("'{text}' {reason}")]
    InvalidText {
        /// The text.
        text: String,
        /// The unmet requirement, phrased to follow the text.
        reason: String,
    },
    /// A result cannot be written.
    #[error("{name}: {source}")]
    Output {
        /// The name of the output, such as its path.
        name: String,
        /// Why.
        source: Box<Error>,
    },
    /// A result must not be written to this place; the caller must choose another.
    #[error("{reason}")]
    InvalidOutput {
        /// What is wrong with it.
        reason: String,
    },
    /// Samples of the input were lost or invented, and the caller treats that as an error.
    #[error("{}", reasons.join("; "))]
    SamplesLost {
        /// The warnings about them.
        reasons: Vec<String>,
    },
    /// A picture or an array could not be encoded.
    #[error("cannot encode: {0}")]
    Encode(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The caller asked for the work to stop.
    #[error("cancelled")]
    Cancelled,
    /// A panic: this library is at fault.
    #[error("internal error: {reason}")]
    Internal {
        /// The panic's message.
        reason: String,
    },
}

impl Error {
    /// An [`Error::Io`] with the failed action.
    pub fn io(action: impl Into<String>, source: io::Error) -> Self {
        Self::Io { action: action.into(), source, remedy: None }
    }

    /// An [`Error::Malformed`].
    pub fn malformed(reason: impl Into<String>) -> Self {
        Self::Malformed { reason: reason.into() }
    }

    /// An [`Error::Unsupported`] without a remedy.
    pub fn unsupported(what: impl Into<String>) -> Self {
        Self::Unsupported { what: what.into(), remedy: None }
    }

    /// An [`Error::Unsupported`] that FFmpeg can convert.
    pub fn convertible(what: impl Into<String>) -> Self {
        Self::Unsupported { what: what.into(), remedy: Some(Remedy::ConvertWithFfmpeg) }
    }

    /// An [`Error::Limit`] of whole numbers.
    pub fn limit(what: impl Into<String>, found: u64, most: u64, unit: &'static str) -> Self {
        Self::limit_of(what, Some(found as f64), most as f64, unit)
    }

    /// An [`Error::Limit`] of any numbers; `found` may be unknown.
    pub fn limit_of(what: impl Into<String>, found: Option<f64>, most: f64, unit: &'static str) -> Self {
        Self::Limit { what: what.into(), found, most, unit, is_chosen: false }
    }

    /// An [`Error::InvalidOption`].
    pub fn invalid(option: OptionName, reason: impl Into<Reason>) -> Self {
        Self::InvalidOption { option, reason: reason.into() }
    }

    /// An [`Error::InvalidText`].
    pub fn invalid_text(text: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::InvalidText { text: text.into(), reason: reason.into() }
    }

    /// An [`Error::Output`] around an [`Error::InvalidOutput`].
    pub(crate) fn invalid_output(name: String, reason: impl Into<String>) -> Self {
        Self::InvalidOutput { reason: reason.into() }.of_output(name)
    }

    /// An [`Error::Output`] around this error.
    #[must_use]
    pub fn of_output(self, name: String) -> Self {
        Self::Output { name, source: Box::new(self) }
    }

    /// An [`Error::Encode`] around an encoder's own error.
    pub fn encode(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Encode(Box::new(source))
    }

    /// The same error with a remedy; errors without a field for it stay unchanged.
    #[must_use]
    pub fn with_remedy(mut self, instead: Remedy) -> Self {
        if let Self::Io { remedy, .. } | Self::Unsupported { remedy, .. } = &mut self {
            *remedy = Some(instead);
        }
        self
    }

    /// The remedy, if there is one.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Io { remedy, .. } | Self::Unsupported { remedy, .. } => *remedy,
            Self::Output { source, .. } => source.remedy(),
            _ => None,
        }
    }

    /// The same error, but a limit is attributed to the caller: for numbers that were chosen.
    ///
    /// The limit of a number that is itself an option becomes an [`Error::InvalidOption`].
    #[must_use]
    pub fn into_chosen(mut self) -> Self {
        if let Self::Limit { what, found: Some(found), most, unit, .. } = &self
            && let Some(option) = OptionName::ALL.into_iter().find(|option| option.name() == what)
        {
            return Self::invalid(option, most_text(*found, *most, unit));
        }
        if let Self::Limit { is_chosen, .. } = &mut self {
            *is_chosen = true;
        }
        self
    }

    /// Whether the caller's choice is at fault, not the input or the system.
    pub fn is_misuse(&self) -> bool {
        match self {
            Self::Output { source, .. } => source.is_misuse(),
            Self::InvalidOption { .. } | Self::InvalidText { .. } | Self::InvalidOutput { .. } => true,
            Self::Limit { is_chosen, .. } => *is_chosen,
            _ => false,
        }
    }

    /// Whether the other end of a pipe has been closed.
    pub fn is_broken_pipe(&self) -> bool {
        match self {
            Self::Output { source, .. } => source.is_broken_pipe(),
            Self::Io { source, .. } => source.kind() == io::ErrorKind::BrokenPipe,
            _ => false,
        }
    }
}
