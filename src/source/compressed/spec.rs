//! The sample format of a track.

use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::units::TimeBase;

use super::super::audio::AudioSpec;
use super::block::format_of;
use crate::error::{Error, Result};
use crate::units::SampleRate;

/// The maximum number of channels, as for WAV.
const MAX_CHANNELS: usize = 1024;

/// The spec of decoded audio: rate, channels, and the format to store it in.
pub(super) fn spec_of(buffer: &GenericAudioBufferRef<'_>, bits: Option<u32>) -> Result<AudioSpec> {
    let (rate, channels) = (buffer.spec().rate(), buffer.num_planes());
    let sample_rate =
        SampleRate::new(f64::from(rate)).map_err(|_| Error::malformed("sample rate in the header is 0 Hz"))?;
    match channels {
        1..=MAX_CHANNELS => {
            Ok(AudioSpec { sample_rate, channels, complex: false, format: format_of(buffer, bits), length: None })
        }
        _ => Err(Error::limit("channel count in the header", channels as u64, MAX_CHANNELS as u64, "")),
    }
}

pub(super) fn samples_per_tick(clock: TimeBase, rate: SampleRate) -> f64 {
    rate.get() * f64::from(clock.numer.get()) / f64::from(clock.denom.get())
}
