//! Search for a frame by its sample.

use std::io;

use super::super::window::Window;
use super::frames::Frames;
use super::header::{Header, MAX_SIZE};

/// Bytes that are read and not searched further.
const NEAR: u64 = 1 << 16;

/// A frame's first byte and first sample.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) at: u64,
    pub(super) sample: u64,
}

/// Moves to the last frame found that begins at or before sample `target`, by bisection. Does not move, and returns
/// `None`, for a stream, or where that is not surely the frame which reading on would reach: if frames do not state their
/// samples, or the file does not end with the last stated sample, or bytes other than frames are in it.
pub(super) fn seek(window: &mut Window, frames: &mut Frames, here: Place, target: u64) -> io::Result<Option<Place>> {
    let Some(size) = window.size()? else { return Ok(None) };
    let largest = frames.info.largest_frame(frames.info.most) as u64;
    if target <= here.sample || size.saturating_sub(here.at) <= NEAR.max(4 * largest) {
        return Ok(None);
    }
    let found = bisect(window, frames, here, target, size)?;
    window.go_to(found.map_or(here.at, |place| place.at))?;
    if found.is_some() {
        frames.forget();
    }
    Ok(found)
}

fn bisect(window: &mut Window, frames: &Frames, here: Place, target: u64, size: u64) -> io::Result<Option<Place>> {
    let mut search = Search { window, frames: Frames::new(frames.info.clone()) };
    let largest = frames.info.largest_frame(frames.info.most) as u64;
    search.window.go_to(here.at)?;
    let Some((first, header)) = search.frame(1)? else { return Ok(None) };
    let block = u64::from(header.samples);
    let is_stated =
        header.counts_samples || frames.info.least == frames.info.most && frames.info.most == header.samples;
    if first.at != here.at
        || first.sample != here.sample
        || !is_stated
        || search.end(size - 2 * largest)? != frames.info.samples
    {
        return Ok(None);
    }
    let (mut low, mut high) = (here, size);
    while high - low.at > NEAR.max(2 * largest) {
        let middle = low.at + (high - low.at) / 2;
        search.window.go_to(middle)?;
        let found = search.frame(2 * largest)?;
        match found.filter(|(place, _)| place.at < high && place.sample <= target) {
            Some((place, _)) => {
                // More bytes than these frames can have are other data, which may be another file.
                let samples = place.sample.saturating_sub(low.sample);
                if place.sample < low.sample || place.at - low.at > (samples / block + 2) * largest {
                    return Ok(None);
                }
                low = place;
            }
            None => high = middle,
        }
    }
    Ok(Some(low).filter(|low| low.at > here.at))
}

struct Search<'a> {
    window: &'a mut Window,
    /// Knows no last frame, so that each states its own place.
    frames: Frames,
}

impl Search<'_> {
    /// Moves to the next whole frame within `most` bytes.
    fn frame(&mut self, most: u64) -> io::Result<Option<(Place, Header)>> {
        let end = self.window.position() + most;
        while self.window.position() < end {
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
    fn end(&mut self, from: u64) -> io::Result<Option<u64>> {
        self.window.go_to(from)?;
        let mut end = None;
        while let Some((place, header)) = self.frame(u64::MAX - self.window.position())? {
            end = Some(place.sample + u64::from(header.samples));
            let size = self.frames.size(self.window, &header)?.unwrap_or(1);
            self.window.consume(size);
        }
        Ok(end)
    }
}
