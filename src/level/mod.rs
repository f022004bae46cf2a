//! From cells to decibels to one of 256 colours, and the range the colours span.

mod colors;
mod counts;
mod levels;
mod option;
mod range;
mod statistics;

pub use colors::ColorScale;
pub use counts::Counts;
pub use levels::{LevelScale, Levels};
pub use option::LevelOption;
pub use range::DbRange;
pub use statistics::LevelStatistics;
