//! The kinds of errors.

use std::io;

use super::option::OptionName;
use super::remedy::Remedy;
use super::text::{limit_text, memory, system_reason};

/// The result of every fallible operation of this library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error, by who must act.
///
/// Messages give the reason and the numbers but not the file: whoever opened the file knows its name and puts it in
/// front. They name options as this library does ([`OptionName`]), never as flags of a program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused a read or a write.
    #[error("{action}: {}", system_reason(source))]
    Io {
        /// What was being done, such as `cannot read`.
        action: String,
        /// The system's own reason.
        source: io::Error,
        /// What to do instead, where there is something.
        remedy: Option<Remedy>,
    },
    /// The input breaks the rules of its own format; its maker must act.
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
        /// What to do instead, where there is something.
        remedy: Option<Remedy>,
    },
    /// A number is beyond what this library is willing to compute or allocate.
    #[error("{}", limit_text(what, *found, *most, unit))]
    Limit {
        /// What there is too much of, such as `FFT length`.
        what: String,
        /// How much of it, where that is known; beyond 2⁵³ rounded.
        found: Option<f64>,
        /// How much there may be.
        most: f64,
        /// The unit of both, such as `samples`; may be empty.
        unit: &'static str,
        /// Whether the caller chose the number, and so must act; else it is the input's.
        is_chosen: bool,
    },
    /// Work takes more memory than there is; all numbers are bytes.
    #[error("{}", memory(what, *needed, *room))]
    Memory {
        /// The work, such as `the picture`.
        what: String,
        /// What it takes.
        needed: u64,
        /// The limit of the process and what it leaves, where it is that which is short.
        room: Option<(u64, u64)>,
    },
    /// An option is out of range or contradicts another; the caller must act.
    #[error("{option} {reason}")]
    InvalidOption {
        /// The option at fault.
        option: OptionName,
        /// What it must be and is not, as the rest of a sentence that begins with the option.
        reason: String,
    },
    /// A text is not the value that it should be, such as a frequency or a name; the caller must act.
    #[error("'{text}' {reason}")]
    InvalidText {
        /// The text.
        text: String,
        /// What it should be and is not, as the rest of a sentence that begins with the text.
        reason: String,
    },
    /// Samples of the input were lost or invented, which the caller forbids.
    #[error("{}", reasons.join("; "))]
    SamplesLost {
        /// The warnings of it.
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
    /// An [`Error::Io`] that says what was being done.
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

    /// An [`Error::Limit`] of any numbers, of which `found` may not be known.
    pub fn limit_of(what: impl Into<String>, found: Option<f64>, most: f64, unit: &'static str) -> Self {
        Self::Limit { what: what.into(), found, most, unit, is_chosen: false }
    }

    /// An [`Error::InvalidOption`].
    pub fn invalid(option: OptionName, reason: impl Into<String>) -> Self {
        Self::InvalidOption { option, reason: reason.into() }
    }

    /// An [`Error::InvalidText`].
    pub fn invalid_text(text: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::InvalidText { text: text.into(), reason: reason.into() }
    }

    /// An [`Error::Encode`] around an encoder's own error.
    pub fn encode(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Encode(Box::new(source))
    }

    /// The same error with something to do instead; those that have no place for it stay as they are.
    #[must_use]
    pub fn with_remedy(mut self, instead: Remedy) -> Self {
        if let Self::Io { remedy, .. } | Self::Unsupported { remedy, .. } = &mut self {
            *remedy = Some(instead);
        }
        self
    }

    /// What to do instead, where there is something.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Io { remedy, .. } | Self::Unsupported { remedy, .. } => *remedy,
            _ => None,
        }
    }

    /// The same, but a limit is the caller's to keep: for numbers that were chosen.
    #[must_use]
    pub fn into_chosen(mut self) -> Self {
        if let Self::Limit { is_chosen, .. } = &mut self {
            *is_chosen = true;
        }
        self
    }

    /// Whether what the caller chose is at fault, not the input or the system.
    pub fn is_misuse(&self) -> bool {
        matches!(self, Self::InvalidOption { .. } | Self::InvalidText { .. } | Self::Limit { is_chosen: true, .. })
    }

    /// Whether the other end of a pipe has been closed.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}
