//! Detects channels that cancel in their mean, as the two wires of a balanced line do.

use super::Channels;
use super::pcm::{SampleFormat, decode};

/// Measure the first [`MEASURED`] of every `PERIOD` sample frames: enough to decide, few enough to be cheap.
const PERIOD: u64 = 8192;
const MEASURED: u64 = 128;
/// Measure all sample frames up to here, because a short sound may be anywhere in them.
const BEGINNING: u64 = 1 << 16;

/// The channels cancel if the power of their mean is below this fraction of that of uncorrelated channels (−20 dB).
const THRESHOLD: f64 = 0.01;

/// The power of the mean of all channels, and the power of the channels.
#[derive(Debug, Clone)]
pub(super) struct Cancellation {
    format: SampleFormat,
    channels: usize,
    /// Sample frames received so far.
    at: u64,
    mean: f64,
    /// The sum over all channels.
    each: f64,
}

impl Cancellation {
    pub(super) fn new(format: SampleFormat, channels: usize) -> Self {
        Self { format, channels, at: 0, mean: 0.0, each: 0.0 }
    }

    /// Adds the next whole sample frames.
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

    /// Whether the mean lacks the power of the channels.
    pub(super) fn is_found(&self) -> bool {
        // The mean of n uncorrelated channels has 1/n² of the sum of their powers.
        let unrelated = self.each / (self.channels * self.channels) as f64;
        self.mean < THRESHOLD * unrelated
    }
}
