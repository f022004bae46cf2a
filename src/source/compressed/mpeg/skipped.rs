//! The total of invalid data, and the warning about them.

use super::frames::Skipped;
use crate::warning::Warning;

/// The total of all skipped data.
#[derive(Debug, Clone, Default)]
pub(super) struct SkippedTotal {
    places: u64,
    bytes: u64,
    first: u64,
    samples: u64,
    is_guessed: bool,
}

impl SkippedTotal {
    /// Adds data that `samples` of silence replace; `is_exact` unless that is an estimate.
    pub(super) fn add(&mut self, skipped: &Skipped, samples: u64, is_exact: bool) {
        if self.places == 0 {
            self.first = skipped.at;
        }
        self.places += 1;
        self.bytes += skipped.bytes;
        self.samples += samples;
        self.is_guessed |= !is_exact && samples > 0;
    }

    /// Samples per channel of silence.
    pub(super) fn samples(&self) -> u64 {
        self.samples
    }

    /// A warning about all skipped data, if any.
    pub(super) fn warning(&self, format: &str) -> Option<Warning> {
        let &Self { places, bytes, first, samples, is_guessed } = self;
        let format = format.to_owned();
        let all = Warning::InvalidData { format, bytes, places, first, silence: samples, is_estimated: is_guessed };
        (places > 0).then_some(all)
    }
}
