//! A stream of packets that can be shared.

use std::collections::VecDeque;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::MutexGuard;

use symphonia::core::io::MediaSource;

use super::super::shared::Shared;
use super::end::FramesEnd;
use super::skipped::SkippedBytes;
use super::splitter::Splitter;
use crate::error::Error;

/// A stream of packets, shared by the reader that takes them and by whoever asks what was between them.
#[derive(Clone)]
pub(in super::super) struct FrameStream {
    stream: Shared<Splitter>,
}

impl FrameStream {
    /// A stream; how many packets are missing in it where that is known, as from [`missing`].
    pub(in super::super) fn new(reader: impl Read + Send + 'static, missing: VecDeque<Option<u64>>) -> Self {
        Self { stream: Shared::new(Splitter::new(Box::new(reader)).with_missing(missing)) }
    }

    fn lock(&self) -> MutexGuard<'_, Splitter> {
        self.stream.lock()
    }

    /// The next seam that has no more than so many packets before it.
    pub(super) fn next_skipped(&self, packets: u64) -> Option<SkippedBytes> {
        let mut stream = self.lock();
        let is_next = stream.skipped.front().is_some_and(|skipped| skipped.packets <= packets);
        if is_next { stream.skipped.pop_front() } else { None }
    }

    /// What follows when all packets have been taken, and how many they were.
    pub(super) fn frames_end(&self) -> (FramesEnd, u64) {
        let stream = self.lock();
        (stream.frames_end.unwrap_or(FramesEnd::Eof), stream.packets)
    }

    /// Goes on with another file.
    pub(super) fn next_file(&self) {
        self.lock().next_file();
    }

    /// Whether there are more packets than the first of their file counts.
    pub(super) fn is_miscounted(&self) -> bool {
        let stream = self.lock();
        stream.claimed.is_some_and(|claimed| stream.packets - stream.before > u64::from(claimed))
    }

    /// How the stream changes to one that cannot be gone on with.
    pub(super) fn change(&self) -> Option<String> {
        self.lock().change.clone()
    }

    /// The byte behind the last packet, as the first says.
    pub(in super::super) fn stated_end(&self) -> Option<u64> {
        self.lock().stated_end
    }

    /// How many packets the first says there are, if that cannot be.
    pub(in super::super) fn false_count(&self) -> Option<u32> {
        self.lock().false_count
    }

    /// Why there is no packet, where there is none.
    pub(in super::super) fn fault(&self, name: &str) -> Option<Error> {
        let stream = self.lock();
        let is_known = stream.current.is_some() || stream.ready > 0;
        match (is_known, &stream.refusal) {
            (true, _) if stream.packets == 1 => {
                Some(Error::convertible(format!("{name} of a single packet is not supported")))
            }
            (true, _) => None,
            (false, Some(refusal)) => Some(Error::convertible(refusal.clone())),
            (false, None) => Some(Error::malformed(format!("{name} without a complete packet"))),
        }
    }
}

impl Read for FrameStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.lock().read(buffer)
    }
}

impl Seek for FrameStream {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}

impl MediaSource for FrameStream {
    fn is_seekable(&self) -> bool {
        false
    }

    fn byte_len(&self) -> Option<u64> {
        None
    }
}
