//! What can go wrong, sorted by who must act on it.

use std::io;

/// The result of every fallible operation of this library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error, by who must act.
///
/// Messages name the reason and the numbers but not the file: whoever opened
/// the file knows its name and puts it in front.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused a read or a write.
    #[error("{context}: {}", reason(source))]
    Io {
        /// What was being done, such as `cannot read`.
        context: String,
        /// The system's own reason.
        source: io::Error,
    },
    /// The input breaks the rules of its own format; its maker must act.
    #[error("{0}")]
    Malformed(String),
    /// The input is valid but of a kind that is not read here.
    #[error("{0}")]
    Unsupported(String),
    /// A number is beyond what this library is willing to compute or allocate.
    #[error("{0}")]
    Limit(String),
    /// An option is out of range or contradicts another; the caller must act.
    #[error("{0}")]
    InvalidOption(String),
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
    pub fn io(context: impl Into<String>, source: io::Error) -> Self {
        Self::Io { context: context.into(), source }
    }

    /// An [`Error::Encode`] around an encoder's own error.
    pub fn encode(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Encode(Box::new(source))
    }

    /// The same, but a limit is an option's: for numbers that the caller chose.
    pub(crate) fn into_invalid_option(self) -> Self {
        match self {
            Self::Limit(reason) => Self::InvalidOption(reason),
            other => other,
        }
    }

    /// Whether the other end of a pipe has been closed.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// What the system says, without the number that it has for it.
fn reason(error: &io::Error) -> String {
    let mut text = error.to_string();
    if let Some(number) = error.raw_os_error() {
        text.truncate(text.strip_suffix(&format!(" (os error {number})")).unwrap_or(&text).len());
    }
    text
}
