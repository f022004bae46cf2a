//! Whether the channels of an input cancel one another in their mean, as the two wires of a balanced line do.

use super::Channels;
use super::pcm::{SampleFormat, decode};

/// Of so many sample frames the first [`MEASURED`] are looked at: enough to tell, and too few to take time.
const PERIOD: u64 = 8192;
const MEASURED: u64 = 128;
/// Sample frames at the beginning that are all looked at: a short sound may be anywhere in them.
const BEGINNING: u64 = 1 << 16;

/// The mean has less than this part of the power that it would have of channels that have nothing to do with each
/// other: 20 dB less.
const THRESHOLD: f64 = 0.01;

/// The power of the mean of all channels beside that of the channels.
#[derive(Debug, Clone)]
pub(super) struct Cancellation {
    format: SampleFormat,
    channels: usize,
    /// Sample frames seen so far.
    at: u64,
    mean: f64,
    /// The sum over all channels.
    each: f64,
}

impl Cancellation {
    pub(super) fn new(format: SampleFormat, channels: usize) -> Self {
        Self { format, channels, at: 0, mean: 0.0, each: 0.0 }
    }

    /// Takes the whole sample frames that follow those given before.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        let unit = self.channels * self.format.bytes();
        let (start, end) = (self.at, self.at + (bytes.len() / unit) as u64);
        let place = |sample_frame: u64| (sample_frame - start) as usize * unit;
        let mut at = start;
        while at < end {
            let piece = at / MEASURED * MEASURED;
            let next = (piece + MEASURED).min(end);
            if piece < BEGINNING || piece.is_multiple_of(PERIOD) {
                self.measure(&bytes[place(at)..place(next)]);
            }
            at = next;
        }
        self.at = end;
    }

    fn measure(&mut self, bytes: &[u8]) {
        let mut decoded = [0.0; MEASURED as usize];
        let decoded = &mut decoded[..bytes.len() / (self.channels * self.format.bytes())];
        let mut power = |pick| {
            decode::<f64>(self.format, self.channels, pick, bytes, decoded);
            decoded.iter().map(|x| x * x).sum::<f64>()
        };
        self.mean += power(Channels::Mix);
        self.each += (0..self.channels).map(|channel| power(Channels::One(channel))).sum::<f64>();
    }

    /// Whether the mean lacks what the channels have.
    pub(super) fn is_found(&self) -> bool {
        // The mean of n unrelated channels has 1/n² of the sum of their powers.
        let unrelated = self.each / (self.channels * self.channels) as f64;
        self.mean < THRESHOLD * unrelated
    }
}
