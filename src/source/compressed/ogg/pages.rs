//! The pages of an Ogg stream, watched as their reader reads them.

use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use symphonia::core::io::MediaSource;

/// Bytes of a page's header before the sizes of its segments.
pub(super) const HEAD: usize = 27;
/// Holes and streams that are kept in mind.
const MOST_KEPT: usize = 1 << 12;

/// Where pages are missing: for the number of a stream and the time at which they do, the time at which the next ends.
#[derive(Clone, Default)]
pub(in super::super) struct Holes {
    ends: Arc<Mutex<BTreeMap<(u32, i64), i64>>>,
}

impl Holes {
    /// The lock is never waited for: one thread reads and asks by turns.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<(u32, i64), i64>> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the page behind the hole at this time ends, if there is one.
    pub(super) fn take(&self, stream: u32, at: i64) -> Option<i64> {
        self.lock().remove(&(stream, at))
    }

    fn insert(&self, stream: u32, at: i64, end: i64) {
        let mut ends = self.lock();
        if ends.len() < MOST_KEPT {
            ends.insert((stream, at), end);
        }
    }
}

/// A medium whose pages are looked at on the way.
pub(in super::super) struct Watched {
    medium: Box<dyn MediaSource>,
    holes: Holes,
    /// Bytes that were read and belong to no page yet.
    bytes: Vec<u8>,
    /// Of each stream the last page's number, and when the last packet that ended did.
    last: BTreeMap<u32, Last>,
}

#[derive(Clone, Copy)]
struct Last {
    number: u32,
    time: i64,
    /// Whether pages are missing since that time.
    is_broken: bool,
}

impl Watched {
    pub(in super::super) fn new(medium: Box<dyn MediaSource>, holes: Holes) -> Self {
        Self { medium, holes, bytes: Vec::new(), last: BTreeMap::new() }
    }

    /// Looks at all pages that are whole.
    fn watch(&mut self) {
        let mut at = 0;
        while let Some(sync) = self.bytes[at..].windows(4).position(|window| window == b"OggS") {
            at += sync;
            match page(&self.bytes[at..]) {
                None => break,
                Some(size) if is_whole(&self.bytes[at..at + size]) => {
                    self.note(at);
                    at += size;
                }
                Some(_) => at += 1,
            }
        }
        // Without another page to come, all but what may begin one is of no use.
        let is_page = self.bytes[at..].starts_with(b"OggS");
        let keep = if is_page { at } else { at.max(self.bytes.len().saturating_sub(3)) };
        self.bytes.drain(..keep);
    }

    /// Compares the page at this place with the last of its stream.
    fn note(&mut self, at: usize) {
        let head = &self.bytes[at..at + HEAD];
        let number = |at: usize| head[at..].first_chunk().copied().map_or(0, u32::from_le_bytes);
        let time = head[6..].first_chunk().copied().map_or(-1, i64::from_le_bytes);
        let (stream, page) = (number(14), number(18));
        let is_first = head[5] & 2 != 0;
        let last = self.last.get(&stream).copied().filter(|_| !is_first);
        let is_broken = last.is_some_and(|last| last.is_broken || last.number.wrapping_add(1) != page);
        if let Some(last) = last.filter(|last| is_broken && time > last.time) {
            self.holes.insert(stream, last.time, time);
        }
        // On a page within a packet nothing ends: its time is -1.
        let next = match last {
            Some(last) if time < 0 => Last { number: page, time: last.time, is_broken },
            _ => Last { number: page, time, is_broken: false },
        };
        if self.last.len() < MOST_KEPT {
            self.last.insert(stream, next);
        }
    }
}

/// The size of the page that begins here, where its header is all there; none where bytes are still to come.
fn page(bytes: &[u8]) -> Option<usize> {
    let head = bytes.get(..HEAD)?;
    let segments = bytes.get(HEAD..HEAD + usize::from(head[HEAD - 1]))?;
    let size = HEAD + segments.len() + segments.iter().map(|&size| usize::from(size)).sum::<usize>();
    (bytes.len() >= size).then_some(size)
}

/// Whether a page has the checksum that it says.
fn is_whole(page: &[u8]) -> bool {
    const TABLE: [u32; 256] = table();
    let add = |sum: u32, byte: u8| sum << 8 ^ TABLE[usize::from((sum >> 24) as u8 ^ byte)];
    let (head, behind) = (&page[..22], &page[26..]);
    let sum = head.iter().chain(&[0; 4]).chain(behind).fold(0, |sum, &byte| add(sum, byte));
    page[22..26] == sum.to_le_bytes()
}

/// What each value of the upper byte adds to the checksum: the remainder by the polynomial 0x104C11DB7.
const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut value = 0;
    while value < 256 {
        let (mut sum, mut bit) = ((value as u32) << 24, 0);
        while bit < 8 {
            sum = sum << 1 ^ (if sum >> 31 == 1 { 0x04C1_1DB7 } else { 0 });
            bit += 1;
        }
        table[value] = sum;
        value += 1;
    }
    table
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.medium.read(buffer)?;
        self.bytes.extend(&buffer[..count]);
        self.watch();
        Ok(count)
    }
}

impl Seek for Watched {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.clear();
        self.last.clear();
        self.medium.seek(to)
    }
}

impl MediaSource for Watched {
    fn is_seekable(&self) -> bool {
        self.medium.is_seekable()
    }

    fn byte_len(&self) -> Option<u64> {
        self.medium.byte_len()
    }
}
