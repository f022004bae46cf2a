//! What was left out or repaired on the way: never silently.

mod kind;
mod meaning;
mod parts;
mod text;

pub use kind::Warning;
pub use parts::{HeaderFault, TrailingData};
pub(crate) use text::{Prefixed, counted};
