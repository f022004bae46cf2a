//! The positions and labels of an axis' ticks: pure arithmetic, no drawing.
//!
//! Ticks are integer multiples of a step, and labels are formatted from these integers: no label shows the rounding of
//! a floating-point product, and no two are equal. Among the round steps, the finest is chosen whose labels keep their
//! distance, each measured as drawn.

mod decimal;
mod frequency;
mod label_space;
mod search;
mod tick;
mod time;
mod values;

pub use frequency::{frequency, frequency_of_low};
pub use label_space::{Extent, LabelSpace};
pub use tick::{Tick, Ticks};
pub use time::time;
pub use values::{decibels, values};
