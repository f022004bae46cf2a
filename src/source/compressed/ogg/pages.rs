//! Validates and orders the pages of an Ogg stream for the demuxer.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use symphonia::core::io::MediaSource;

use super::notes::{Hole, Notes};
use super::page::{HEAD, Header, START, is_whole, segments, size};

/// The maximum number of streams to track.
const MAX_KEPT: usize = 1 << 12;
/// The number of recent pages to remember for detecting duplicates.
const RECENT: usize = 64;
/// Bytes to read at a time.
const BLOCK: usize = 1 << 15;
/// The maximum ratio of bytes checksummed without success to bytes read.
const MAX_WASTED_RATIO: u64 = 16;
/// Bytes that may be checksummed beyond that ratio.
const SPARE: u64 = 1 << 20;

/// A reader that passes on only complete pages in order.
pub(in super::super) struct Sorted<M> {
    medium: M,
    notes: Notes,
    /// Bytes read that do not belong to a page yet.
    bytes: Vec<u8>,
    /// Pages to pass on, and the number of their bytes already read.
    pages: Vec<u8>,
    taken: usize,
    /// Bytes read, and bytes checksummed without success.
    read: u64,
    wasted: u64,
    /// The last page of each stream.
    last: BTreeMap<u32, Last>,
    recent: VecDeque<Header>,
}

#[derive(Clone)]
struct Last {
    number: u32,
    /// The end time of the last complete packet.
    time: i64,
    /// Pages missing since that time.
    missing: u32,
    /// The numbers of the last missing pages.
    skipped: Range<u32>,
    has_data: bool,
    has_ended: bool,
}

impl<M: MediaSource> Sorted<M> {
    pub(in super::super) fn new(medium: M, notes: Notes) -> Self {
        let (bytes, pages, recent) = (Vec::new(), Vec::new(), VecDeque::new());
        Self { medium, notes, bytes, pages, taken: 0, read: 0, wasted: 0, last: BTreeMap::new(), recent }
    }

    /// Processes all complete pages; at the end of the data, also incomplete ones.
    fn sort(&mut self, is_end: bool) {
        let mut at = 0;
        loop {
            let Some(sync) = self.bytes[at..].windows(START.len()).position(|window| window == START) else {
                // Keep the beginning of a possible page.
                at = at.max((self.bytes.len() + 1).saturating_sub(START.len()));
                break;
            };
            at += sync;
            let rest = &self.bytes[at..];
            let header = Header::of(rest);
            let size = segments(rest).map(size);
            match (header, size) {
                (None, _) if rest.len() >= HEAD => at += START.len(),
                (Some(header), Some(size)) if rest.len() >= size => {
                    if is_whole(&rest[..size]) {
                        self.note(header, at, size);
                        at += size;
                    } else {
                        self.wasted += size as u64;
                        let may_look_within = self.wasted <= SPARE + MAX_WASTED_RATIO * self.read;
                        at += if may_look_within { START.len() } else { size };
                    }
                }
                _ if is_end => {
                    self.notes.lock().is_cut = true;
                    at += START.len();
                }
                _ => break,
            }
        }
        self.bytes.drain(..at);
    }

    /// Compares a page with the last of its stream, and passes it on if it is in order.
    fn note(&mut self, page: Header, at: usize, size: usize) {
        let is_repeated = self.recent.contains(&page);
        let last = self.last.get(&page.stream).cloned().filter(|_| !page.is_first);
        if is_repeated || last.as_ref().is_some_and(|last| last.skipped.contains(&page.number)) {
            // A file joined with itself repeats its first pages, but not before a data page.
            let restarts = page.is_first && self.last.values().any(|last| last.has_data);
            if !restarts {
                self.notes.lock().ignored += 1;
                return;
            }
        }
        if page.is_first && self.last.values().any(|last| last.has_data) {
            let lacks_end = self.last.values().any(|last| last.has_data && !last.has_ended);
            let mut notes = self.notes.lock();
            notes.lacks_end |= lacks_end;
            notes.follow();
            drop(notes);
            self.last.clear();
            self.recent.clear();
        }
        self.recent.push_back(page);
        if self.recent.len() > RECENT {
            self.recent.pop_front();
        }

        let bytes = &self.bytes[at..at + size];
        let sizes = segments(bytes).unwrap_or_default();
        let mut notes = self.notes.lock();
        notes.is_cut = sizes.last() == Some(&u8::MAX);
        if page.is_first {
            notes.begin(&bytes[HEAD + sizes.len()..]);
        }
        drop(notes);
        // A page in which no packet ends has no time.
        let time = sizes.iter().any(|&size| size < u8::MAX).then_some(page.time);
        self.pages.extend(bytes);

        let next = last.as_ref().map_or(page.number, |last| last.number.wrapping_add(1));
        let missing = page.number.wrapping_sub(next).saturating_add(last.as_ref().map_or(0, |last| last.missing));
        if let (Some(last), Some(time)) = (&last, time)
            && missing > 0
            && time > last.time
        {
            self.notes.lock().insert(Hole { stream: page.stream, at: last.time, end: time, pages: missing });
        }
        let skipped = if next < page.number {
            next..page.number
        } else {
            last.as_ref().map_or(0..0, |last| last.skipped.clone())
        };
        let next = Last {
            number: page.number,
            time: time.or(last.as_ref().map(|last| last.time)).unwrap_or(0),
            missing: if time.is_some() { 0 } else { missing },
            skipped,
            has_data: !page.is_first,
            has_ended: page.is_last,
        };
        if self.last.contains_key(&page.stream) || self.last.len() < MAX_KEPT {
            self.last.insert(page.stream, next);
        }
    }
}

impl<M: MediaSource> Read for Sorted<M> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.pages.len() {
            self.pages.clear();
            self.taken = 0;
            let before = self.bytes.len();
            self.bytes.resize(before + BLOCK, 0);
            let read = self.medium.read(&mut self.bytes[before..]);
            self.bytes.truncate(before + *read.as_ref().unwrap_or(&0));
            let count = read?;
            self.read += count as u64;
            self.sort(count == 0);
            if count == 0 && self.pages.is_empty() {
                return Ok(0);
            }
        }
        let left = &self.pages[self.taken..];
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.taken += count;
        Ok(count)
    }
}

impl<M> Seek for Sorted<M> {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}

impl<M: MediaSource> MediaSource for Sorted<M> {
    fn is_seekable(&self) -> bool {
        false
    }

    fn byte_len(&self) -> Option<u64> {
        None
    }
}
