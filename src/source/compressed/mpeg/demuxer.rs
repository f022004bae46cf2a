//! The demuxer: packets, silence for invalid data, and the audio that a summary states.

use std::collections::VecDeque;
use std::io;

use super::super::demux::{Demuxer, EndReason, Event, First, Packet, Timing, Track};
use super::super::fault::cannot_read;
use super::super::skipped::{Place, Skipped};
use super::super::window::Bytes;
use super::frames::{Found, Frame, Frames};
use super::header::Header;
use super::part::{Part, Sizes};
use super::summary::Summary;
use crate::error::Result;
use crate::source::facts::Texts;
use crate::source::wav::Embedded;
use crate::warning::Warning;

/// Opens MPEG audio or AAC without a container.
///
/// # Errors
/// [`Error::Malformed`](crate::Error::Malformed) without a complete frame,
/// [`Error::Unsupported`](crate::Error::Unsupported) for free-format MPEG audio and several AAC packets per frame,
/// [`Error::Io`](crate::Error::Io).
pub(in super::super) fn open(bytes: Bytes) -> Result<Box<dyn Demuxer>> {
    Ok(Box::new(Mpeg::open(bytes, None)?))
}

/// Opens MPEG audio within another container.
///
/// # Errors
/// As [`open`].
pub(in super::super) fn within(embedded: Embedded) -> Result<Box<dyn Demuxer>> {
    let Embedded { container, texts, warnings, data } = embedded;
    let mut mpeg = Mpeg::open(Bytes::Stream(Box::new(data)), Some((container, texts)))?;
    mpeg.warnings = warnings;
    Ok(Box::new(mpeg))
}

struct Mpeg {
    frames: Frames,
    track: Track,
    encoding: &'static str,
    /// Samples per channel of the whole input, where its summary states them and nothing but tags follows.
    length: Option<u64>,
    ready: VecDeque<Event>,
    part: Part,
    sizes: Sizes,
    /// The header of the last packet.
    last: Option<Header>,
    /// Samples per channel of the files before the current one.
    before: u64,
    skipped: Skipped,
    warnings: Vec<Warning>,
}

impl Mpeg {
    fn open(bytes: Bytes, container: Option<(&'static str, Texts)>) -> Result<Self> {
        let mut frames = Frames::new(bytes);
        let mut found = frames.next().map_err(cannot_read)?;
        let Found::Frame(first) = &found else { return Err(frames.fault()) };
        let (mut header, mut part, mut length) = (first.header, Part::default(), None);
        let mut skipped = Skipped::default();
        if let Some(summary) = first.summary {
            skipped.add_outer(first.skipped);
            let end = summary.bytes.map(|bytes| first.at + u64::from(bytes));
            part = Part { summary: Some(summary), ..Part::default() };
            let is_whole = frames.ends_with_tags(end.unwrap_or(u64::MAX)).map_err(cannot_read)?;
            found = frames.next().map_err(cannot_read)?;
            if let Found::Frame(first) = &found
                && first.summary.is_none()
            {
                header = first.header;
            }
            part.start(&header);
            length = part.length.filter(|_| is_whole);
        }
        let encoding = header.name();
        let (container, texts) = container.unwrap_or_else(|| (encoding, frames.texts.clone()));
        let track = Track { container, parameters: header.parameters(), samples: part.length, texts };
        let mut mpeg = Self {
            frames,
            track,
            encoding,
            length,
            ready: VecDeque::new(),
            part,
            sizes: Sizes::default(),
            last: Some(header),
            before: 0,
            skipped,
            warnings: Vec::new(),
        };
        mpeg.take(found).map_err(cannot_read)?;
        Ok(mpeg)
    }

    /// Turns what was found into events.
    fn take(&mut self, found: Found) -> io::Result<()> {
        match found {
            Found::Frame(frame) => match frame.summary {
                Some(summary) => self.start_file(summary, &frame),
                None => self.take_packet(frame)?,
            },
            Found::End(skipped) => {
                self.skipped.add_outer(skipped);
                self.finish(EndReason::Regular);
            }
            Found::Partial => self.finish(EndReason::Cut),
        }
        Ok(())
    }

    /// Starts another file, joined to the one before.
    fn start_file(&mut self, summary: Summary, frame: &Frame) {
        self.skipped.add_outer(frame.skipped);
        self.before += self.part.position;
        self.part = Part { summary: Some(summary), ..Part::default() };
        self.part.start(&frame.header);
        self.ready.push_back(Event::Break);
    }

    fn take_packet(&mut self, frame: Frame) -> io::Result<()> {
        let Frame { header, mut data, skipped, .. } = frame;
        if self.last.replace(header).is_some_and(|last| last.stream != header.stream) {
            self.ready.push_back(Event::Stream(Box::new(header.parameters())));
        }
        if self.part.packets == 0 {
            self.part.start(&header);
            self.skipped.add_outer(skipped);
        } else if let Some(skipped) = skipped {
            self.pass(skipped, &header)?;
        }
        self.sizes.add(header.mean_size);
        self.part.packets += 1;
        let Some(trim) = self.part.trim(u64::from(header.samples)) else {
            if self.part.has_surplus() {
                self.finish(EndReason::Surplus);
            }
            return Ok(());
        };
        let prefix = header.prefix(&data);
        if prefix > 0 {
            data = data[prefix..].into();
        }
        let samples = Some(u64::from(header.samples));
        self.ready.push_back(Event::Packet(Packet { data, samples, trim, ..Packet::default() }));
        Ok(())
    }

    /// Replaces invalid data between packets by silence, as long as packets of so many bytes are.
    fn pass(&mut self, skipped: Place, next: &Header) -> io::Result<()> {
        let packets = self.missing_packets(self.sizes.packets_in(skipped.bytes))?;
        let samples = self.part.advance(packets.saturating_mul(u64::from(next.samples)));
        self.skipped.add(Some(skipped));
        self.skipped.replace(samples, !self.sizes.is_varying);
        if samples > 0 {
            self.ready.push_back(Event::Gap(samples));
        }
        self.ready.push_back(Event::Break);
        Ok(())
    }

    /// How many of `most` packets are missing before the current one. Inserted data replace none, which the number of
    /// packets shows.
    fn missing_packets(&mut self, most: u64) -> io::Result<u64> {
        if let (None, Some(count)) = (self.part.missing, self.part.count()) {
            let rest = self.frames.count_ahead()?;
            self.part.missing = Some(count.saturating_sub(self.part.packets + 1 + rest));
        }
        let missing = self.part.missing.map_or(most, |missing| missing.min(most));
        if let Some(all) = &mut self.part.missing {
            *all -= missing;
        }
        Ok(missing)
    }

    fn finish(&mut self, reason: EndReason) {
        let found = self.before + self.part.position;
        let claimed = self.part.length.map(|length| self.before + length).filter(|&claimed| claimed > found);
        // What reads the packets compares their number with the length, where there is one.
        self.ready.push_back(Event::End(match claimed.filter(|_| self.length.is_none() && found > 0) {
            Some(claimed) => {
                self.warnings.push(Warning::Truncated { claimed, found });
                EndReason::Regular
            }
            None => reason,
        }));
    }
}

impl Demuxer for Mpeg {
    fn track(&self) -> &Track {
        &self.track
    }

    fn next(&mut self) -> Result<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Ok(event);
            }
            let found = self.frames.next().map_err(cannot_read)?;
            self.take(found).map_err(cannot_read)?;
        }
    }

    fn timing(&self, _first: &First) -> Timing {
        Timing::plain(self.length)
    }

    fn reported_gaps(&self) -> u64 {
        self.skipped.samples()
    }

    fn warnings(&self) -> Vec<Warning> {
        self.skipped.warning(self.encoding).into_iter().chain(self.warnings.iter().cloned()).collect()
    }
}
