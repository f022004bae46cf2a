//! Data skipped between frames, and the warning about them.

use crate::warning::Warning;

/// Invalid data between frames.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct SkippedBytes {
    /// Audio frames before the skipped data.
    pub(in super::super) packets: u64,
    /// The byte offset in the stream.
    pub(in super::super) at: u64,
    pub(in super::super) bytes: u64,
    /// Samples per channel that they replace; 0 at the end, or before the first frame.
    pub(in super::super) samples: u64,
    /// Whether all previous frames had one size, so that `samples` is exact and not an estimate.
    pub(in super::super) is_exact: bool,
}

/// The total of all skipped data.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct SkippedTotal {
    places: u64,
    bytes: u64,
    first: u64,
    samples: u64,
    is_guessed: bool,
}

impl SkippedTotal {
    pub(in super::super) fn add(&mut self, skipped: &SkippedBytes) {
        if self.places == 0 {
            self.first = skipped.at;
        }
        self.places += 1;
        self.bytes += skipped.bytes;
        self.samples += skipped.samples;
        self.is_guessed |= !skipped.is_exact && skipped.samples > 0;
    }

    /// A warning about all skipped data, if any.
    pub(in super::super) fn warning(&self, format: &str) -> Option<Warning> {
        let &Self { places, bytes, first, samples, is_guessed } = self;
        let format = format.to_owned();
        let all = Warning::InvalidData { format, bytes, places, first, silence: samples, is_estimated: is_guessed };
        (places > 0).then_some(all)
    }
}
