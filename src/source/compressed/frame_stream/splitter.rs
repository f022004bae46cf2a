//! Splits a stream into frames and invalid data.

use std::collections::VecDeque;
use std::io::{self, Read};

use super::end::FramesEnd;
use super::header::{HEADER, Header, MAX_SIZE, header, refusal, summary};
use super::skipped::SkippedBytes;
use super::tag::{self, Lyrics, Tag};
use super::window::Window;

/// Bytes of lookahead to validate a frame: two frames of maximum size, and the start of the next.
pub(super) const LOOKAHEAD: usize = 2 * MAX_SIZE + tag::HEAD;
/// The maximum size of a tag between frames; a larger one is taken for damage.
const MAX_TAG: usize = 1 << 24;
/// Consecutive frames of another stream that prove a change of stream and not damage.
const MIN_NEW_STREAM: u32 = 16;
/// Zeros after a tag that count as padding, more than a frame may contain.
const PADDING: usize = 1 << 11;
/// Zeros that count as padding: before the first frame, and after the last, where they may be a sixteenth of the data.
const MAX_PADDING_BEFORE: u64 = 1 << 12;
const MAX_PADDING: u64 = 1 << 16;

pub(super) struct Splitter {
    window: Window<Box<dyn Read + Send>>,
    /// Bytes ahead to be handed out unchanged.
    pub(super) ready: u64,
    /// The header of the last frame.
    pub(super) current: Option<Header>,
    /// Audio frames handed out so far.
    pub(super) packets: u64,
    /// Those of previous files.
    pub(super) before: u64,
    /// The sum of their mean sizes.
    size: f64,
    /// Whether all mean sizes are equal.
    is_constant: bool,
    invalid: Option<Invalid>,
    pub(super) skipped: VecDeque<SkippedBytes>,
    pub(super) frames_end: Option<FramesEnd>,
    /// The byte after the last frame, as stated by the summary.
    pub(super) stated_end: Option<u64>,
    /// The number of frames stated by the summary, if it is wrong.
    pub(super) false_count: Option<u32>,
    /// The number of frames stated by the summary, if it is plausible.
    pub(super) claimed: Option<u32>,
    /// Missing frames of this file and of those that follow it, where known.
    missing: VecDeque<Option<u64>>,
    /// Why the first data are unsupported.
    pub(super) refusal: Option<String>,
    /// Consecutive frames of another stream.
    mismatched: u32,
    pub(super) change: Option<String>,
    lyrics: Lyrics,
}

/// Invalid data since the last frame.
struct Invalid {
    at: u64,
    bytes: u64,
    is_zero: bool,
}

impl Splitter {
    pub(super) fn new(reader: Box<dyn Read + Send>) -> Self {
        Self {
            window: Window::new(reader),
            ready: 0,
            current: None,
            packets: 0,
            before: 0,
            size: 0.0,
            is_constant: true,
            invalid: None,
            skipped: VecDeque::new(),
            frames_end: None,
            stated_end: None,
            false_count: None,
            claimed: None,
            missing: VecDeque::new(),
            refusal: None,
            mismatched: 0,
            change: None,
            lyrics: Lyrics::default(),
        }
    }

    /// Sets how many frames are missing in each of the joined files, where known.
    pub(super) fn with_missing(self, missing: VecDeque<Option<u64>>) -> Self {
        Self { missing, ..self }
    }

    /// Continues with the next file.
    pub(super) fn next_file(&mut self) {
        (self.frames_end, self.current, self.claimed) = (None, None, None);
        self.before = self.packets;
        self.missing.pop_front();
    }

    /// Skips the next ready bytes; false at the end.
    pub(super) fn pass(&mut self) -> io::Result<bool> {
        self.advance()?;
        let ready = std::mem::take(&mut self.ready);
        self.window.skip(ready)?;
        Ok(ready > 0)
    }

    /// Reads bytes that are ready; 0 at the end.
    pub(super) fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.advance()?;
        self.window.hand_out(&mut self.ready, buffer)
    }

    /// Marks the next bytes as ready, until the end.
    fn advance(&mut self) -> io::Result<()> {
        while self.ready == 0 && self.frames_end.is_none() {
            self.window.fill(LOOKAHEAD)?;
            let ahead = self.window.ahead();
            let is_first = self.is_first();
            if ahead.is_empty() {
                self.finish(FramesEnd::Eof);
            } else if let Some(tag) = self.tag_ahead()? {
                self.pass_tag(tag)?;
            } else if is_first && self.window.ahead().starts_with(b"fLaC") {
                self.ready = u64::MAX;
            } else {
                self.classify();
            }
        }
        Ok(())
    }

    /// Whether only tags were found so far.
    fn is_first(&self) -> bool {
        self.current.is_none() && self.invalid.is_none()
    }

    /// A valid tag at the current position.
    fn tag_ahead(&mut self) -> io::Result<Option<Tag>> {
        let (ahead, is_due) = (self.window.ahead(), self.invalid.is_none());
        if let Some(tag) = tag::tag(ahead) {
            let is_valid = self.is_first() || self.is_followed(tag.size, if is_due { MAX_TAG } else { LOOKAHEAD })?;
            return Ok(is_valid.then_some(tag));
        }
        if is_due { self.lyrics.ahead(&mut self.window) } else { Ok(None) }
    }

    /// Whether `size` bytes ahead, at most `most`, are present and followed by data that may follow a tag.
    fn is_followed(&mut self, size: u64, most: usize) -> io::Result<bool> {
        let Some(size) = usize::try_from(size).ok().filter(|&size| size <= most) else { return Ok(false) };
        self.window.fill(size + LOOKAHEAD)?;
        let Some(after) = self.window.ahead().get(size..) else { return Ok(false) };
        let is_padding = after.iter().take(PADDING).all(|&byte| byte == 0);
        Ok(is_padding || tag::begins(after) || header(after).is_some_and(|found| self.is_packet(size, &found)))
    }

    fn pass_tag(&mut self, tag: Tag) -> io::Result<()> {
        // The demuxer reads metadata from the first tag, and keeps all bytes it is given.
        let is_read = self.is_first() && self.window.position() == 0;
        self.invalid = self.invalid.take().and_then(|invalid| match invalid.bytes.checked_sub(tag.before) {
            Some(0) => None,
            Some(bytes) => Some(Invalid { bytes, ..invalid }),
            None => Some(invalid),
        });
        if is_read {
            self.ready = tag.size;
            return Ok(());
        }
        self.window.skip(tag.size)
    }

    /// Classifies the bytes ahead, at least one, as a frame or as invalid data.
    fn classify(&mut self) {
        let ahead = self.window.ahead();
        let found = header(ahead);
        if let Some(found) = found.filter(|found| self.is_packet(0, found)) {
            return match self.find_hidden(&found) {
                Some(at) => self.skip_invalid(at),
                None => self.accept(found),
            };
        }
        let is_in_place = self.invalid.is_none() && self.current.is_some();
        if is_in_place && found.map_or(ahead[0] == 0xFF && ahead.len() < HEADER, |found| found.size > ahead.len()) {
            return self.finish(FramesEnd::Partial);
        }
        if let Some(found) = found.filter(|found| is_in_place && self.is_of_current(found)) {
            // The last frame before damage. If a valid frame begins inside it, the damage is in this one.
            let mut inside = 1..found.size;
            return match inside.find(|&at| header(&ahead[at..]).is_some_and(|inner| self.is_packet(at, &inner))) {
                Some(at) => self.skip_invalid(at),
                None => self.accept(found),
            };
        }
        if self.is_first() {
            self.refusal = refusal(ahead);
        }
        // Leave enough lookahead to recognize a frame or a tag.
        let most = ahead.len().saturating_sub(tag::HEAD).max(1);
        self.skip_invalid((1..most).find(|&at| may_begin(&ahead[at..])).unwrap_or(most));
    }

    /// The offset of a frame hidden in the one found, whose size is damaged; the last frame's size predicts it.
    fn find_hidden(&self, found: &Header) -> Option<usize> {
        let current = self.current.filter(|current| found.size > current.size + 1)?;
        let expected = current.mean_size.floor() as usize;
        let is_like_it = |inner: &Header| inner.stream == current.stream && inner.mean_size == current.mean_size;
        let mut places = expected..=expected + 1;
        places.find(|&at| {
            let inner = self.window.ahead().get(at..).and_then(header).filter(is_like_it);
            inner.is_some_and(|inner| self.is_packet(at, &inner))
        })
    }

    /// Whether the frame `at` bytes ahead is followed by another of its stream, or by data that may follow the last
    /// frame.
    fn is_packet(&self, at: usize, found: &Header) -> bool {
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

    /// Whether the lookahead contains more frames than the summary states.
    fn is_contradicted(&self, count: u32, first: &Header) -> bool {
        const SOME_MORE: usize = 2;
        let mut at = first.size;
        let packets = std::iter::from_fn(|| {
            let ahead = self.window.ahead().get(at..)?;
            let next = header(ahead).filter(|next| next.stream == first.stream)?;
            // The next file has its own summary.
            let has_audio = summary(ahead.get(..next.size)?).is_none();
            at += next.size;
            has_audio.then_some(())
        });
        let many = (count as usize).saturating_add(SOME_MORE);
        count == 0 || packets.take(many).count() >= many
    }

    fn is_of_current(&self, found: &Header) -> bool {
        self.current.is_some_and(|current| current.stream == found.stream)
    }

    /// Hands out the frame ahead, which is in the window.
    fn accept(&mut self, found: Header) {
        let summary = summary(&self.window.ahead()[..found.size]);
        let change = self.current.and_then(|current| current.change(&found));
        if change.is_some() {
            self.mismatched += 1;
            if self.mismatched >= MIN_NEW_STREAM || summary.is_some() {
                (self.change, self.invalid) = (change, None);
                return self.finish(FramesEnd::Changed);
            }
            return self.skip_invalid(found.size);
        }
        self.mismatched = 0;
        self.record_skipped(false);
        if summary.is_some() && self.current.is_some() {
            return self.finish(FramesEnd::NextFile);
        }
        if let Some(summary) = summary {
            let count = summary.count.map(|(count, _)| count);
            self.false_count = count.filter(|&count| self.is_contradicted(count, &found));
            self.claimed = count.filter(|_| self.false_count.is_none());
            if let Some((_, at)) = summary.count.filter(|_| self.false_count.is_some()) {
                // The demuxer would stop at this count. All ones exceed any real count, and a checksum of zero disables
                // the check.
                self.window.patch(at, &[0xFF; 4]);
                summary
                    .checksum
                    .into_iter()
                    .filter(|at| at + 2 <= found.size)
                    .for_each(|at| self.window.patch(at, &[0; 2]));
            }
            self.stated_end = summary.bytes.map(|bytes| self.window.position() + u64::from(bytes));
        } else {
            let is_as_before = self.current.is_none_or(|current| current.mean_size == found.mean_size);
            self.is_constant &= self.packets == 0 || is_as_before;
            self.packets += 1;
            self.size += found.mean_size;
        }
        self.current = Some(found);
        self.ready = found.size as u64;
    }

    /// Skips `count` bytes as invalid data.
    fn skip_invalid(&mut self, count: usize) {
        let is_zero = self.window.ahead()[..count].iter().all(|&byte| byte == 0);
        let at = self.window.position();
        let invalid = self.invalid.get_or_insert(Invalid { at, bytes: 0, is_zero: true });
        invalid.bytes += count as u64;
        invalid.is_zero &= is_zero;
        self.window.consume(count);
    }

    /// Records the skipped data; a few zeros at either end are padding.
    fn record_skipped(&mut self, is_end: bool) {
        let Some(Invalid { at, bytes, is_zero }) = self.invalid.take() else { return };
        let between = self.current.filter(|_| !is_end && self.packets > 0);
        let most = if is_end { (at / 16).clamp(MAX_PADDING_BEFORE * 2, MAX_PADDING) } else { MAX_PADDING_BEFORE };
        if is_zero && (self.current.is_none() || is_end) && bytes <= most {
            return;
        }
        let guess = (bytes as f64 * self.packets as f64 / self.size).round();
        // Inserted data replace no frames: the total of missing frames is bounded by the summary.
        let known = self.missing.front_mut().and_then(Option::as_mut).filter(|_| between.is_some());
        let packets = known.map_or(guess as u64, |missing| {
            let packets = (guess as u64).min(*missing);
            *missing -= packets;
            packets
        });
        let samples = between.map_or(0, |current| packets * u64::from(current.samples));
        self.skipped.push_back(SkippedBytes { packets: self.packets, at, bytes, samples, is_exact: self.is_constant });
    }

    fn finish(&mut self, end: FramesEnd) {
        self.record_skipped(end == FramesEnd::Eof);
        self.frames_end = Some(end);
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
