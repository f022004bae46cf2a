//! Packets without a container: MPEG audio and AAC in ADTS.
//!
//! Their readers look for the next packet wherever it may be, and say nothing of what they pass over. Here a stream is
//! cut into its packets before they see it: what is none is counted, and noise is not taken for one.

mod begun;
mod feed;
mod header;
mod seam;
mod stream;
mod survey;
pub(super) mod tag;
mod window;

use std::collections::VecDeque;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::MutexGuard;

use symphonia::core::io::MediaSource;

use super::shared::Shared;
use crate::error::Error;
pub(in super::super) use begun::begun;
pub(super) use feed::Feed;
pub(super) use header::signal;
use header::{header, summary};
pub(super) use seam::{Passed, Seam};
use stream::{SIGHT, Stream};
pub(super) use survey::{Start, missing};
pub(super) use window::Window;

/// What follows the packets that were handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    Nothing,
    /// The beginning of a packet.
    Part,
    /// Another file, with a summary of its own.
    Another,
    /// Another stream, which cannot be gone on with.
    Changed,
}

/// A stream of packets, shared by the reader that takes them and by whoever asks what was between them.
#[derive(Clone)]
pub(super) struct Bare {
    stream: Shared<Stream>,
}

impl Bare {
    /// A stream; how many packets are missing in it where that is known, as from [`missing`].
    pub(super) fn new(reader: impl Read + Send + 'static, missing: VecDeque<Option<u64>>) -> Self {
        Self { stream: Shared::new(Stream::new(Box::new(reader)).lacking(missing)) }
    }

    fn lock(&self) -> MutexGuard<'_, Stream> {
        self.stream.lock()
    }

    /// The next seam that has no more than so many packets before it.
    fn seam(&self, packets: u64) -> Option<Seam> {
        let mut stream = self.lock();
        let is_next = stream.seams.front().is_some_and(|seam| seam.packets <= packets);
        if is_next { stream.seams.pop_front() } else { None }
    }

    /// What follows when all packets have been taken, and how many they were.
    fn rest(&self) -> (Rest, u64) {
        let stream = self.lock();
        (stream.rest.unwrap_or(Rest::Nothing), stream.packets)
    }

    /// Goes on with another file.
    fn go_on(&self) {
        self.lock().go_on();
    }

    /// Whether there are more packets than the first of their file counts.
    fn is_miscounted(&self) -> bool {
        let stream = self.lock();
        stream.claimed.is_some_and(|claimed| stream.packets - stream.before > u64::from(claimed))
    }

    /// How the stream changes to one that cannot be gone on with.
    fn change(&self) -> Option<String> {
        self.lock().change.clone()
    }

    /// The byte behind the last packet, as the first says.
    pub(super) fn end(&self) -> Option<u64> {
        self.lock().end
    }

    /// How many packets the first says there are, if that cannot be.
    pub(super) fn false_count(&self) -> Option<u32> {
        self.lock().count
    }

    /// Why there is no packet, where there is none.
    pub(super) fn fault(&self, name: &str) -> Option<Error> {
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

/// Whether what is ahead, behind tags, is a packet that tells of a whole file.
pub(super) fn is_followed(mut reader: impl Read + Seek) -> io::Result<bool> {
    /// Tags that are passed over.
    const MOST_TAGS: usize = 8;
    let lyrics = |ahead: &[u8]| tag::begins_lyrics(ahead).then(|| tag::lyrics(ahead)).flatten();
    for _ in 0..MOST_TAGS {
        let at = reader.stream_position()?;
        let mut ahead = Vec::new();
        (&mut reader).take(SIGHT as u64).read_to_end(&mut ahead)?;
        let Some(size) = tag::tag(&ahead).map(|tag| tag.size).or_else(|| lyrics(&ahead)) else {
            let packet = header(&ahead).and_then(|found| ahead.get(..found.size));
            return Ok(packet.is_some_and(|packet| summary(packet).is_some()));
        };
        reader.seek(SeekFrom::Start(at.saturating_add(size)))?;
    }
    Ok(false)
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
