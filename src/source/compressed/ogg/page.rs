//! Ogg pages.
//!
//! # Source
//! RFC 3533, section 6.

use std::io;

use memchr::memmem;
use symphonia::core::checksum::Crc32;
use symphonia::core::io::Monitor;

use crate::source::compressed::skipped::Place;
use crate::source::compressed::window::Window;

/// The capture pattern, including the version.
const START: &[u8] = b"OggS\0";
/// Bytes of a page header before the segment table.
const HEAD: usize = 27;
/// The maximum size of a page header.
pub(super) const MAX_HEAD: usize = HEAD + 255;

/// The maximum ratio of bytes checksummed without success to bytes read, beyond `SPARE` bytes. Otherwise a few bytes
/// that look like a page would each cost a checksum of 65 KB.
const MAX_WASTED_RATIO: u64 = 16;
const SPARE: u64 = 1 << 20;

/// The contents of a page header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) stream: u32,
    pub(super) number: u32,
    /// The end time of the last packet that ends in the page (its granule position), if one does and the page states it.
    pub(super) time: Option<i64>,
    /// Whether the page begins within a packet.
    pub(super) is_continued: bool,
    pub(super) is_first: bool,
    pub(super) is_last: bool,
    /// Bytes of the page.
    pub(super) size: usize,
}

impl Header {
    /// Parses a page header; `None` if it is invalid or incomplete.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..HEAD).filter(|head| head.starts_with(START) && head[5] < 8)?;
        let segments = segments(bytes)?;
        let word = |at: usize| head[at..].first_chunk().copied().map(u32::from_le_bytes);
        let time = head[6..].first_chunk().copied().map(i64::from_le_bytes)?;
        Some(Self {
            stream: word(14)?,
            number: word(18)?,
            time: Some(time).filter(|&time| time != -1 && segments.iter().any(|&size| size < u8::MAX)),
            is_continued: head[5] & 1 != 0,
            is_first: head[5] & 2 != 0,
            is_last: head[5] & 4 != 0,
            size: HEAD + segments.len() + segments.iter().map(|&size| usize::from(size)).sum::<usize>(),
        })
    }
}

/// The segment table of the page that begins here, if complete.
fn segments(bytes: &[u8]) -> Option<&[u8]> {
    bytes.get(HEAD..)?.get(..usize::from(bytes[HEAD - 1]))
}

/// A whole page with the right checksum.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) header: Header,
    bytes: Vec<u8>,
}

impl Page {
    /// `None` if the checksum of `bytes`, which are a page with this header, is wrong.
    fn of(header: Header, bytes: &[u8]) -> Option<Self> {
        let mut sum = Crc32::new(0);
        sum.process_buf_bytes(&bytes[..22]);
        sum.process_buf_bytes(&[0; 4]);
        sum.process_buf_bytes(&bytes[26..]);
        (bytes[22..26] == sum.crc().to_le_bytes()).then(|| Self { header, bytes: bytes.to_vec() })
    }

    /// The segments, and whether each ends a packet.
    pub(super) fn segments(&self) -> impl Iterator<Item = (&[u8], bool)> {
        let sizes = segments(&self.bytes).unwrap_or_default();
        let mut rest = &self.bytes[HEAD + sizes.len()..];
        sizes.iter().map(move |&size| {
            let (segment, behind) = rest.split_at(usize::from(size));
            rest = behind;
            (segment, size < u8::MAX)
        })
    }
}

/// Finds pages.
pub(super) struct Pages {
    pub(super) window: Window,
    /// Bytes checksummed without success.
    wasted: u64,
    /// Bytes outside pages since the last page that was taken.
    pub(super) place: Option<Place>,
    /// Whether the data end within a page.
    pub(super) is_cut: bool,
}

impl Pages {
    pub(super) fn new(window: Window) -> Self {
        Self { window, wasted: 0, place: None, is_cut: false }
    }

    fn skip(&mut self, count: usize) {
        if count > 0 {
            Place::extend(&mut self.place, self.window.position(), &self.window.ahead()[..count]);
            self.window.consume(count);
        }
    }

    /// The next valid page; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Page>> {
        loop {
            self.window.fill(MAX_HEAD)?;
            let ahead = self.window.ahead();
            let sync = memmem::find(ahead, START);
            if sync != Some(0) {
                let is_end = self.window.left().is_some();
                // The beginning of a possible page stays.
                let kept = if is_end { 0 } else { START.len() - 1 };
                let skipped = sync.unwrap_or(ahead.len().saturating_sub(kept));
                self.skip(skipped);
                if is_end && sync.is_none() {
                    return Ok(None);
                }
                continue;
            }
            let Some(header) = Header::of(ahead) else {
                self.is_cut |= self.window.left().is_some();
                self.skip(START.len());
                continue;
            };
            self.window.fill(header.size)?;
            let Some(bytes) = self.window.ahead().get(..header.size) else {
                self.is_cut = true;
                self.skip(START.len());
                continue;
            };
            if let Some(page) = Page::of(header, bytes) {
                self.window.consume(header.size);
                self.is_cut = false;
                return Ok(Some(page));
            }
            self.wasted += header.size as u64;
            let may_look_within = self.wasted <= SPARE + MAX_WASTED_RATIO * self.window.position();
            self.skip(if may_look_within { START.len() } else { header.size });
        }
    }

    /// The page that begins at byte `at` of a file, if it is whole.
    pub(super) fn at(&mut self, at: u64) -> io::Result<Option<Page>> {
        self.window.go_to(at)?;
        let page = self.next()?;
        Ok(page.filter(|_| self.place.take().is_none()))
    }
}
