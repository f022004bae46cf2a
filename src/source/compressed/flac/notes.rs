//! What is seen of FLAC and its reader does not tell.

use std::sync::MutexGuard;

use crate::source::compressed::appended;
use crate::source::compressed::frame_stream::SkippedTotal;
use crate::source::compressed::shared::Shared;
use crate::source::signature::Kind;
use crate::warning::Warning;

#[derive(Debug, Default)]
pub(super) struct Noted {
    /// The byte at which another file begins.
    pub(super) second: Option<u64>,
    /// What is neither a frame nor a tag, behind one that no other follows.
    pub(super) skipped: SkippedTotal,
    /// Whether frames are in it that do not go on with the stream.
    pub(super) has_frames: bool,
    /// Whether the last frame is not whole.
    pub(super) is_cut: bool,
    /// The samples that the frames begin and end with that are there, damaged or not.
    start: Option<u64>,
    pub(super) end: u64,
}

impl Noted {
    /// Takes note of a frame that is there as a whole: the sample it begins with, and the one that follows it.
    pub(super) fn frame(&mut self, start: u64, end: u64) {
        self.start.get_or_insert(start);
        self.end = end;
    }
}

/// What is noted while frames are read, for those who ask for packets.
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

    /// The sample that the first frame begins with, damaged or not.
    pub(in super::super) fn start(&self) -> Option<i64> {
        self.lock().start.and_then(|start| i64::try_from(start).ok())
    }

    /// The sample that follows the last frame that does not end early, damaged or not.
    pub(in super::super) fn end(&self) -> i64 {
        i64::try_from(self.lock().end).unwrap_or(i64::MAX)
    }

    /// What of it is to be told.
    pub(in super::super) fn warnings(&self) -> Vec<Warning> {
        let noted = self.lock();
        let second = noted.second.map(|at| appended::second_file_warning(Kind::Flac, at));
        let name = if noted.has_frames { "or unrelated FLAC" } else { "FLAC" };
        noted.skipped.warning(name).into_iter().chain(second).collect()
    }
}
