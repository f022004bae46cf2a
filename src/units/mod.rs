//! Quantities with units: checked at the edges, plain numbers inside.

mod civil;
mod position;
mod scalar;
mod short;
mod timestamp;
mod unit;
mod whole;

pub use position::Position;
pub use scalar::{Decibels, Hertz, SampleRate, Seconds};
pub use short::Short;
pub use timestamp::{Civil, Timestamp, UtcOffset};
pub use unit::{Kind, Unit};
pub use whole::whole_number;
