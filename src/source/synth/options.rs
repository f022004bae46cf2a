//! Options of a test signal, and their limits.

use super::super::{ByteOrder, SampleFormat};
use super::limits::{MAX_CHANNELS, MAX_LENGTH, MAX_RATE};
use super::requested::RequestedSignals;
use super::signal::SynthSignal;
use crate::error::{Error, OptionName, Result};
use crate::units::{Hertz, Position, SampleRate};

/// What to synthesize.
#[derive(Debug, Clone, PartialEq)]
pub struct SynthOptions {
    /// The signals to add up; none for silence. Default: the documented signal, see [`SynthOptions::default`].
    pub signals: Vec<SynthSignal>,
    /// Samples per second, above 0. Default: 10 kHz.
    pub sample_rate: Hertz,
    /// The duration. Default: 10 s.
    pub duration: Position,
    /// The number of channels. All are equal, except that noise is independent in each. Default: 1.
    pub channels: usize,
    /// Little-endian integers of 16, 24 or 32 bits, or floats of 32 or 64. Default: 32-bit floats.
    pub format: SampleFormat,
    /// The random seed of noise. Default: 0.
    pub seed: u64,
}

impl Default for SynthOptions {
    /// The documented test signal: a frequency-modulated tone in decaying noise.
    ///
    /// x(t) = 2√2·sin(2π·3000·t + 500·cos(2π·0.25·t)) + n(t)·e^(−t/5), n white Gaussian noise with a one-sided density
    /// of 0.01 FS²/Hz, for 10 s at 10 kHz.
    ///
    /// # Source
    /// The example in the documentation of `scipy.signal.spectrogram`.
    fn default() -> Self {
        Self {
            signals: RequestedSignals::documented(),
            sample_rate: Hertz(10_000.0),
            duration: Position::Seconds(10.0),
            channels: 1,
            format: SampleFormat::Float32(ByteOrder::Little),
            seed: 0,
        }
    }
}

/// Checks the options that do not belong to a signal; returns the length in samples per channel.
pub(super) fn checked_length(options: &SynthOptions, rate: SampleRate) -> Result<u64> {
    let (hertz, channels) = (options.sample_rate, options.channels);
    if hertz.0 > MAX_RATE {
        let what = "sample rate".to_owned();
        return Err(Error::limit_of(what, Some(hertz.0), MAX_RATE, "Hz"));
    }
    if channels == 0 {
        return Err(Error::invalid(OptionName::Channels, "must be at least 1, got 0"));
    }
    if channels > MAX_CHANNELS {
        return Err(Error::limit("channel count", channels as u64, MAX_CHANNELS as u64, ""));
    }
    let length = options.duration.duration_in_samples(rate)?;
    if length > MAX_LENGTH {
        let got = options.duration;
        return Err(Error::invalid(
            OptionName::Duration,
            format!("must be at most {MAX_LENGTH} samples at {hertz}, got {got}"),
        ));
    }
    Ok(length)
}
