//! Packets without a container: MPEG audio and AAC in ADTS.
//!
//! Their readers look for the next packet wherever it may be, and say nothing of what they pass over. Here a stream is
//! cut into its packets before they see it: what is none is counted, and noise is not taken for one.

mod feed;
mod header;
mod seam;
mod tag;
mod window;

use std::collections::VecDeque;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use symphonia::core::io::MediaSource;

use crate::error::Error;
pub(super) use feed::Feed;
use header::{HEADER, Header, LARGEST, header, is_of_free_size, summary};
pub(super) use seam::Passed;
use seam::Seam;
use window::Window;

/// Bytes ahead by which a packet is judged: two at their largest, and what follows them.
const SIGHT: usize = 2 * LARGEST + tag::HEAD;

/// What follows the packets that were handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    Nothing,
    /// The beginning of a packet.
    Part,
    /// Another file, with a summary of its own.
    Another,
}

/// A stream of packets, shared by the reader that takes them and by whoever asks what was between them.
#[derive(Clone)]
pub(super) struct Bare {
    stream: Arc<Mutex<Stream>>,
}

struct Stream {
    window: Window<Box<dyn Read + Send>>,
    /// Bytes ahead that are handed out as they are.
    ready: u64,
    /// Bytes ahead that are passed over without a word.
    tag: u64,
    /// The last packet's header.
    current: Option<Header>,
    /// Packets of sound that were handed out.
    packets: u64,
    /// Their mean sizes in all.
    size: f64,
    /// Whether these are all the same.
    is_constant: bool,
    lost: Option<Lost>,
    seams: VecDeque<Seam>,
    rest: Option<Rest>,
    /// The byte behind the last packet, as the first says.
    end: Option<u64>,
    is_of_free_size: bool,
}

/// Bytes since the last packet that are none.
struct Lost {
    at: u64,
    bytes: u64,
    is_zero: bool,
}

impl Bare {
    pub(super) fn new(reader: impl Read + Send + 'static) -> Self {
        let window = Window::new(Box::new(reader) as Box<dyn Read + Send>);
        let stream = Stream {
            window,
            ready: 0,
            tag: 0,
            current: None,
            packets: 0,
            size: 0.0,
            is_constant: true,
            lost: None,
            seams: VecDeque::new(),
            rest: None,
            end: None,
            is_of_free_size: false,
        };
        Self { stream: Arc::new(Mutex::new(stream)) }
    }

    /// The lock is never waited for: one thread reads and asks by turns.
    fn lock(&self) -> MutexGuard<'_, Stream> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner)
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
        let mut stream = self.lock();
        (stream.rest, stream.current) = (None, None);
    }

    /// The byte behind the last packet, as the first says.
    pub(super) fn end(&self) -> Option<u64> {
        self.lock().end
    }

    /// Why there is no packet, where there is none.
    pub(super) fn fault(&self, name: &str) -> Option<Error> {
        let stream = self.lock();
        let is_known = stream.current.is_some() || stream.ready > 0;
        (!is_known).then(|| match stream.is_of_free_size {
            true => Error::Unsupported(format!("{name} of a free bit rate is not supported")),
            false => Error::Malformed(format!("{name} without a whole packet")),
        })
    }
}

/// Whether what is ahead, behind tags, is a packet that tells of a whole file.
pub(super) fn is_followed(mut reader: impl Read + Seek) -> io::Result<bool> {
    /// Tags that are passed over.
    const MOST_TAGS: usize = 8;
    for _ in 0..MOST_TAGS {
        let at = reader.stream_position()?;
        let mut ahead = Vec::new();
        (&mut reader).take(SIGHT as u64).read_to_end(&mut ahead)?;
        let Some(size) = tag::size(&ahead, true) else {
            let packet = header(&ahead).and_then(|found| ahead.get(..found.size));
            return Ok(packet.is_some_and(|packet| summary(packet).is_some()));
        };
        reader.seek(SeekFrom::Start(at.saturating_add(size)))?;
    }
    Ok(false)
}

impl Stream {
    /// Makes bytes ready to be handed out, up to the end.
    fn advance(&mut self) -> io::Result<()> {
        while self.ready == 0 && self.rest.is_none() {
            self.window.look(SIGHT)?;
            let ahead = self.window.ahead();
            let is_first = self.current.is_none() && self.lost.is_none();
            if ahead.is_empty() {
                self.finish(Rest::Nothing);
            } else if self.tag > 0 {
                let some = usize::try_from(self.tag).map_or(ahead.len(), |tag| ahead.len().min(tag));
                self.window.pass(some);
                self.tag -= some as u64;
            } else if let Some(size) = tag::size(ahead, self.lost.is_none() || self.window.left() == Some(tag::ID3V1)) {
                // Readers find texts in the first.
                *(if is_first { &mut self.ready } else { &mut self.tag }) = size;
            } else if is_first && ahead.starts_with(b"fLaC") {
                self.ready = u64::MAX;
            } else {
                self.judge();
            }
        }
        Ok(())
    }

    /// Weighs the bytes ahead, of which there is at least one: a packet, or not.
    fn judge(&mut self) {
        let ahead = self.window.ahead();
        let found = header(ahead);
        if let Some(found) = found.filter(|found| self.is_packet(0, found)) {
            return self.accept(found);
        }
        let is_in_place = self.lost.is_none() && self.current.is_some();
        if is_in_place && found.map_or(ahead[0] == 0xFF && ahead.len() < HEADER, |found| found.size > ahead.len()) {
            return self.finish(Rest::Part);
        }
        if let Some(found) = found.filter(|found| is_in_place && self.is_of_current(found)) {
            // The last before some damage, unless the damage is in it: then another begins before its end.
            let mut inside = 1..found.size;
            return match inside.find(|&at| header(&ahead[at..]).is_some_and(|inner| self.is_packet(at, &inner))) {
                Some(at) => self.lose(at),
                None => self.accept(found),
            };
        }
        self.is_of_free_size |= self.current.is_none() && self.lost.is_none() && is_of_free_size(ahead);
        let may_begin = |byte: &u8| matches!(byte, 0xFF | b'I' | b'A' | b'T');
        let next = ahead.iter().skip(1).position(may_begin);
        self.lose(next.map_or(ahead.len(), |next| next + 1));
    }

    /// Whether what begins `at` bytes ahead is followed by another of its stream, or by what may follow the last.
    fn is_packet(&self, at: usize, found: &Header) -> bool {
        let behind = at + found.size;
        let Some(rest) = self.window.ahead().get(behind..) else { return false };
        if let Some(next) = header(rest) {
            return next.stream == found.stream;
        }
        let is_last = rest.is_empty() && self.window.left().is_some() || tag::size(rest, true).is_some();
        is_last && (self.current.is_none() || self.is_of_current(found))
    }

    fn is_of_current(&self, found: &Header) -> bool {
        self.current.is_some_and(|current| current.stream == found.stream)
    }

    /// Hands out the packet ahead, which is in sight.
    fn accept(&mut self, found: Header) {
        let summary = summary(&self.window.ahead()[..found.size]);
        self.settle(false);
        if summary.is_some() && self.current.is_some() {
            return self.finish(Rest::Another);
        }
        if let Some(summary) = summary {
            self.end = summary.bytes.map(|bytes| self.window.position() + u64::from(bytes));
        } else {
            let is_as_before = self.current.is_none_or(|current| current.mean_size == found.mean_size);
            self.is_constant &= self.packets == 0 || is_as_before;
            self.packets += 1;
            self.size += found.mean_size;
        }
        self.current = Some(found);
        self.ready = found.size as u64;
    }

    /// Passes over so many bytes ahead.
    fn lose(&mut self, count: usize) {
        let is_zero = self.window.ahead()[..count].iter().all(|&byte| byte == 0);
        let at = self.window.position();
        let lost = self.lost.get_or_insert(Lost { at, bytes: 0, is_zero: true });
        lost.bytes += count as u64;
        lost.is_zero &= is_zero;
        self.window.pass(count);
    }

    /// Makes a seam of what was passed over; zeros at either end are none.
    fn settle(&mut self, is_end: bool) {
        let Some(Lost { at, bytes, is_zero }) = self.lost.take() else { return };
        let between = self.current.filter(|_| !is_end && self.packets > 0);
        if is_zero && between.is_none() {
            return;
        }
        let missing = |current: Header| {
            let packets = bytes as f64 * self.packets as f64 / self.size;
            packets.round() as u64 * u64::from(current.samples)
        };
        let samples = between.map_or(0, missing);
        self.seams.push_back(Seam { packets: self.packets, at, bytes, samples, is_exact: self.is_constant });
    }

    fn finish(&mut self, rest: Rest) {
        self.settle(rest == Rest::Nothing);
        self.rest = Some(rest);
    }
}

impl Read for Bare {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut stream = self.lock();
        stream.advance()?;
        if stream.ready == 0 {
            return Ok(0);
        }
        stream.window.look(1)?;
        let ahead = stream.window.ahead();
        let most = ahead.len().min(buffer.len());
        let count = usize::try_from(stream.ready).map_or(most, |ready| ready.min(most));
        buffer[..count].copy_from_slice(&ahead[..count]);
        stream.window.pass(count);
        stream.ready -= count as u64;
        Ok(count)
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
