//! Where the ticks of an axis go and what they say: pure arithmetic, no drawing.
//!
//! Ticks are whole multiples of a step, and labels are written from those whole
//! numbers: no label carries the noise of a floating-point product, and no
//! two are equal. Among the round steps the finest is taken whose labels keep
//! their distance, each measured as it will be drawn.

mod decimal;
mod frequency;
mod room;
mod search;
mod tick;
mod time;
mod values;

pub use frequency::{frequency, frequency_of_low};
pub use room::{Extent, Room};
pub use tick::{Tick, Ticks};
pub use time::time;
pub use values::{decibels, values};
