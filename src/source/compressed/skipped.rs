//! The total of invalid data, and the warning about them.

use crate::warning::Warning;

/// The total of all skipped data.
#[derive(Debug, Clone, Default)]
pub(super) struct SkippedTotal {
    places: u64,
    bytes: u64,
    /// The byte offset of the first place.
    first: u64,
    samples: u64,
    is_guessed: bool,
}

impl SkippedTotal {
    /// Adds a place of `bytes` bytes at byte offset `at`.
    pub(super) fn add(&mut self, at: u64, bytes: u64) {
        if self.places == 0 {
            self.first = at;
        }
        self.places += 1;
        self.bytes += bytes;
    }

    /// Adds samples per channel of silence that replace the data; `is_exact` unless that is an estimate.
    pub(super) fn replace(&mut self, samples: u64, is_exact: bool) {
        self.samples += samples;
        self.is_guessed |= !is_exact && samples > 0;
    }

    /// Samples per channel of silence.
    pub(super) fn samples(&self) -> u64 {
        self.samples
    }

    /// A warning about all skipped data in a file of this format, if any.
    pub(super) fn warning(&self, format: &str) -> Option<Warning> {
        let &Self { places, bytes, first, samples, is_guessed } = self;
        let format = format.to_owned();
        let all = Warning::InvalidData { format, bytes, places, first, silence: samples, is_estimated: is_guessed };
        (places > 0).then_some(all)
    }
}
