//! Splits a stream into frames, and counts invalid data.

use std::io;

use super::super::skipped::Place;
use super::super::window::{Bytes, Window};
use super::super::{tag, tags};
use super::header::{HEADER, Header, MAX_SIZE, fault, header};
use super::summary::{Summary, summary};
use crate::error::Error;
use crate::source::facts::Texts;

/// Bytes of lookahead to validate a frame: two frames of maximum size, and the start of the next.
const LOOKAHEAD: usize = 2 * MAX_SIZE + tag::HEAD;
/// The maximum size of a tag between the frames of a stream; a larger one is taken for damage.
const MAX_TAG: u64 = 1 << 24;
/// Consecutive frames that prove another stream and not damage: more than the rest of another file in a damaged sector.
const MIN_NEW_STREAM: usize = 16;
/// Consecutive frames that rule out a chance match.
const MIN_FRAMES: usize = 4;

/// The frames of a file or stream.
pub(super) struct Frames {
    window: Window,
    /// The header of the last frame.
    current: Option<Header>,
    /// Whether the last frame was a summary, which need not be like the frames that follow.
    is_after_summary: bool,
    /// Invalid data since the last frame.
    place: Option<Place>,
    /// Why the first data are no frame.
    fault: Option<Error>,
    /// The texts of the tag at the start.
    pub(super) texts: Texts,
}

/// A frame and what lies before it.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) header: Header,
    pub(super) summary: Option<Summary>,
    /// The byte offset of the frame.
    pub(super) at: u64,
    pub(super) data: Box<[u8]>,
    pub(super) skipped: Option<Place>,
}

/// What comes next.
#[derive(Debug)]
pub(super) enum Found {
    Frame(Frame),
    /// The end, and the invalid data before it.
    End(Option<Place>),
    /// The beginning of a frame, which is not whole.
    Partial,
}

/// How to go on from the current position.
enum Step {
    Skip(usize),
    Accept(Header),
    Cut,
}

impl Frames {
    pub(super) fn new(bytes: Bytes) -> Self {
        let (window, texts) = (Window::new(bytes), Texts::default());
        Self { window, current: None, is_after_summary: false, place: None, fault: None, texts }
    }

    /// Why there is no frame.
    pub(super) fn fault(&mut self) -> Error {
        self.fault.take().unwrap_or_else(|| Error::malformed("MP3 without a complete packet"))
    }

    /// Goes to the next frame.
    pub(super) fn next(&mut self) -> io::Result<Found> {
        loop {
            self.window.fill(LOOKAHEAD)?;
            if self.window.ahead().is_empty() {
                return Ok(Found::End(self.place.take()));
            }
            if self.pass_tag()? {
                continue;
            }
            match self.step() {
                Step::Cut => return Ok(Found::Partial),
                Step::Skip(bytes) => self.skip(bytes),
                Step::Accept(found) if self.is_stray(&found)? => self.skip(found.size),
                Step::Accept(found) => return Ok(Found::Frame(self.take(found))),
            }
        }
    }

    /// Whether only tags were found so far.
    fn is_first(&self) -> bool {
        self.current.is_none() && self.place.is_none()
    }

    /// Moves past the tag ahead, if there is one. Between frames, one that ends beyond the data is damage.
    fn pass_tag(&mut self) -> io::Result<bool> {
        let Some(size) = tag::tag(self.window.ahead()) else { return Ok(false) };
        // Within damage, three letters prove no tag.
        if self.place.is_some() && self.window.ahead().starts_with(b"TAG") {
            return Ok(false);
        }
        let position = self.window.position();
        if !self.is_first() {
            let fits = size <= MAX_TAG
                && match self.window.size()? {
                    Some(all) => position + size <= all,
                    None => {
                        self.window.fill(size as usize)?;
                        self.window.ahead().len() as u64 >= size
                    }
                };
            if !fits {
                return Ok(false);
            }
        }
        if position == 0 && self.window.ahead().starts_with(b"ID3") {
            self.texts = tags::pass_id3v2(&mut self.window, size)?;
        } else {
            self.window.skip(size)?;
        }
        Ok(true)
    }

    /// Classifies the bytes ahead, at least one, as a frame or as invalid data.
    fn step(&mut self) -> Step {
        let ahead = self.window.ahead();
        let found = header(ahead);
        if let Some(found) = found.filter(|found| self.is_frame(0, found)) {
            return Step::Accept(found);
        }
        let is_in_place = self.place.is_none() && self.current.is_some();
        if is_in_place && found.map_or(ahead[0] == 0xFF && ahead.len() < HEADER, |found| found.size > ahead.len()) {
            return Step::Cut;
        }
        if let Some(found) = found.filter(|found| is_in_place && self.is_of_current(found)) {
            // The last frame before damage. If a valid frame begins inside it, the damage is in this one.
            let mut inside = 1..found.size;
            return match inside.find(|&at| header(&ahead[at..]).is_some_and(|inner| self.is_frame(at, &inner))) {
                Some(at) => Step::Skip(at),
                None => Step::Accept(found),
            };
        }
        if self.is_first() {
            self.fault = Some(fault(ahead));
        }
        // Leave enough lookahead to recognize a frame or a tag.
        let most = ahead.len().saturating_sub(tag::HEAD).max(1);
        Step::Skip((1..most).find(|&at| may_begin(&ahead[at..])).unwrap_or(most))
    }

    /// Whether the frame `at` bytes ahead is followed by another of its stream, or by data that may follow the last
    /// frame.
    fn is_frame(&self, at: usize, found: &Header) -> bool {
        let after = at + found.size;
        let Some(rest) = self.window.ahead().get(after..) else { return false };
        // A summary proves the frame by itself.
        if summary(&self.window.ahead()[at..after]).is_some() {
            return true;
        }
        if let Some(next) = header(rest) {
            return next.stream == found.stream;
        }
        let is_last = rest.is_empty() && self.window.left().is_some() || tag::begins(rest);
        is_last && (self.current.is_none() || self.is_of_current(found))
    }

    fn is_of_current(&self, found: &Header) -> bool {
        self.current.is_some_and(|current| current.stream == found.stream)
    }

    /// Whether the frame ahead is of another stream that too few frames prove.
    fn is_stray(&mut self, found: &Header) -> io::Result<bool> {
        let Some(current) = self.current.filter(|current| current.stream != found.stream) else { return Ok(false) };
        if self.is_after_summary || summary(&self.window.ahead()[..found.size]).is_some() {
            return Ok(false);
        }
        let least = if current.differs_in_channels(found) { MIN_FRAMES } else { MIN_NEW_STREAM };
        let (mut at, mut count) = (0, 0);
        while count < least {
            self.window.fill(at + LOOKAHEAD)?;
            let rest = self.window.ahead().get(at..).unwrap_or_default();
            match header(rest).filter(|next| next.stream == found.stream && next.size <= rest.len()) {
                Some(next) => (at, count) = (at + next.size, count + 1),
                None => return Ok(count < MIN_FRAMES || !(rest.is_empty() || tag::begins(rest))),
            }
        }
        Ok(false)
    }

    /// Skips `count` bytes as invalid data.
    fn skip(&mut self, count: usize) {
        Place::extend(&mut self.place, self.window.position(), &self.window.ahead()[..count]);
        self.window.consume(count);
    }

    /// Takes the frame ahead, which is in the window.
    fn take(&mut self, header: Header) -> Frame {
        let data: Box<[u8]> = self.window.ahead()[..header.size].into();
        let (summary, at, skipped) = (summary(&data), self.window.position(), self.place.take());
        self.window.consume(header.size);
        self.current = Some(header);
        self.is_after_summary = summary.is_some();
        Frame { header, summary, at, data, skipped }
    }

    /// The number of frames from here to the next summary or to the end. The position stays, for which the rest of a
    /// stream is copied to a temporary file.
    pub(super) fn count_ahead(&mut self) -> io::Result<u64> {
        self.window.keep_rest()?;
        let (position, stands) = (self.window.position(), (self.current, self.is_after_summary, self.place));
        let mut count = 0;
        while let Found::Frame(Frame { summary: None, .. }) = self.next()? {
            count += 1;
        }
        self.window.go_to(position)?;
        (self.current, self.is_after_summary, self.place) = stands;
        Ok(count)
    }

    /// Whether only tags follow byte `at` of a file, or the file ends before it.
    pub(super) fn ends_with_tags(&mut self, mut at: u64) -> io::Result<bool> {
        /// The maximum number of tags to look for.
        const MAX_TAGS: usize = 8;
        let Some(size) = self.window.size()? else { return Ok(false) };
        let position = self.window.position();
        for _ in 0..MAX_TAGS {
            self.window.go_to(at.min(size))?;
            self.window.fill(tag::HEAD)?;
            let Some(tag) = tag::tag(self.window.ahead()) else { break };
            at = at.saturating_add(tag);
        }
        self.window.go_to(position)?;
        Ok(at >= size)
    }
}

/// Whether a frame or a tag may begin here.
fn may_begin(bytes: &[u8]) -> bool {
    match bytes.first() {
        Some(0xFF) => bytes.len() < HEADER || header(bytes).is_some(),
        Some(b'I' | b'A' | b'T') => tag::begins(bytes),
        _ => false,
    }
}
