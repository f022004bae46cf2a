//! Decoding of the analysed channels to streams of real numbers.

use super::Channels;
use super::audio::AudioSpec;
use super::pcm::{SampleFormat, decode};
use crate::error::{Error, Result};
use crate::real::Real;

/// The streams of real numbers in the chosen channels: one per real signal; two per complex signal, its real and
/// imaginary parts.
#[derive(Debug, Clone)]
pub struct ChannelStreams {
    format: SampleFormat,
    channels: usize,
    complex: bool,
    pick: Channels,
    count: usize,
}

impl ChannelStreams {
    /// The streams of a choice of channels.
    ///
    /// # Errors
    /// As [`Channels::check`]; [`Error::Unsupported`] for more than one complex signal.
    pub fn new(spec: &AudioSpec, channels: Channels) -> Result<Self> {
        channels.check(spec.signals())?;
        if spec.complex && spec.channels != 2 {
            return Err(Error::unsupported(format!(
                "complex input must have 2 channels (I and Q), got {}",
                spec.channels
            )));
        }
        let (pick, count) = match channels {
            _ if spec.complex => (Channels::All, 2),
            Channels::All => (Channels::All, spec.channels),
            one => (one, 1),
        };
        Ok(Self { format: spec.format, channels: spec.channels, complex: spec.complex, pick, count })
    }

    /// The number of streams.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Consecutive streams per signal: 2 for complex samples, else 1.
    pub fn per_signal(&self) -> usize {
        if self.complex { 2 } else { 1 }
    }

    /// The number of signals.
    pub fn signals(&self) -> usize {
        self.count / self.per_signal()
    }

    /// The channels in use.
    pub fn pick(&self) -> Channels {
        self.pick
    }

    /// Decodes one stream, as [`decode`].
    ///
    /// # Panics
    /// As [`decode`]; if `stream` ≥ [`ChannelStreams::count`].
    pub fn decode<T: Real>(&self, stream: usize, bytes: &[u8], out: &mut [T]) {
        assert!(stream < self.count, "stream {stream} of {}", self.count);
        let pick = if self.pick == Channels::All { Channels::One(stream) } else { self.pick };
        decode(self.format, self.channels, pick, bytes, out);
    }
}
