//! The valid pages of an Ogg file or stream.

use std::io;

use memchr::memmem;

use super::page::{HEAD, Header, MAX_HEAD, Page, START, segments, size};
use crate::source::compressed::window::Window;

/// The maximum ratio of bytes checksummed without success to bytes read, beyond `SPARE` bytes. Otherwise a few bytes
/// that look like a page would each cost a checksum of 65 KB.
const MAX_WASTED_RATIO: u64 = 16;
const SPARE: u64 = 1 << 20;

/// Consecutive bytes outside valid pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Skipped {
    pub(super) first: u64,
    pub(super) bytes: u64,
}

/// Finds pages.
pub(super) struct Pages {
    pub(super) window: Window,
    /// Bytes checksummed without success.
    wasted: u64,
    skipped: Option<Skipped>,
    is_cut: bool,
}

impl Pages {
    pub(super) fn new(window: Window) -> Self {
        Self { window, wasted: 0, skipped: None, is_cut: false }
    }

    /// Bytes outside pages since the last call.
    pub(super) fn take_skipped(&mut self) -> Option<Skipped> {
        self.skipped.take()
    }

    /// Whether the data end within a page.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    fn skip(&mut self, count: usize) {
        let at = self.window.position();
        let bytes = self.skipped.map_or(0, |skipped| skipped.bytes) + count as u64;
        self.skipped = (bytes > 0).then(|| Skipped { first: self.skipped.map_or(at, |skipped| skipped.first), bytes });
        self.window.consume(count);
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
            let Some((header, size)) = Header::of(ahead).zip(segments(ahead).map(size)) else {
                self.is_cut |= ahead.len() < HEAD || Header::of(ahead).is_some();
                self.skip(START.len());
                continue;
            };
            self.window.fill(size)?;
            let Some(bytes) = self.window.ahead().get(..size) else {
                self.is_cut = true;
                self.skip(START.len());
                continue;
            };
            if let Some(page) = Page::of(header, bytes) {
                self.window.consume(size);
                self.is_cut = false;
                return Ok(Some(page));
            }
            self.wasted += size as u64;
            let may_look_within = self.wasted <= SPARE + MAX_WASTED_RATIO * self.window.position();
            self.skip(if may_look_within { START.len() } else { size });
        }
    }

    /// The page that begins at byte `at` of a file, if it is whole.
    pub(super) fn at(&mut self, at: u64) -> io::Result<Option<Page>> {
        self.window.go_to(at)?;
        let page = self.next()?;
        Ok(page.filter(|_| self.take_skipped().is_none()))
    }
}
