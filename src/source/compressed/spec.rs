//! The sample format of a track.

use super::super::audio::AudioSpec;
use super::decoded::Decoded;
use crate::error::{Error, Result};
use crate::units::SampleRate;

/// The maximum number of channels, as for WAV.
const MAX_CHANNELS: usize = 1024;

/// What a source delivers whose first packet is this.
pub(super) fn spec_of(first: &Decoded) -> Result<AudioSpec> {
    let &Decoded { rate, channels, format, .. } = first;
    let sample_rate =
        SampleRate::new(f64::from(rate)).map_err(|_| Error::malformed("sample rate in the header is 0 Hz"))?;
    match channels {
        1..=MAX_CHANNELS => Ok(AudioSpec { sample_rate, channels, complex: false, format, length: None }),
        _ => Err(Error::limit("channel count in the header", channels as u64, MAX_CHANNELS as u64, "")),
    }
}
