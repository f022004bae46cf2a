//! What is behind a frame that no other follows.

use std::io::{self, Read};

use super::header::Header;
use super::mark::begins;
use super::notes::Notes;
use super::stream_info::StreamInfo;
use crate::source::compressed::bare::tag::{self, HEAD, Lyrics};
use crate::source::compressed::bare::{Seam, Window};

/// What follows it.
pub(super) enum Next {
    Nothing,
    /// More of the same stream.
    Frame,
    /// Another file.
    Another,
}

/// A place behind a frame.
#[derive(Debug, Default)]
pub(super) struct Behind {
    /// The sample that follows the frame.
    sample: u64,
    strange: Option<Strange>,
    /// Whether frames are in it that do not go on with the stream.
    has_frames: bool,
    lyrics: Lyrics,
}

/// Bytes that are neither a frame nor a tag.
#[derive(Debug)]
struct Strange {
    at: u64,
    bytes: u64,
    is_zero: bool,
}

impl Behind {
    pub(super) fn new(sample: u64) -> Self {
        Self { sample, ..Self::default() }
    }

    /// Passes over what is neither a frame that goes on with the stream nor another file, and notes what is no tag either.
    pub(super) fn pass(
        &mut self,
        window: &mut Window<impl Read>,
        info: &StreamInfo,
        notes: &Notes,
    ) -> io::Result<Next> {
        loop {
            window.look(HEAD)?;
            if let Some(next) = self.next(window.ahead(), info) {
                self.settle(&next, notes);
                return Ok(next);
            }
            let tag = match tag::tag(window.ahead()) {
                Some(tag) => Some(tag),
                None => self.lyrics.ahead(window)?,
            };
            match tag {
                Some(tag) => {
                    self.forget(tag.before);
                    window.skip(tag.size)?;
                }
                None => self.lose(window),
            }
        }
    }

    fn next(&mut self, ahead: &[u8], info: &StreamInfo) -> Option<Next> {
        if ahead.is_empty() {
            return Some(Next::Nothing);
        }
        let header = Header::of(ahead).filter(|header| info.is_of_stream(header));
        if header.is_some_and(|header| info.goes_on(self.sample, &header)) {
            return Some(Next::Frame);
        }
        self.has_frames |= header.is_some();
        begins(ahead).then_some(Next::Another)
    }

    /// Passes over bytes that are neither, of which there is one at least.
    fn lose(&mut self, window: &mut Window<impl Read>) {
        let ahead = window.ahead();
        let may_begin = |byte: &u8| matches!(byte, 0xFF | b'A' | b'I' | b'L' | b'T' | b'f');
        let count = ahead[1..].iter().position(may_begin).map_or(ahead.len(), |at| at + 1);
        let strange = self.strange.get_or_insert(Strange { at: window.position(), bytes: 0, is_zero: true });
        strange.bytes += count as u64;
        strange.is_zero &= ahead[..count].iter().all(|&byte| byte == 0);
        window.pass(count);
    }

    /// Takes back that so many bytes were strange, which a tag says are its own.
    fn forget(&mut self, count: u64) {
        if let Some(strange) = &mut self.strange {
            strange.bytes -= count.min(strange.bytes);
        }
    }

    /// Notes what was strange; zeros at the end are padding.
    fn settle(&mut self, next: &Next, notes: &Notes) {
        let is_padding = |strange: &Strange| strange.is_zero && !matches!(next, Next::Frame);
        let strange = self.strange.take().filter(|strange| strange.bytes > 0 && !is_padding(strange));
        if let Some(Strange { at, bytes, .. }) = strange {
            let mut notes = notes.lock();
            notes.passed.add(&Seam { packets: 0, at, bytes, samples: 0, is_exact: true });
            notes.has_frames |= self.has_frames;
        }
    }
}
