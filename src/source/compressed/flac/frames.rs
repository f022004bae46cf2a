//! Where frames begin and end.
//!
//! A frame states no size. It ends where its checksum is right, best before the next header of the stream.

use std::io;

use symphonia::core::checksum::Crc16Ansi;
use symphonia::core::io::Monitor;

use super::super::tag;
use super::super::window::Window;
use super::header::Header;
use super::stream_info::StreamInfo;

/// Bytes to search for a header at a time.
const CHUNK: usize = 1 << 15;

/// The maximum number of headers to try as the end of a frame. Within 100 MB of samples there is one by chance, so more
/// of them are frames after a damaged one. The bound makes the search of hostile files linear.
const MAX_TRIES: usize = 4;

/// Whether the checksum at the end of a frame is right (RFC 9639, section 9.3).
pub(in super::super) fn is_whole(frame: &[u8]) -> bool {
    let mut sum = Crc16Ansi::new(0);
    sum.process_buf_bytes(frame);
    sum.crc() == 0
}

/// The frames of a stream.
#[derive(Debug)]
pub(super) struct Frames {
    pub(super) info: StreamInfo,
    /// Whether frames count samples, once that is known.
    counts_samples: Option<bool>,
    /// The number of the last frame, its samples, and the sample after it.
    last: Option<(u64, u64, u64)>,
}

impl Frames {
    pub(super) fn new(info: StreamInfo) -> Self {
        Self { info, counts_samples: None, last: None }
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
    pub(super) fn size(&self, window: &mut Window, header: &Header) -> io::Result<Option<usize>> {
        let largest = self.info.largest_frame(header.samples);
        let is_last = self.info.samples == Some(self.start_of(header) + u64::from(header.samples));
        let (mut sum, mut summed, mut searched, mut tries) = (Crc16Ansi::new(0), 0, header.size, 0);
        loop {
            window.fill((searched + CHUNK).min(largest) + tag::HEAD)?;
            let ahead = window.ahead();
            let is_all = window.left().is_some();
            let end = if is_all { ahead.len() } else { ahead.len().saturating_sub(tag::HEAD) }.min(largest);
            let within = ahead.get(searched..end).unwrap_or_default();
            let headers = memchr::memchr_iter(0xFF, within).map(|at| searched + at);
            let headers = headers.filter(|&at| self.header(&ahead[at..]).is_some());
            for at in headers.chain((is_all && end == ahead.len()).then_some(end)) {
                sum.process_buf_bytes(&ahead[summed..at]);
                summed = at;
                if sum.crc() == 0 {
                    return Ok(Some(at));
                }
                tries += 1;
                if tries == MAX_TRIES {
                    return Ok(end_by_checksum(&ahead[..at + tag::HEAD.min(ahead.len() - at)], header.size, is_last));
                }
            }
            searched = end;
            if is_all || end >= largest {
                return Ok(end_by_checksum(&ahead[..end + tag::HEAD.min(ahead.len() - end)], header.size, is_last));
            }
        }
    }
}

/// The end of a frame that no whole header follows: where its checksum is right before a tag, a sync code or zeros, or
/// first of all in the last frame of the stream.
fn end_by_checksum(ahead: &[u8], head: usize, is_last: bool) -> Option<usize> {
    let mut sum = Crc16Ansi::new(0);
    sum.process_buf_bytes(ahead.get(..head)?);
    (head + 1..ahead.len()).find(|&at| {
        sum.process_byte(ahead[at - 1]);
        let rest = &ahead[at..];
        let is_sync = rest.starts_with(&[0xFF, 0xF8]) || rest.starts_with(&[0xFF, 0xF9]);
        sum.crc() == 0 && (is_last || is_sync || rest.starts_with(&[0; 16]) || tag::begins(rest))
    })
}
