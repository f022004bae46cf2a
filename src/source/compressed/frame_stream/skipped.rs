//! What was between packets, and the warning of it.

use crate::warning::Warning;

/// Bytes between packets that are none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct SkippedBytes {
    /// Packets of sound before it.
    pub(in super::super) packets: u64,
    /// Where in the stream it begins.
    pub(in super::super) at: u64,
    pub(in super::super) bytes: u64,
    /// Samples per channel that would have had room in it; none at the end, or before the beginning.
    pub(in super::super) samples: u64,
    /// Whether the packets before it were all of one size, so that the samples are known and not only guessed.
    pub(in super::super) is_exact: bool,
}

/// Seams that were come upon.
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

    /// A warning of all of them; none where there are none.
    pub(in super::super) fn warning(&self, format: &str) -> Option<Warning> {
        let &Self { places, bytes, first, samples, is_guessed } = self;
        let format = format.to_owned();
        let all = Warning::InvalidData { format, bytes, places, first, silence: samples, is_estimated: is_guessed };
        (places > 0).then_some(all)
    }
}
