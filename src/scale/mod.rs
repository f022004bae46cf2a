//! Frequency scales, and the assignment of bins to rows of the picture.

mod axis;
mod bank;
mod bins;
mod frequency;
mod mel;
mod perceptual;
mod rows;

pub use axis::FrequencyAxis;
pub use bank::{Bank, BankRow};
pub use bins::Bins;
pub use frequency::FrequencyScale;
pub use mel::{MelNorm, MelOptions, MelScale};
pub use rows::{Combine, RowMap};
