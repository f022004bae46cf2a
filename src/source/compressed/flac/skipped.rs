//! Data between and after frames.

use super::super::skipped::SkippedTotal;
use crate::warning::Warning;

/// Bytes that are neither a frame nor a tag, in one place.
#[derive(Debug)]
struct Run {
    at: u64,
    bytes: u64,
    is_zero: bool,
}

/// All skipped data.
#[derive(Debug, Default)]
pub(super) struct Skipped {
    run: Option<Run>,
    total: SkippedTotal,
    /// Whether these data contain frames that do not continue the stream.
    pub(super) has_frames: bool,
}

impl Skipped {
    /// Adds bytes at byte `at`, which continue those before.
    pub(super) fn add(&mut self, at: u64, bytes: &[u8]) {
        let run = self.run.get_or_insert(Run { at, bytes: 0, is_zero: true });
        run.bytes += bytes.len() as u64;
        run.is_zero &= bytes.iter().all(|&byte| byte == 0);
    }

    /// Takes back the last `count` bytes, which belong to a tag.
    pub(super) fn take_back(&mut self, count: u64) {
        if let Some(run) = &mut self.run {
            run.bytes = run.bytes.saturating_sub(count);
        }
    }

    /// Ends a place. Zeros that no frame follows are padding.
    pub(super) fn close(&mut self, is_before_frame: bool) {
        let run = self.run.take().filter(|run| run.bytes > 0 && (is_before_frame || !run.is_zero));
        if let Some(Run { at, bytes, .. }) = run {
            self.total.add(at, bytes);
        }
    }

    /// A warning about all places, if any.
    pub(super) fn warning(&self) -> Option<Warning> {
        self.total.warning(if self.has_frames { "or unrelated FLAC" } else { "FLAC" })
    }
}
