//! What opening an input gives.

use std::path::PathBuf;

use super::Facts;
use super::audio::AudioSource;
use crate::units::Hertz;

/// The greatest centre frequency: beyond a petahertz a number no longer tells apart the frequencies around it.
pub const MAX_CENTER: Hertz = Hertz(1e15);

/// An input that is open, at its first sample.
pub struct Opened {
    /// The samples.
    pub source: Box<dyn AudioSource>,
    /// What the input says about itself.
    pub facts: Facts,
    /// Whether the source's length has been weighed against the bytes that
    /// are there, so that it delivers as many samples as it says.
    pub length_is_certain: bool,
    /// What 0 Hz of complex samples stands for, where the input says so.
    pub center: Hertz,
    /// The files that are read where they are not just the one that was named.
    pub files: Vec<PathBuf>,
}
