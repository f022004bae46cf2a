//! A shared handle to a stream of frames.

use std::collections::VecDeque;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::MutexGuard;

use symphonia::core::io::MediaSource;

use super::super::shared::Shared;
use super::end::FramesEnd;
use super::skipped::SkippedBytes;
use super::splitter::Splitter;
use crate::error::Error;

/// A stream of frames, shared by the demuxer and the code that asks for the data skipped between frames.
#[derive(Clone)]
pub(in super::super) struct FrameStream {
    stream: Shared<Splitter>,
}

impl FrameStream {
    /// Splits a stream into frames; `missing` are the numbers of missing frames per file, where known from [`missing`].
    pub(in super::super) fn new(reader: impl Read + Send + 'static, missing: VecDeque<Option<u64>>) -> Self {
        Self { stream: Shared::new(Splitter::new(Box::new(reader)).with_missing(missing)) }
    }

    fn lock(&self) -> MutexGuard<'_, Splitter> {
        self.stream.lock()
    }

    /// The next skipped data with at most `packets` packets before them.
    pub(super) fn next_skipped(&self, packets: u64) -> Option<SkippedBytes> {
        let mut stream = self.lock();
        let is_next = stream.skipped.front().is_some_and(|skipped| skipped.packets <= packets);
        if is_next { stream.skipped.pop_front() } else { None }
    }

    /// What follows the last packet, and the number of packets.
    pub(super) fn frames_end(&self) -> (FramesEnd, u64) {
        let stream = self.lock();
        (stream.frames_end.unwrap_or(FramesEnd::Eof), stream.packets)
    }

    /// Continues with the next file.
    pub(super) fn next_file(&self) {
        self.lock().next_file();
    }

    /// Whether there are more packets than the summary of the file counts.
    pub(super) fn is_miscounted(&self) -> bool {
        let stream = self.lock();
        stream.claimed.is_some_and(|claimed| stream.packets - stream.before > u64::from(claimed))
    }

    /// How the stream changes, if it cannot be decoded any further.
    pub(super) fn change(&self) -> Option<String> {
        self.lock().change.clone()
    }

    /// The byte after the last frame, as stated by the summary.
    pub(in super::super) fn stated_end(&self) -> Option<u64> {
        self.lock().stated_end
    }

    /// The number of frames stated by the summary, if it is wrong.
    pub(in super::super) fn false_count(&self) -> Option<u32> {
        self.lock().false_count
    }

    /// Why no frame was found, if so.
    pub(in super::super) fn fault(&self, name: &str) -> Option<Error> {
        let stream = self.lock();
        let is_known = stream.current.is_some() || stream.ready > 0;
        match (is_known, &stream.refusal) {
            (true, _) if stream.packets == 1 => {
                Some(Error::convertible(format!("{name} with a single packet is not supported")))
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
