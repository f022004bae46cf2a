//! What was left out or repaired.

use super::pages::Skipped;
use crate::source::compressed::skipped::SkippedTotal;
use crate::warning::{TrailingData, Warning};

/// What was left out or repaired.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Repeated and out-of-order pages.
    pub(super) ignored: u64,
    /// Whether a stream begins before the previous one has ended.
    pub(super) lacks_end: bool,
    /// The first of a group of streams that cannot be read, with its encoding if known.
    pub(super) unsupported: Option<Option<&'static str>>,
    /// Bytes outside pages.
    skipped: SkippedTotal,
    /// Bytes after the end of the last stream.
    pub(super) trailing: Option<Skipped>,
}

impl Notes {
    /// Records bytes outside pages.
    pub(super) fn skip(&mut self, skipped: Option<Skipped>) {
        if let Some(Skipped { first, bytes }) = skipped {
            self.skipped.add(first, bytes);
        }
    }

    pub(super) fn warnings(&self) -> Vec<Warning> {
        let skipped = self.skipped.warning("Ogg");
        let pages = (self.ignored > 0).then_some(Warning::PagesIgnored { pages: self.ignored });
        let end = self.lacks_end.then_some(Warning::StreamCutShort);
        let unsupported = self.unsupported.map(|_| Warning::StreamIgnored);
        let trailing = self.trailing.map(|Skipped { first, bytes }| Warning::TrailingData {
            at: first,
            data: TrailingData::Bytes { bytes, has_more: false },
        });
        skipped.into_iter().chain(pages).chain(end).chain(unsupported).chain(trailing).collect()
    }
}
