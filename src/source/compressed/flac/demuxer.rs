//! Takes native FLAC apart.

use super::super::demux::{Demuxer, EndReason, Event, First, Packet, Timing, Track};
use super::super::fault::cannot_read;
use super::super::skipped::{Place, Skipped};
use super::super::tag::{self, HEAD};
use super::super::window::{Bytes, Window};
use super::frames::Frames;
use super::header::Header;
use super::{metadata, seek};
use crate::error::{Error, Result};
use crate::source::signature::Kind;
use crate::warning::Warning;

/// A demuxer of native FLAC.
pub(super) struct FlacDemuxer {
    window: Window,
    frames: Frames,
    track: Track,
    /// The first sample.
    first: u64,
    /// The sample after the last event.
    sample: u64,
    /// Bytes since the last frame.
    place: Option<Place>,
    skipped: Skipped,
    /// Whether the last frame begins, but has no right checksum.
    is_cut: bool,
}

/// Opens native FLAC, after tags or not.
///
/// # Errors
/// [`Error::Malformed`] without a valid header or without frames, and [`Error::Io`].
pub(in super::super) fn open(bytes: Bytes) -> Result<Box<dyn Demuxer>> {
    let silent = || Error::malformed("FLAC without audio; the file is damaged or truncated");
    let mut window = Window::new(bytes);
    let (info, texts) = metadata::read(&mut window).map_err(cannot_read)?.ok_or_else(silent)?;
    if info.rate == 0 {
        return Err(Error::malformed("FLAC with a damaged header (sample rate of 0 Hz)"));
    }
    let (frames, mut place) = (Frames::new(info), None);
    let header = first_frame(&mut window, &frames, &mut place).map_err(cannot_read)?.ok_or_else(silent)?;
    let (parameters, samples) = (frames.info.parameters(), frames.info.samples);
    let track = Track { container: Kind::Flac.name(), parameters, samples, texts };
    let first = frames.start_of(&header);
    let skipped = Skipped::default();
    Ok(Box::new(FlacDemuxer { window, frames, track, first, sample: first, place, skipped, is_cut: false }))
}

/// Moves to the first frame. A header after the metadata suffices; elsewhere, it may be there by chance.
fn first_frame(window: &mut Window, frames: &Frames, place: &mut Option<Place>) -> std::io::Result<Option<Header>> {
    loop {
        window.fill(HEAD)?;
        if window.ahead().is_empty() {
            return Ok(None);
        }
        if let Some(header) = frames.header(window.ahead())
            && (place.is_none() || frames.size(window, &header)?.is_some())
        {
            return Ok(Some(header));
        }
        skip_unrecognized(window, place);
    }
}

/// Skips at least one byte, up to the next at which a frame, a tag or a file may begin.
fn skip_unrecognized(window: &mut Window, place: &mut Option<Place>) {
    let ahead = window.ahead();
    let may_begin = |byte: &u8| matches!(byte, 0xFF | b'A' | b'I' | b'T' | b'f');
    let count = ahead[1..].iter().position(may_begin).map_or(ahead.len(), |at| at + 1);
    Place::extend(place, window.position(), &ahead[..count]);
    window.consume(count);
}

impl FlacDemuxer {
    /// Handles what is ahead; returns the event that comes of it, if any.
    fn step(&mut self) -> std::io::Result<Option<Event>> {
        self.window.fill(HEAD)?;
        let ahead = self.window.ahead();
        if ahead.is_empty() {
            self.skipped.add_outer(self.place.take().filter(|_| !self.is_cut));
            return Ok(Some(Event::End(if self.is_cut { EndReason::Cut } else { EndReason::Regular })));
        }
        if metadata::begins(ahead) {
            return Ok(Some(Event::End(EndReason::Damaged("another FLAC file follows".to_owned()))));
        }
        if let Some(header) = self.frames.header(ahead) {
            return self.frame(&header);
        } else if let Some(size) = tag::tag(ahead) {
            self.window.skip(size)?;
        } else {
            skip_unrecognized(&mut self.window, &mut self.place);
        }
        Ok(None)
    }

    /// The frame ahead, or silence before it.
    fn frame(&mut self, header: &Header) -> std::io::Result<Option<Event>> {
        let start = self.frames.start_of(header);
        let is_within = self.frames.info.samples.is_none_or(|samples| start < samples);
        let continues = start == self.sample || start > self.sample && is_within;
        let size = if continues { self.frames.size(&mut self.window, header)? } else { None };
        let Some(size) = size else {
            self.is_cut |= start == self.sample;
            skip_unrecognized(&mut self.window, &mut self.place);
            return Ok(None);
        };
        self.is_cut = false;
        let place = self.place.take();
        if let Some(missing) = start.checked_sub(self.sample).filter(|&missing| missing > 0) {
            // The frame is read again after the gap, which reports the bytes in its place too.
            self.sample = start;
            return Ok(Some(Event::Gap(missing)));
        }
        self.skipped.add(place);
        let data = self.window.ahead()[..size].into();
        self.window.consume(size);
        self.frames.pass(header);
        let samples = u64::from(header.samples);
        self.sample = start + samples;
        Ok(Some(Event::Packet(Packet {
            data,
            samples: Some(samples),
            time: start as i64,
            duration: samples,
            ..Packet::default()
        })))
    }
}

impl Demuxer for FlacDemuxer {
    fn track(&self) -> &Track {
        &self.track
    }

    fn next(&mut self) -> Result<Event> {
        loop {
            if let Some(event) = self.step().map_err(cannot_read)? {
                return Ok(event);
            }
        }
    }

    fn seek(&mut self, sample: u64) -> Result<Option<u64>> {
        let target = self.first.saturating_add(sample);
        let found = seek::seek(&mut self.window, &mut self.frames, self.sample, target).map_err(cannot_read)?;
        self.sample = found.unwrap_or(self.sample);
        Ok(found.map(|sample| sample - self.first))
    }

    fn timing(&self, _: &First) -> Timing {
        Timing::plain(self.frames.info.samples.map(|samples| samples.saturating_sub(self.first)))
    }

    fn warnings(&self) -> Vec<Warning> {
        let is_missing = self.first > 0 && self.frames.info.samples.is_some();
        let start = is_missing.then_some(Warning::MissingStart { samples: self.first });
        start.into_iter().chain(self.skipped.warning("FLAC")).collect()
    }
}
