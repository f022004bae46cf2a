//! The result of opening an input.

use std::path::PathBuf;

use super::Facts;
use super::audio::AudioSource;
use super::decoder::Decoder;
use crate::units::Hertz;

/// The maximum centre frequency: beyond a petahertz, a double no longer resolves the frequencies around it.
pub const MAX_CENTER: Hertz = Hertz(1e15);

/// An open input, at its first sample.
pub struct Opened {
    /// The samples.
    pub source: Box<dyn AudioSource>,
    /// Properties of the input.
    pub facts: Facts,
    /// Whether the source's length was checked against the bytes present, so that it delivers exactly that many
    /// samples.
    pub length_is_certain: bool,
    /// The frequency that 0 Hz of complex samples represents, if the input states it.
    pub center: Hertz,
    /// The files being read, if they differ from the named one.
    pub files: Vec<PathBuf>,
    /// The decoder in use; never [`Decoder::Auto`].
    pub decoder: Decoder,
}
