//! Data after a frame without a successor.

use std::io::{self, Read};

use super::header::Header;
use super::marker::begins;
use super::notes::Notes;
use super::stream_info::StreamInfo;
use crate::source::compressed::frame_stream::tag::{self, HEAD, Lyrics};
use crate::source::compressed::frame_stream::{SkippedBytes, Window};

/// The data that follow a frame.
pub(super) enum AfterFrame {
    Nothing,
    /// More frames of the same stream.
    Frame,
    /// Another file.
    Another,
}

/// The state of a scan after a frame.
#[derive(Debug, Default)]
pub(super) struct Trailing {
    /// The sample after the frame.
    sample: u64,
    unrecognized: Option<Unrecognized>,
    /// Whether frames of another stream were found.
    has_frames: bool,
    lyrics: Lyrics,
}

/// Bytes that are neither a frame nor a tag.
#[derive(Debug)]
struct Unrecognized {
    at: u64,
    bytes: u64,
    is_zero: bool,
}

impl Trailing {
    pub(super) fn new(sample: u64) -> Self {
        Self { sample, ..Self::default() }
    }

    /// Skips to the next frame of the stream, another file or the end, and records all skipped data but tags.
    pub(super) fn pass(
        &mut self,
        window: &mut Window<impl Read>,
        info: &StreamInfo,
        notes: &Notes,
    ) -> io::Result<AfterFrame> {
        loop {
            window.fill(HEAD)?;
            if let Some(next) = self.next(window.ahead(), info) {
                self.record(&next, notes);
                return Ok(next);
            }
            let tag = match tag::tag(window.ahead()) {
                Some(tag) => Some(tag),
                None => self.lyrics.ahead(window)?,
            };
            match tag {
                Some(tag) => {
                    self.uncount(tag.before);
                    window.skip(tag.size)?;
                }
                None => self.skip_unrecognized(window),
            }
        }
    }

    fn next(&mut self, ahead: &[u8], info: &StreamInfo) -> Option<AfterFrame> {
        if ahead.is_empty() {
            return Some(AfterFrame::Nothing);
        }
        let header = Header::of(ahead).filter(|header| info.is_of_stream(header));
        if header.is_some_and(|header| info.continues_at(self.sample, &header)) {
            return Some(AfterFrame::Frame);
        }
        self.has_frames |= header.is_some();
        begins(ahead).then_some(AfterFrame::Another)
    }

    /// Skips at least one unrecognized byte.
    fn skip_unrecognized(&mut self, window: &mut Window<impl Read>) {
        let ahead = window.ahead();
        let may_begin = |byte: &u8| matches!(byte, 0xFF | b'A' | b'I' | b'L' | b'T' | b'f');
        let count = ahead[1..].iter().position(may_begin).map_or(ahead.len(), |at| at + 1);
        let unrecognized =
            self.unrecognized.get_or_insert(Unrecognized { at: window.position(), bytes: 0, is_zero: true });
        unrecognized.bytes += count as u64;
        unrecognized.is_zero &= ahead[..count].iter().all(|&byte| byte == 0);
        window.consume(count);
    }

    /// Reduces the count of unrecognized bytes by `count`, which belong to a tag.
    fn uncount(&mut self, count: u64) {
        if let Some(unrecognized) = &mut self.unrecognized {
            unrecognized.bytes -= count.min(unrecognized.bytes);
        }
    }

    /// Records the unrecognized bytes; zeros at the end are padding.
    fn record(&mut self, next: &AfterFrame, notes: &Notes) {
        let is_padding = |unrecognized: &Unrecognized| unrecognized.is_zero && !matches!(next, AfterFrame::Frame);
        let unrecognized =
            self.unrecognized.take().filter(|unrecognized| unrecognized.bytes > 0 && !is_padding(unrecognized));
        if let Some(Unrecognized { at, bytes, .. }) = unrecognized {
            let mut notes = notes.lock();
            notes.skipped.add(&SkippedBytes { packets: 0, at, bytes, samples: 0, is_exact: true });
            notes.has_frames |= self.has_frames;
        }
    }
}
