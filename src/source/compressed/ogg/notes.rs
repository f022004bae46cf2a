//! What is seen of pages and their reader does not tell.

use std::collections::VecDeque;
use std::sync::MutexGuard;

use crate::source::compressed::shared::Shared;
use crate::warning::Warning;

/// Holes that are kept in mind: more than a reader reads ahead.
const MAX_KEPT: usize = 1 << 12;
/// Pages that may be missing at the beginning; where more are, a stream was joined while it went on.
const MAX_AT_START: u32 = 16;

/// Where pages of a stream are missing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hole {
    pub(super) stream: u32,
    /// The time at which they are missing.
    pub(super) at: i64,
    /// The time at which the next page ends.
    pub(super) end: i64,
    /// How many they are.
    pub(super) pages: u32,
}

/// Streams that begin side by side.
#[derive(Debug, Clone, Copy, Default)]
struct StartedStreams {
    /// Whether there is one of which sound may be read.
    has_known: bool,
    /// What the first of the others is, where it has a name here.
    foreign: Option<Option<&'static str>>,
}

impl StartedStreams {
    /// Where none can be read, what the first is.
    fn unsupported(self) -> Option<Option<&'static str>> {
        self.foreign.filter(|_| !self.has_known)
    }
}

#[derive(Debug, Default)]
pub(super) struct Noted {
    holes: VecDeque<Hole>,
    /// Pages that came again or too late.
    pub(super) ignored: u64,
    /// Whether a stream begins where the one before had not ended.
    pub(super) lacks_end: bool,
    /// Whether the last page is cut short, or the last packet.
    pub(super) is_cut: bool,
    /// What begins last: streams side by side.
    started: StartedStreams,
    /// Of streams of which none can be read, and which others follow, what the first is.
    unsupported: Option<Option<&'static str>>,
}

impl Noted {
    /// Takes note of a stream that begins with these bytes.
    pub(super) fn begin(&mut self, packet: &[u8]) {
        const READ: [&[u8]; 3] = [b"\x01vorbis", b"\x7FFLAC", b"OpusHead"];
        if READ.iter().any(|name| packet.starts_with(name)) {
            self.started.has_known = true;
        } else {
            self.started.foreign.get_or_insert(packet.starts_with(b"Speex   ").then_some("Speex"));
        }
    }

    /// Takes note that others follow those that have begun.
    pub(super) fn follow(&mut self) {
        self.unsupported = self.unsupported.or(self.started.unsupported());
        self.started = StartedStreams::default();
    }

    pub(super) fn insert(&mut self, hole: Hole) {
        // The oldest of so many are of streams that nobody asks for.
        if self.holes.len() >= MAX_KEPT {
            self.holes.pop_front();
        }
        self.holes.push_back(hole);
    }

    fn take(&mut self, is_meant: impl Fn(&Hole) -> bool) -> Option<Hole> {
        let place = self.holes.iter().position(is_meant)?;
        self.holes.remove(place)
    }
}

/// What is noted while pages are read, for those who ask for packets.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Notes {
    noted: Shared<Noted>,
}

impl Notes {
    pub(super) fn lock(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock()
    }

    /// When the page behind the hole at this time ends, if there is one.
    pub(super) fn resumes(&self, stream: u32, at: i64) -> Option<i64> {
        self.lock().take(|hole| (hole.stream, hole.at) == (stream, at)).map(|hole| hole.end)
    }

    /// Whether pages are missing before the first of sound.
    pub(super) fn lacks_start(&self, stream: u32) -> bool {
        self.lock().take(|hole| (hole.stream, hole.at) == (stream, 0)).is_some_and(|hole| hole.pages <= MAX_AT_START)
    }

    /// Where streams begin of which none can be read: what the first is, if it has a name here.
    pub(in super::super) fn foreign(&self) -> Option<Option<&'static str>> {
        let noted = self.lock();
        noted.unsupported.or(noted.started.unsupported())
    }

    /// What of it is to be told.
    pub(super) fn warnings(&self) -> Vec<Warning> {
        let noted = self.lock();
        let pages = (noted.ignored > 0).then_some(Warning::PagesIgnored { pages: noted.ignored });
        let end = noted.lacks_end.then_some(Warning::StreamCutShort);
        let has_unsupported = noted.unsupported.is_some() || noted.started.unsupported().is_some();
        let unsupported = has_unsupported.then_some(Warning::StreamIgnored);
        pages.into_iter().chain(end).chain(unsupported).collect()
    }
}
