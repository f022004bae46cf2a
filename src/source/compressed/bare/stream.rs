//! A stream cut into packets: what is one, and what is none.

use std::collections::VecDeque;
use std::io::{self, Read};

use super::header::{HEADER, Header, LARGEST, header, refusal, summary};
use super::rest::Rest;
use super::seam::Seam;
use super::tag::{self, Lyrics, Tag};
use super::window::Window;

/// Bytes ahead by which a packet is judged: two at their largest, and what follows them.
pub(super) const SIGHT: usize = 2 * LARGEST + tag::HEAD;
/// Bytes of a tag between packets beyond which it is taken for damage.
const MOST_TAG: usize = 1 << 24;
/// Packets in a row of another stream that are no damage.
const ANOTHER_STREAM: u32 = 16;
/// Zeros behind a tag by which they are told from those of a packet.
const PADDING: usize = 1 << 11;
/// Zeros that are padding: before the first packet, and behind the last, where it is a sixteenth of the whole at most.
const MOST_PADDING_BEFORE: u64 = 1 << 12;
const MOST_PADDING: u64 = 1 << 16;

pub(super) struct Stream {
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
    lost: Option<Lost>,
    pub(super) seams: VecDeque<Seam>,
    pub(super) rest: Option<Rest>,
    /// The byte behind the last packet, as the first says.
    pub(super) end: Option<u64>,
    /// Packets that the first says there are, if that cannot be.
    pub(super) count: Option<u32>,
    /// Packets that the first says there are, if that can be.
    pub(super) claimed: Option<u32>,
    /// Packets that are missing of this file and of those that follow it, where that is known.
    missing: VecDeque<Option<u64>>,
    /// Why what the first bytes begin cannot be decoded.
    pub(super) refusal: Option<String>,
    /// Packets in a row that are of another stream.
    strange: u32,
    pub(super) change: Option<String>,
    lyrics: Lyrics,
}

/// Bytes since the last packet that are none.
struct Lost {
    at: u64,
    bytes: u64,
    is_zero: bool,
}

impl Stream {
    pub(super) fn new(reader: Box<dyn Read + Send>) -> Self {
        Self {
            window: Window::new(reader),
            ready: 0,
            current: None,
            packets: 0,
            before: 0,
            size: 0.0,
            is_constant: true,
            lost: None,
            seams: VecDeque::new(),
            rest: None,
            end: None,
            count: None,
            claimed: None,
            missing: VecDeque::new(),
            refusal: None,
            strange: 0,
            change: None,
            lyrics: Lyrics::default(),
        }
    }

    /// The same, where it is known how many packets are missing of each of the files that are joined in it.
    pub(super) fn lacking(self, missing: VecDeque<Option<u64>>) -> Self {
        Self { missing, ..self }
    }

    /// Goes on with another file.
    pub(super) fn go_on(&mut self) {
        (self.rest, self.current, self.claimed) = (None, None, None);
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
        while self.ready == 0 && self.rest.is_none() {
            self.window.look(SIGHT)?;
            let ahead = self.window.ahead();
            let is_first = self.is_first();
            if ahead.is_empty() {
                self.finish(Rest::Nothing);
            } else if let Some(tag) = self.tag_ahead()? {
                self.pass_tag(tag)?;
            } else if is_first && self.window.ahead().starts_with(b"fLaC") {
                self.ready = u64::MAX;
            } else {
                self.judge();
            }
        }
        Ok(())
    }

    /// Whether nothing but tags was there so far.
    fn is_first(&self) -> bool {
        self.current.is_none() && self.lost.is_none()
    }

    /// The tag ahead, if there is one that can be believed.
    fn tag_ahead(&mut self) -> io::Result<Option<Tag>> {
        let (ahead, is_due) = (self.window.ahead(), self.lost.is_none());
        if let Some(tag) = tag::tag(ahead) {
            let is_one = self.is_first() || self.is_followed(tag.size, if is_due { MOST_TAG } else { SIGHT })?;
            return Ok(is_one.then_some(tag));
        }
        if is_due { self.lyrics.ahead(&mut self.window) } else { Ok(None) }
    }

    /// Whether so many bytes ahead, if they are no more than `most`, are there and followed by what may follow a tag.
    fn is_followed(&mut self, size: u64, most: usize) -> io::Result<bool> {
        let Some(size) = usize::try_from(size).ok().filter(|&size| size <= most) else { return Ok(false) };
        self.window.look(size + SIGHT)?;
        let Some(behind) = self.window.ahead().get(size..) else { return Ok(false) };
        let is_padding = behind.iter().take(PADDING).all(|&byte| byte == 0);
        Ok(is_padding || tag::begins(behind) || header(behind).is_some_and(|found| self.is_packet(size, &found)))
    }

    fn pass_tag(&mut self, tag: Tag) -> io::Result<()> {
        // Its reader finds texts in the first, and keeps all that it is given.
        let is_read = self.is_first() && self.window.position() == 0;
        self.lost = self.lost.take().and_then(|lost| match lost.bytes.checked_sub(tag.before) {
            Some(0) => None,
            Some(bytes) => Some(Lost { bytes, ..lost }),
            None => Some(lost),
        });
        if is_read {
            self.ready = tag.size;
            return Ok(());
        }
        self.window.skip(tag.size)
    }

    /// Weighs the bytes ahead, of which there is at least one: a packet, or not.
    fn judge(&mut self) {
        let ahead = self.window.ahead();
        let found = header(ahead);
        if let Some(found) = found.filter(|found| self.is_packet(0, found)) {
            return match self.hidden(&found) {
                Some(at) => self.lose(at),
                None => self.accept(found),
            };
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
        if self.is_first() {
            self.refusal = refusal(ahead);
        }
        // Near the end of what is in sight too little is seen of what may begin.
        let most = ahead.len().saturating_sub(tag::HEAD).max(1);
        self.lose((1..most).find(|&at| may_begin(&ahead[at..])).unwrap_or(most));
    }

    /// Where a packet begins within the one found, if its size is damaged: as far on as the last was long.
    fn hidden(&self, found: &Header) -> Option<usize> {
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
            self.strange += 1;
            if self.strange >= ANOTHER_STREAM || summary.is_some() {
                (self.change, self.lost) = (change, None);
                return self.finish(Rest::Changed);
            }
            return self.lose(found.size);
        }
        self.strange = 0;
        self.settle(false);
        if summary.is_some() && self.current.is_some() {
            return self.finish(Rest::Another);
        }
        if let Some(summary) = summary {
            let count = summary.count.map(|(count, _)| count);
            self.count = count.filter(|&count| self.is_contradicted(count, &found));
            self.claimed = count.filter(|_| self.count.is_none());
            if let Some((_, at)) = summary.count.filter(|_| self.count.is_some()) {
                // Its reader would end there; no packet is beyond the most that there can be, and no checksum is zero.
                self.window.patch(at, &[0xFF; 4]);
                summary
                    .checksum
                    .into_iter()
                    .filter(|at| at + 2 <= found.size)
                    .for_each(|at| self.window.patch(at, &[0; 2]));
            }
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

    /// Makes a seam of what was passed over; a few zeros at either end are none.
    fn settle(&mut self, is_end: bool) {
        let Some(Lost { at, bytes, is_zero }) = self.lost.take() else { return };
        let between = self.current.filter(|_| !is_end && self.packets > 0);
        let most = if is_end { (at / 16).clamp(MOST_PADDING_BEFORE * 2, MOST_PADDING) } else { MOST_PADDING_BEFORE };
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
        self.seams.push_back(Seam { packets: self.packets, at, bytes, samples, is_exact: self.is_constant });
    }

    fn finish(&mut self, rest: Rest) {
        self.settle(rest == Rest::Nothing);
        self.rest = Some(rest);
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
