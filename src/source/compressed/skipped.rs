//! Bytes that belong to no packet.

use crate::warning::Warning;

/// Zeros before or after the audio that are padding; more are lost audio.
const MAX_ZEROS: u64 = 1 << 16;

/// Consecutive skipped bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The offset of the first byte.
    pub(super) at: u64,
    pub(super) bytes: u64,
    /// Whether all are zero.
    pub(super) is_zero: bool,
}

impl Place {
    /// Adds bytes at offset `at` to a place that they continue, or begins one.
    pub(super) fn extend(place: &mut Option<Self>, at: u64, bytes: &[u8]) {
        let place = place.get_or_insert(Self { at, bytes: 0, is_zero: true });
        place.bytes += bytes.len() as u64;
        place.is_zero &= bytes.iter().all(|&byte| byte == 0);
    }
}

/// All skipped bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Skipped {
    places: u64,
    bytes: u64,
    /// The byte offset of the first place.
    first: u64,
    samples: u64,
    is_guessed: bool,
}

impl Skipped {
    /// Adds a place, if any.
    pub(super) fn add(&mut self, place: Option<Place>) {
        let Some(Place { at, bytes, .. }) = place else { return };
        if self.places == 0 {
            self.first = at;
        }
        self.places += 1;
        self.bytes += bytes;
    }

    /// Adds a place before or after the audio, where some zeros are padding.
    pub(super) fn add_outer(&mut self, place: Option<Place>) {
        self.add(place.filter(|place| !place.is_zero || place.bytes > MAX_ZEROS));
    }

    /// Adds samples per channel of silence that replace a place; `is_exact` unless that is an estimate.
    pub(super) fn replace(&mut self, samples: u64, is_exact: bool) {
        self.samples += samples;
        self.is_guessed |= !is_exact && samples > 0;
    }

    /// Samples per channel of silence.
    pub(super) fn samples(&self) -> u64 {
        self.samples
    }

    /// A warning about all places in a file of this format, if any.
    pub(super) fn warning(&self, format: &str) -> Option<Warning> {
        let &Self { places, bytes, first, samples, is_guessed } = self;
        let format = format.to_owned();
        let all = Warning::InvalidData { format, bytes, places, first, silence: samples, is_estimated: is_guessed };
        (places > 0).then_some(all)
    }
}
