//! The figure.

pub mod ticks;
