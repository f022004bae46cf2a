//! Search for a frame by its sample.

use std::io;

use super::super::window::Window;
use super::frames::Frames;
use super::header::{Header, MAX_SIZE};

/// Bytes that are read and not searched further.
const NEAR: u64 = 1 << 16;

/// A frame's first byte and first sample.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: u64,
    sample: u64,
}

/// Moves from sample `here` to the last frame found that begins at or before sample `target`, by bisection; returns its
/// first sample. Does not move, and returns `None`, for a stream, or where that is not surely the frame which reading on
/// would reach: if frames do not state their samples, or the file does not end with the last stated sample, or bytes
/// other than frames are in it.
pub(super) fn seek(window: &mut Window, frames: &mut Frames, here: u64, target: u64) -> io::Result<Option<u64>> {
    let Some(size) = window.size()? else { return Ok(None) };
    let here = Place { at: window.position(), sample: here };
    let largest = frames.info.largest_frame(frames.info.most) as u64;
    if target <= here.sample || size.saturating_sub(here.at) <= NEAR.max(4 * largest) {
        return Ok(None);
    }
    // It knows no last frame, so that each states its own place.
    let mut search = Search { window, frames: Frames::new(frames.info.clone()) };
    let found = search.bisect(here, target, size, largest)?;
    window.go_to(found.map_or(here.at, |place| place.at))?;
    if found.is_some() {
        frames.forget();
    }
    Ok(found.map(|place| place.sample))
}

struct Search<'a> {
    window: &'a mut Window,
    frames: Frames,
}

impl Search<'_> {
    fn bisect(&mut self, here: Place, target: u64, size: u64, largest: u64) -> io::Result<Option<Place>> {
        let Some((first, header)) = self.frame(here.at, 1)? else { return Ok(None) };
        let info = self.frames.info.clone();
        let is_stated = header.counts_samples || info.least == info.most && info.most == header.samples;
        let is_here = first.at == here.at && first.sample == here.sample;
        if !is_here || !is_stated || self.end(size - 2 * largest)? != info.samples {
            return Ok(None);
        }
        let (mut low, mut high) = (here, size);
        while high - low.at > NEAR.max(2 * largest) {
            let middle = low.at + (high - low.at) / 2;
            let found = self.frame(middle, 2 * largest)?;
            match found.filter(|(place, _)| place.at < high && place.sample <= target) {
                Some((place, _)) => {
                    // More bytes than these frames can have are other data, which may be another file.
                    let frames = place.sample.saturating_sub(low.sample) / u64::from(header.samples);
                    if place.sample < low.sample || place.at - low.at > (frames + 2) * largest {
                        return Ok(None);
                    }
                    low = place;
                }
                None => high = middle,
            }
        }
        Ok(Some(low).filter(|low| low.at > here.at))
    }

    /// Moves to the first whole frame that begins within `most` bytes of byte `from`.
    fn frame(&mut self, from: u64, most: u64) -> io::Result<Option<(Place, Header)>> {
        self.window.go_to(from)?;
        while self.window.position() < from.saturating_add(most) {
            self.window.fill(1 << 14)?;
            let ahead = self.window.ahead();
            let Some(at) = memchr::memchr(0xFF, ahead) else {
                if ahead.is_empty() {
                    break;
                }
                self.window.consume(ahead.len());
                continue;
            };
            self.window.consume(at);
            self.window.fill(MAX_SIZE)?;
            if let Some(header) = self.frames.header(self.window.ahead())
                && self.frames.size(self.window, &header)?.is_some()
            {
                return Ok(Some((Place { at: self.window.position(), sample: self.frames.start_of(&header) }, header)));
            }
            self.window.consume(1);
        }
        Ok(None)
    }

    /// The sample after the last frame that begins after byte `from`.
    fn end(&mut self, mut from: u64) -> io::Result<Option<u64>> {
        let mut end = None;
        while let Some((place, header)) = self.frame(from, u64::MAX)? {
            end = Some(place.sample + u64::from(header.samples));
            from = place.at + self.frames.size(self.window, &header)?.unwrap_or(1) as u64;
        }
        Ok(end)
    }
}
