//! A stream cut into packets: what is one, and what is none.

use std::collections::VecDeque;
use std::io::{self, Read};

use super::end::FramesEnd;
use super::header::{HEADER, Header, LARGEST, header, refusal, summary};
use super::skipped::SkippedBytes;
use super::tag::{self, Lyrics, Tag};
use super::window::Window;

/// Bytes ahead by which a packet is judged: two at their largest, and what follows them.
pub(super) const SIGHT: usize = 2 * LARGEST + tag::HEAD;
/// Bytes of a tag between packets beyond which it is taken for damage.
const MAX_TAG: usize = 1 << 24;
/// Packets in a row of another stream that are no damage.
const MIN_NEW_STREAM: u32 = 16;
/// Zeros behind a tag by which they are told from those of a packet.
const PADDING: usize = 1 << 11;
/// Zeros that are padding: before the first packet, and behind the last, where it is a sixteenth of the whole at most.
const MAX_PADDING_BEFORE: u64 = 1 << 12;
const MAX_PADDING: u64 = 1 << 16;

pub(super) struct Splitter {
    window: Window<Box<dyn Read + Send>>,
    /// Bytes ahead that are handed out as they are.
    pub(super) ready: u64,
    /// The last packet's header.
    pub(super) current: Option<Header>,
    /// Packets of sound that were handed out.
    pub(super) packets: u64,
    /// How many of them were in files before this one.
    pub(super) before: u64,
    /// Their mean sizes in all.
    size: f64,
    /// Whether these are all the same.
    is_constant: bool,
    invalid: Option<Invalid>,
    pub(super) skipped: VecDeque<SkippedBytes>,
    pub(super) frames_end: Option<FramesEnd>,
    /// The byte behind the last packet, as the first says.
    pub(super) stated_end: Option<u64>,
    /// Packets that the first says there are, if that cannot be.
    pub(super) false_count: Option<u32>,
    /// Packets that the first says there are, if that can be.
    pub(super) claimed: Option<u32>,
    /// Packets that are missing of this file and of those that follow it, where that is known.
    missing: VecDeque<Option<u64>>,
    /// Why what the first bytes begin cannot be decoded.
    pub(super) refusal: Option<String>,
    /// Packets in a row that are of another stream.
    mismatched: u32,
    pub(super) change: Option<String>,
    lyrics: Lyrics,
}

/// Bytes since the last packet that are none.
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

    /// The same, where it is known how many packets are missing of each of the files that are joined in it.
    pub(super) fn with_missing(self, missing: VecDeque<Option<u64>>) -> Self {
        Self { missing, ..self }
    }

    /// Goes on with another file.
    pub(super) fn next_file(&mut self) {
        (self.frames_end, self.current, self.claimed) = (None, None, None);
        self.before = self.packets;
        self.missing.pop_front();
    }

    /// Passes over what could be handed out next; false at the end.
    pub(super) fn pass(&mut self) -> io::Result<bool> {
        self.advance()?;
        let ready = std::mem::take(&mut self.ready);
        self.window.skip(ready)?;
        Ok(ready > 0)
    }

    /// Hands out bytes that are ready; none at the end.
    pub(super) fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.advance()?;
        self.window.hand_out(&mut self.ready, buffer)
    }

    /// Makes bytes ready to be handed out, up to the end.
    fn advance(&mut self) -> io::Result<()> {
        while self.ready == 0 && self.frames_end.is_none() {
            self.window.fill(SIGHT)?;
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

    /// Whether nothing but tags was there so far.
    fn is_first(&self) -> bool {
        self.current.is_none() && self.invalid.is_none()
    }

    /// The tag ahead, if there is one that can be believed.
    fn tag_ahead(&mut self) -> io::Result<Option<Tag>> {
        let (ahead, is_due) = (self.window.ahead(), self.invalid.is_none());
        if let Some(tag) = tag::tag(ahead) {
            let is_one = self.is_first() || self.is_followed(tag.size, if is_due { MAX_TAG } else { SIGHT })?;
            return Ok(is_one.then_some(tag));
        }
        if is_due { self.lyrics.ahead(&mut self.window) } else { Ok(None) }
    }

    /// Whether so many bytes ahead, if they are no more than `most`, are there and followed by what may follow a tag.
    fn is_followed(&mut self, size: u64, most: usize) -> io::Result<bool> {
        let Some(size) = usize::try_from(size).ok().filter(|&size| size <= most) else { return Ok(false) };
        self.window.fill(size + SIGHT)?;
        let Some(behind) = self.window.ahead().get(size..) else { return Ok(false) };
        let is_padding = behind.iter().take(PADDING).all(|&byte| byte == 0);
        Ok(is_padding || tag::begins(behind) || header(behind).is_some_and(|found| self.is_packet(size, &found)))
    }

    fn pass_tag(&mut self, tag: Tag) -> io::Result<()> {
        // Its reader finds texts in the first, and keeps all that it is given.
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

    /// Weighs the bytes ahead, of which there is at least one: a packet, or not.
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
            // The last before some damage, unless the damage is in it: then another begins before its end.
            let mut inside = 1..found.size;
            return match inside.find(|&at| header(&ahead[at..]).is_some_and(|inner| self.is_packet(at, &inner))) {
                Some(at) => self.skip_invalid(at),
                None => self.accept(found),
            };
        }
        if self.is_first() {
            self.refusal = refusal(ahead);
        }
        // Near the end of what is in sight too little is seen of what may begin.
        let most = ahead.len().saturating_sub(tag::HEAD).max(1);
        self.skip_invalid((1..most).find(|&at| may_begin(&ahead[at..])).unwrap_or(most));
    }

    /// Where a packet begins within the one found, if its size is damaged: as far on as the last was long.
    fn find_hidden(&self, found: &Header) -> Option<usize> {
        let current = self.current.filter(|current| found.size > current.size + 1)?;
        let usual = current.mean_size.floor() as usize;
        let is_like_it = |inner: &Header| inner.stream == current.stream && inner.mean_size == current.mean_size;
        let mut places = usual..=usual + 1;
        places.find(|&at| {
            let inner = self.window.ahead().get(at..).and_then(header).filter(is_like_it);
            inner.is_some_and(|inner| self.is_packet(at, &inner))
        })
    }

    /// Whether what begins `at` bytes ahead is followed by another of its stream, or by what may follow the last.
    fn is_packet(&self, at: usize, found: &Header) -> bool {
        let behind = at + found.size;
        let Some(rest) = self.window.ahead().get(behind..) else { return false };
        // It tells enough of itself.
        if summary(&self.window.ahead()[at..behind]).is_some() {
            return true;
        }
        if let Some(next) = header(rest) {
            return next.stream == found.stream;
        }
        let is_last = rest.is_empty() && self.window.left().is_some() || tag::begins(rest);
        is_last && (self.current.is_none() || self.is_of_current(found))
    }

    /// Whether more packets are in sight than the summary says there are.
    fn is_contradicted(&self, count: u32, first: &Header) -> bool {
        const SOME_MORE: usize = 2;
        let mut at = first.size;
        let packets = std::iter::from_fn(|| {
            let ahead = self.window.ahead().get(at..)?;
            let next = header(ahead).filter(|next| next.stream == first.stream)?;
            // Another file begins with one of its own.
            let is_sound = summary(ahead.get(..next.size)?).is_none();
            at += next.size;
            is_sound.then_some(())
        });
        let many = (count as usize).saturating_add(SOME_MORE);
        count == 0 || packets.take(many).count() >= many
    }

    fn is_of_current(&self, found: &Header) -> bool {
        self.current.is_some_and(|current| current.stream == found.stream)
    }

    /// Hands out the packet ahead, which is in sight.
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
                // Its reader would end there; no packet is beyond the most that there can be, and no checksum is zero.
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

    /// Passes over so many bytes ahead.
    fn skip_invalid(&mut self, count: usize) {
        let is_zero = self.window.ahead()[..count].iter().all(|&byte| byte == 0);
        let at = self.window.position();
        let invalid = self.invalid.get_or_insert(Invalid { at, bytes: 0, is_zero: true });
        invalid.bytes += count as u64;
        invalid.is_zero &= is_zero;
        self.window.consume(count);
    }

    /// Makes a seam of what was passed over; a few zeros at either end are none.
    fn record_skipped(&mut self, is_end: bool) {
        let Some(Invalid { at, bytes, is_zero }) = self.invalid.take() else { return };
        let between = self.current.filter(|_| !is_end && self.packets > 0);
        let most = if is_end { (at / 16).clamp(MAX_PADDING_BEFORE * 2, MAX_PADDING) } else { MAX_PADDING_BEFORE };
        if is_zero && (self.current.is_none() || is_end) && bytes <= most {
            return;
        }
        let guess = (bytes as f64 * self.packets as f64 / self.size).round();
        // Bytes that were put between packets are in the place of none: no more are missing than the first counts.
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

/// Whether a packet or a tag may begin here.
fn may_begin(bytes: &[u8]) -> bool {
    match bytes.first() {
        Some(0xFF) => bytes.len() < HEADER || header(bytes).is_some(),
        Some(b'I' | b'A' | b'T') => tag::begins(bytes),
        _ => false,
    }
}
