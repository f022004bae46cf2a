//! Observations about a FLAC stream that the demuxer does not report.

use std::sync::MutexGuard;

use crate::source::compressed::appended;
use crate::source::compressed::frame_stream::SkippedTotal;
use crate::source::compressed::shared::Shared;
use crate::source::signature::Kind;
use crate::warning::Warning;

#[derive(Debug, Default)]
pub(super) struct Noted {
    /// The byte offset of another file.
    pub(super) second: Option<u64>,
    /// Data after the last frame that are neither frames nor tags.
    pub(super) skipped: SkippedTotal,
    /// Whether these data contain frames of another stream.
    pub(super) has_frames: bool,
    /// Whether the last frame is truncated.
    pub(super) is_cut: bool,
    /// The first sample of the first complete frame, valid or not; `end` is the sample after the last.
    start: Option<u64>,
    pub(super) end: u64,
}

impl Noted {
    /// Records a complete frame that begins at sample `start` and ends before `end`.
    pub(super) fn frame(&mut self, start: u64, end: u64) {
        self.start.get_or_insert(start);
        self.end = end;
    }
}

/// The observations, shared with the packet reader.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Notes {
    noted: Shared<Noted>,
}

impl Notes {
    pub(super) fn lock(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock()
    }

    /// Whether the data end within a frame.
    pub(in super::super) fn is_cut(&self) -> bool {
        self.lock().is_cut
    }

    /// The first sample of the first frame, valid or not.
    pub(in super::super) fn start(&self) -> Option<i64> {
        self.lock().start.and_then(|start| i64::try_from(start).ok())
    }

    /// The sample after the last complete frame, valid or not.
    pub(in super::super) fn end(&self) -> i64 {
        i64::try_from(self.lock().end).unwrap_or(i64::MAX)
    }

    /// The warnings about the stream.
    pub(in super::super) fn warnings(&self) -> Vec<Warning> {
        let noted = self.lock();
        let second = noted.second.map(|at| appended::second_file_warning(Kind::Flac, at));
        let name = if noted.has_frames { "or unrelated FLAC" } else { "FLAC" };
        noted.skipped.warning(name).into_iter().chain(second).collect()
    }
}
