//! Where frames begin and end.
//!
//! A frame states no size. It ends before the next header of the stream if its checksum is right there, or else where its
//! subframes end.

use std::io;

use super::super::window::Window;
use super::checksum::{crc16, is_whole};
use super::header::{Header, MAX_SIZE};
use super::stream_info::StreamInfo;
use super::subframe;

/// Bytes to search for a header at a time.
const CHUNK: usize = 1 << 15;

/// The maximum number of headers to try as the end of a frame. Within 100 MB of samples there is one by chance, so more
/// of them are frames after a damaged one.
const MAX_TRIES: usize = 4;

/// The frames of a stream.
#[derive(Debug)]
pub(super) struct Frames {
    pub(super) info: StreamInfo,
    /// Whether frames count samples, once that is known.
    counts_samples: Option<bool>,
    /// The number of the last frame, its samples, and the sample after it.
    last: Option<(u64, u64, u64)>,
    /// No frame that begins before this byte is measured, so that hostile data are measured only once.
    measured: u64,
}

impl Frames {
    pub(super) fn new(info: StreamInfo) -> Self {
        Self { info, counts_samples: None, last: None, measured: 0 }
    }

    /// The frame of the stream whose header begins here.
    pub(super) fn header(&self, bytes: &[u8]) -> Option<Header> {
        let is_alike = |header: &Header| self.counts_samples.is_none_or(|counts| counts == header.counts_samples);
        Header::of(bytes).filter(|header| self.info.is_of_stream(header) && is_alike(header))
    }

    /// The first sample of a frame. Counted frames follow the last one, whose samples missing frames have too; only
    /// before the first one do the sizes in the header of the file matter.
    pub(super) fn start_of(&self, header: &Header) -> u64 {
        match self.last {
            _ if header.counts_samples => header.number,
            Some((number, samples, end)) if header.number > number => end + (header.number - number - 1) * samples,
            Some((_, samples, _)) => header.number * samples,
            None if self.info.least == self.info.most => header.number * u64::from(self.info.least),
            None => header.number * u64::from(header.samples),
        }
    }

    /// Continues after a frame.
    pub(super) fn pass(&mut self, header: &Header) {
        let (start, samples) = (self.start_of(header), u64::from(header.samples));
        self.last = Some((header.number, samples, start + samples));
        self.counts_samples = Some(header.counts_samples);
    }

    /// Continues at any frame whose number states its first sample.
    pub(super) fn forget(&mut self) {
        self.last = None;
    }

    /// The size of the frame ahead; `None` if it is damaged or cut.
    pub(super) fn size(&mut self, window: &mut Window, header: &Header) -> io::Result<Option<usize>> {
        let largest = self.info.largest_frame(header.samples);
        let following = self.start_of(header) + u64::from(header.samples);
        let is_next = |next: &Header| match next.counts_samples {
            true => next.number == following,
            false => next.number == header.number + 1,
        };
        let (mut sum, mut summed, mut searched, mut tries) = (0, 0, header.size, 0);
        loop {
            window.fill((searched + CHUNK).min(largest + MAX_SIZE))?;
            let ahead = window.ahead();
            let is_all = window.left().is_some();
            let end = if is_all { ahead.len() } else { ahead.len().saturating_sub(MAX_SIZE) }.min(largest);
            let within = ahead.get(searched..end).unwrap_or_default();
            let headers = memchr::memchr_iter(0xFF, within)
                .map(|at| searched + at)
                .filter_map(|at| Some((at, self.header(&ahead[at..])?)));
            let whole = (is_all && end == ahead.len()).then_some((end, None));
            for (at, next) in headers.map(|(at, next)| (at, Some(next))).chain(whole) {
                sum = crc16(sum, &ahead[summed..at]);
                summed = at;
                // Zeros after the frame change no checksum.
                if sum == 0 && ahead[at - 1] != 0 {
                    return Ok(Some(at));
                }
                tries += 1;
                if sum == 0 || tries == MAX_TRIES || next.is_none_or(|next| is_next(&next)) {
                    return self.measure(window, header);
                }
            }
            searched = end;
            if end >= largest {
                return self.measure(window, header);
            }
        }
    }

    /// The size of the frame ahead by its contents, if its checksum is right.
    fn measure(&mut self, window: &mut Window, header: &Header) -> io::Result<Option<usize>> {
        if window.position() < self.measured {
            return Ok(None);
        }
        window.fill(self.info.largest_frame(header.samples))?;
        let ahead = window.ahead();
        let (size, read) = subframe::measure(ahead, header, u32::from(self.info.bits));
        let size = size.filter(|&size| is_whole(&ahead[..size]));
        if size.is_none() {
            self.measured = window.position() + read as u64;
        }
        Ok(size)
    }
}
