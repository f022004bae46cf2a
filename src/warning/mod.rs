//! Warnings: all omitted and repaired data are reported.

mod kind;
mod meaning;
mod parts;
mod text;

pub use kind::Warning;
pub use parts::{HeaderFault, TrailingData};
pub(crate) use text::{Place, Prefixed, counted};
