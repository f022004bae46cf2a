//! The streams of real numbers that are analysed.

use super::Channels;
use super::audio::AudioSpec;
use super::pcm::{SampleFormat, decode};
use crate::error::{Error, Result};
use crate::real::Real;

/// The streams of real numbers in the samples of the chosen channels: one for
/// each real signal; two for a complex one, its real and its imaginary part.
#[derive(Debug, Clone)]
pub struct ChannelStreams {
    format: SampleFormat,
    channels: usize,
    complex: bool,
    pick: Channels,
    count: usize,
}

impl ChannelStreams {
    /// The lanes of a choice of channels.
    ///
    /// # Errors
    /// As [`Channels::check`]; [`Error::Unsupported`] for more than one complex signal.
    pub fn new(spec: &AudioSpec, channels: Channels) -> Result<Self> {
        channels.check(spec.signals())?;
        if spec.complex && spec.channels != 2 {
            return Err(Error::unsupported(format!(
                "complex samples of {} channels, where I and Q make 2",
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

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many of them make a signal, one after the other: 2 of complex samples, else 1.
    pub fn per_signal(&self) -> usize {
        if self.complex { 2 } else { 1 }
    }

    /// How many signals there are.
    pub fn signals(&self) -> usize {
        self.count / self.per_signal()
    }

    /// The channels that play a part.
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
