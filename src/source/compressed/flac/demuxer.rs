//! Takes native FLAC apart.

use super::super::demux::{Demuxer, EndReason, Event, First, Packet, Timing, Track};
use super::super::medium::cannot_read;
use super::super::tag::{self, HEAD};
use super::super::window::{Bytes, Window};
use super::frames::Frames;
use super::header::{Header, MAX_SIZE};
use super::seek::Place;
use super::skipped::Skipped;
use super::{metadata, seek};
use crate::error::{Error, Result};
use crate::source::signature::Kind;
use crate::warning::Warning;

/// A demuxer of native FLAC.
pub(super) struct FlacDemuxer {
    window: Window,
    frames: Frames,
    track: Track,
    /// The first sample, and where the first frame begins.
    first: Place,
    /// The sample after the last event.
    sample: u64,
    /// The sample after the last damaged frame.
    damaged: u64,
    skipped: Skipped,
    /// The byte at which another file begins.
    second: Option<u64>,
    end: Option<EndReason>,
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
    let mut frames = Frames::new(info);
    let mut skipped = Skipped::default();
    let header = first_frame(&mut window, &mut frames, &mut skipped).map_err(cannot_read)?.ok_or_else(silent)?;
    let (parameters, samples) = (frames.info.parameters(&header), frames.info.samples);
    let track = Track { container: Kind::Flac.name(), parameters, samples, texts };
    let sample = frames.start_of(&header);
    let first = Place { at: window.position(), sample };
    let (damaged, second, end) = (sample, None, None);
    Ok(Box::new(FlacDemuxer { window, frames, track, first, sample, damaged, skipped, second, end }))
}

/// Moves to the first frame. A header after the metadata suffices; elsewhere, it may be there by chance.
fn first_frame(window: &mut Window, frames: &mut Frames, skipped: &mut Skipped) -> std::io::Result<Option<Header>> {
    let start = window.position();
    loop {
        window.fill(HEAD)?;
        if window.ahead().is_empty() {
            return Ok(None);
        }
        if let Some(header) = frames.header(window.ahead())
            && (window.position() == start || frames.size(window, &header)?.is_some())
        {
            skipped.close(true);
            return Ok(Some(header));
        }
        skip_unrecognized(window, skipped);
    }
}

/// Skips at least one byte, up to the next at which a frame, a tag or a file may begin.
fn skip_unrecognized(window: &mut Window, skipped: &mut Skipped) {
    let ahead = window.ahead();
    let may_begin = |byte: &u8| matches!(byte, 0xFF | b'A' | b'I' | b'T' | b'f');
    let count = ahead[1..].iter().position(may_begin).map_or(ahead.len(), |at| at + 1);
    skipped.add(window.position(), &ahead[..count]);
    window.consume(count);
}

impl FlacDemuxer {
    /// Handles what is ahead; returns the event that comes of it, if any.
    fn step(&mut self) -> std::io::Result<Option<Event>> {
        self.window.fill(HEAD.max(MAX_SIZE))?;
        let ahead = self.window.ahead();
        if ahead.is_empty() {
            self.end = Some(EndReason::Regular);
        } else if metadata::begins(ahead) {
            self.second = Some(self.window.position());
            self.end = Some(EndReason::Regular);
        } else if let Some(header) = self.frames.header(ahead) {
            return self.frame(&header);
        } else if let Some(tag) = tag::tag(ahead) {
            self.skipped.take_back(tag.before);
            self.window.skip(tag.size)?;
        } else {
            skip_unrecognized(&mut self.window, &mut self.skipped);
        }
        if self.end.is_some() {
            self.skipped.close(false);
            return Ok(self.gap(self.damaged));
        }
        Ok(None)
    }

    /// The frame ahead, or silence before it.
    fn frame(&mut self, header: &Header) -> std::io::Result<Option<Event>> {
        let start = self.frames.start_of(header);
        let is_within = self.frames.info.samples.is_none_or(|samples| start < samples);
        let is_next = start == self.sample.max(self.damaged);
        let size = match is_next || start >= self.sample && is_within {
            true => self.frames.size(&mut self.window, header)?,
            false => None,
        };
        let Some(size) = size else {
            if is_next {
                return self.skip_damaged(header);
            }
            self.skipped.has_frames = true;
            skip_unrecognized(&mut self.window, &mut self.skipped);
            return Ok(None);
        };
        self.skipped.close(true);
        if start > self.sample {
            // The frame is read again after the gap.
            return Ok(self.gap(start));
        }
        let data = self.window.ahead()[..size].into();
        self.window.consume(size);
        self.frames.pass(header);
        let samples = u64::from(header.samples);
        self.sample = start + samples;
        self.damaged = self.sample;
        let (time, trim) = (start as i64, (0, 0));
        Ok(Some(Event::Packet(Packet { data, samples: Some(samples), trim, time, duration: samples })))
    }

    /// Samples that are missing before `sample`.
    fn gap(&mut self, sample: u64) -> Option<Event> {
        let missing = sample.checked_sub(self.sample).filter(|&missing| missing > 0)?;
        self.sample = sample;
        self.damaged = sample;
        Some(Event::Gap(missing))
    }

    /// Skips a damaged frame that continues the stream: up to the next frame, tag or file, or for as long as it may be.
    fn skip_damaged(&mut self, header: &Header) -> std::io::Result<Option<Event>> {
        let largest = self.frames.info.largest_frame(header.samples);
        self.window.fill(largest + HEAD)?;
        let ahead = self.window.ahead();
        let begins = |at: &usize| {
            let rest = &ahead[*at..];
            self.frames.header(rest).is_some() || metadata::begins(rest) || tag::begins(rest)
        };
        let within = ahead.len().min(largest);
        match (1..within).find(begins) {
            None if within == ahead.len() => {
                self.end = Some(EndReason::Cut);
                self.skipped.close(true);
                return Ok(self.gap(self.damaged));
            }
            found => self.window.consume(found.unwrap_or(within)),
        }
        self.skipped.close(true);
        self.damaged = self.frames.start_of(header) + u64::from(header.samples);
        Ok(None)
    }
}

impl Demuxer for FlacDemuxer {
    fn track(&self) -> &Track {
        &self.track
    }

    fn next(&mut self) -> Result<Event> {
        loop {
            if let Some(end) = &self.end {
                return Ok(Event::End(end.clone()));
            }
            if let Some(event) = self.step().map_err(cannot_read)? {
                return Ok(event);
            }
        }
    }

    fn seek(&mut self, sample: u64) -> Result<Option<u64>> {
        let here = Place { at: self.window.position(), sample: self.sample };
        let target = self.first.sample.saturating_add(sample);
        let found = seek::seek(&mut self.window, &mut self.frames, here, target).map_err(cannot_read)?;
        if let Some(place) = found {
            (self.sample, self.damaged) = (place.sample, place.sample);
        }
        Ok(found.map(|place| place.sample - self.first.sample))
    }

    fn timing(&self, _: &First) -> Timing {
        Timing::plain(self.frames.info.samples.map(|samples| samples.saturating_sub(self.first.sample)))
    }

    fn warnings(&self) -> Vec<Warning> {
        let missing = self.first.sample;
        let start =
            (missing > 0 && self.frames.info.samples.is_some()).then_some(Warning::MissingStart { samples: missing });
        let second = self.second.map(|at| Warning::FileIgnored { format: Some(Kind::Flac.name()), at });
        start.into_iter().chain(self.skipped.warning()).chain(second).collect()
    }
}
