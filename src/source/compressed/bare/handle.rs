//! A stream of packets that can be shared.

use std::collections::VecDeque;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::MutexGuard;

use symphonia::core::io::MediaSource;

use super::super::shared::Shared;
use super::rest::Rest;
use super::seam::Seam;
use super::stream::Stream;
use crate::error::Error;

/// A stream of packets, shared by the reader that takes them and by whoever asks what was between them.
#[derive(Clone)]
pub(in super::super) struct Bare {
    stream: Shared<Stream>,
}

impl Bare {
    /// A stream; how many packets are missing in it where that is known, as from [`missing`].
    pub(in super::super) fn new(reader: impl Read + Send + 'static, missing: VecDeque<Option<u64>>) -> Self {
        Self { stream: Shared::new(Stream::new(Box::new(reader)).lacking(missing)) }
    }

    fn lock(&self) -> MutexGuard<'_, Stream> {
        self.stream.lock()
    }

    /// The next seam that has no more than so many packets before it.
    pub(super) fn seam(&self, packets: u64) -> Option<Seam> {
        let mut stream = self.lock();
        let is_next = stream.seams.front().is_some_and(|seam| seam.packets <= packets);
        if is_next { stream.seams.pop_front() } else { None }
    }

    /// What follows when all packets have been taken, and how many they were.
    pub(super) fn rest(&self) -> (Rest, u64) {
        let stream = self.lock();
        (stream.rest.unwrap_or(Rest::Nothing), stream.packets)
    }

    /// Goes on with another file.
    pub(super) fn go_on(&self) {
        self.lock().go_on();
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
    pub(in super::super) fn end(&self) -> Option<u64> {
        self.lock().end
    }

    /// How many packets the first says there are, if that cannot be.
    pub(in super::super) fn false_count(&self) -> Option<u32> {
        self.lock().count
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

impl Read for Bare {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.lock().read(buffer)
    }
}

impl Seek for Bare {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}

impl MediaSource for Bare {
    fn is_seekable(&self) -> bool {
        false
    }

    fn byte_len(&self) -> Option<u64> {
        None
    }
}
