//! Where the audio lies in one of several joined files.

use super::header::Header;
use super::summary::Summary;

/// Packets beyond the stated length that are padding and not audio.
const MAX_PADDING: u32 = 4;

/// One of several files joined in one.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) summary: Option<Summary>,
    pub(super) packets: u64,
    /// Packets that are missing between the others, once known.
    pub(super) missing: Option<u64>,
    /// Samples per channel to drop before those of the file.
    pub(super) delay: u64,
    /// Samples per channel that its summary states.
    pub(super) length: Option<u64>,
    /// Samples per channel delivered, silence included.
    pub(super) position: u64,
    /// Packets beyond its length.
    pub(super) beyond: u32,
}

/// The sizes of all packets so far, from which the duration of invalid data is estimated.
#[derive(Debug, Default)]
pub(super) struct Sizes {
    packets: u64,
    sum: f64,
    last: f64,
    pub(super) is_varying: bool,
}

impl Part {
    /// Applies the summary to packets like the first, unless it leaves no audio.
    pub(super) fn start(&mut self, first: &Header) {
        let Some(Summary { count, padding: (delay, padding), .. }) = self.summary else { return };
        self.delay = delay.into();
        let samples = count.map(|count| u64::from(count) * u64::from(first.samples));
        self.length = samples.and_then(|samples| samples.checked_sub(u64::from(delay) + u64::from(padding)));
        self.length = self.length.filter(|&length| length > 0);
    }

    /// The number of packets that its summary states.
    pub(super) fn count(&self) -> Option<u64> {
        self.summary?.count.map(u64::from)
    }

    /// Moves on by `samples`, but not beyond the stated length; returns by how many.
    pub(super) fn advance(&mut self, samples: u64) -> u64 {
        let left = self.length.map_or(u64::MAX, |length| length.saturating_sub(self.position));
        let samples = samples.min(left);
        self.position = self.position.saturating_add(samples);
        samples
    }

    /// The padding at the start and end of the next packet of `samples`; `None` if it is beyond the stated length.
    pub(super) fn trim(&mut self, samples: u64) -> Option<(usize, usize)> {
        let start = samples.min(self.delay);
        self.delay -= start;
        let left = samples - start;
        let kept = self.advance(left);
        if left > 0 && kept == 0 {
            self.beyond += 1;
            return None;
        }
        Some((start as usize, (left - kept) as usize))
    }

    /// Whether packets beyond the stated length are more than padding.
    pub(super) fn has_surplus(&self) -> bool {
        let is_more = self.count().is_some_and(|count| self.packets > count);
        is_more || self.beyond > MAX_PADDING
    }
}

impl Sizes {
    pub(super) fn add(&mut self, size: f64) {
        self.is_varying |= self.packets > 0 && self.last != size;
        self.packets += 1;
        self.sum += size;
        self.last = size;
    }

    /// The number of packets in so many bytes.
    pub(super) fn packets_in(&self, bytes: u64) -> u64 {
        (bytes as f64 * self.packets as f64 / self.sum).round() as u64
    }
}
