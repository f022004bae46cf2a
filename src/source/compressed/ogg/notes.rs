//! Observations about Ogg pages that the demuxer does not report.

use std::collections::VecDeque;
use std::sync::MutexGuard;

use crate::source::compressed::shared::Shared;
use crate::warning::Warning;

/// The maximum number of holes to remember, more than the demuxer reads ahead.
const MAX_KEPT: usize = 1 << 12;
/// Missing pages at the start that count as a loss; if more are missing, the recording joined a live stream.
const MAX_AT_START: u32 = 16;

/// A gap in the pages of a stream.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hole {
    pub(super) stream: u32,
    /// The time at which pages are missing.
    pub(super) at: i64,
    /// The time at which the next page ends.
    pub(super) end: i64,
    /// The number of missing pages.
    pub(super) pages: u32,
}

/// A group of multiplexed streams.
#[derive(Debug, Clone, Copy, Default)]
struct StartedStreams {
    /// Whether one of them is supported.
    has_known: bool,
    /// The first unsupported stream, with its encoding if known.
    foreign: Option<Option<&'static str>>,
}

impl StartedStreams {
    /// The first stream, if none is supported.
    fn unsupported(self) -> Option<Option<&'static str>> {
        self.foreign.filter(|_| !self.has_known)
    }
}

#[derive(Debug, Default)]
pub(super) struct Noted {
    holes: VecDeque<Hole>,
    /// Duplicate and out-of-order pages.
    pub(super) ignored: u64,
    /// Whether a stream begins before the previous one has ended.
    pub(super) lacks_end: bool,
    /// Whether the last page or packet is truncated.
    pub(super) is_cut: bool,
    /// The last group of multiplexed streams.
    started: StartedStreams,
    /// The first stream of a group without supported streams that other streams follow.
    unsupported: Option<Option<&'static str>>,
}

impl Noted {
    /// Records a stream that begins with this packet.
    pub(super) fn begin(&mut self, packet: &[u8]) {
        const READ: [&[u8]; 3] = [b"\x01vorbis", b"\x7FFLAC", b"OpusHead"];
        if READ.iter().any(|name| packet.starts_with(name)) {
            self.started.has_known = true;
        } else {
            self.started.foreign.get_or_insert(packet.starts_with(b"Speex   ").then_some("Speex"));
        }
    }

    /// Starts a new group of streams.
    pub(super) fn follow(&mut self) {
        self.unsupported = self.unsupported.or(self.started.unsupported());
        self.started = StartedStreams::default();
    }

    pub(super) fn insert(&mut self, hole: Hole) {
        // The oldest holes belong to streams that are not read.
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

/// The observations, shared with the packet reader.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Notes {
    noted: Shared<Noted>,
}

impl Notes {
    pub(super) fn lock(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock()
    }

    /// When the page after the hole at this time ends, if there is such a hole.
    pub(super) fn resumes(&self, stream: u32, at: i64) -> Option<i64> {
        self.lock().take(|hole| (hole.stream, hole.at) == (stream, at)).map(|hole| hole.end)
    }

    /// Whether pages are missing before the first audio page.
    pub(super) fn lacks_start(&self, stream: u32) -> bool {
        self.lock().take(|hole| (hole.stream, hole.at) == (stream, 0)).is_some_and(|hole| hole.pages <= MAX_AT_START)
    }

    /// The first stream of a group without supported streams, with its encoding if known.
    pub(in super::super) fn foreign(&self) -> Option<Option<&'static str>> {
        let noted = self.lock();
        noted.unsupported.or(noted.started.unsupported())
    }

    /// The warnings about the pages.
    pub(super) fn warnings(&self) -> Vec<Warning> {
        let noted = self.lock();
        let pages = (noted.ignored > 0).then_some(Warning::PagesIgnored { pages: noted.ignored });
        let end = noted.lacks_end.then_some(Warning::StreamCutShort);
        let has_unsupported = noted.unsupported.is_some() || noted.started.unsupported().is_some();
        let unsupported = has_unsupported.then_some(Warning::StreamIgnored);
        pages.into_iter().chain(end).chain(unsupported).collect()
    }
}
