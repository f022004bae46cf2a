//! Errors, grouped by who must act.

mod kind;
mod option;
mod reason;
mod remedy;
mod text;

pub use kind::{Error, Result};
pub use option::OptionName;
pub use reason::Reason;
pub use remedy::{ArchiveKind, Remedy};
