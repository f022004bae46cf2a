//! Warnings: all omitted and repaired data are reported.

mod interpretation;
mod kind;
mod meaning;
mod parts;
mod prefixed;
mod text;

pub use interpretation::{Interpretation, Tuning};
pub use kind::Warning;
pub use parts::{HeaderFault, TrailingData};
pub(crate) use prefixed::Prefixed;
pub(crate) use text::{Place, counted};
