//! What can go wrong, sorted by who must act on it.

mod kind;
mod option;
mod remedy;
mod text;

pub use kind::{Error, Result};
pub use option::OptionName;
pub use remedy::Remedy;
