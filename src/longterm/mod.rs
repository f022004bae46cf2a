//! Long-term averages: the bands in which they are stated.

mod bands;

pub use bands::{Band, BandSet};
