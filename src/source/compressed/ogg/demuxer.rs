//! The demuxer.

use super::index::Index;
use super::reader::Reader;
use crate::error::{Error, Result};
use crate::source::compressed::demux::{Demuxer, Ending, Event, First, Timing, Track};
use crate::source::compressed::fault::cannot_read;
use crate::source::compressed::names::not_supported;
use crate::source::compressed::window::{Bytes, Window};
use crate::warning::Warning;

const NAME: &str = "Ogg";

/// An open Ogg file or stream.
struct Ogg {
    reader: Reader,
    track: Track,
    /// The time at which the audio begins, missing audio included, and the end time, if stated for all of it.
    begins: i64,
    end: Option<i64>,
    /// Where pages begin, in a file.
    index: Option<Index>,
    /// The number of supported streams beside one another.
    streams: usize,
}

/// Opens Ogg at its first byte.
///
/// # Errors
/// [`Error::Unsupported`] if no stream has a known encoding, [`Error::Malformed`] if there is no audio.
pub(in super::super) fn open(bytes: Bytes) -> Result<Box<dyn Demuxer>> {
    let is_file = matches!(bytes, Bytes::File(_));
    let mut reader = Reader::new(Window::new(bytes));
    let parameters = match reader.next().map_err(cannot_read)? {
        Event::Stream(parameters) if reader.unsupported.is_none() => *parameters,
        _ => return Err(unreadable(&reader)),
    };
    let Some(stream) = &reader.stream else { return Err(unreadable(&reader)) };
    let (serial, texts, pre_skip) = (stream.serial, stream.codec.texts.clone(), stream.codec.pre_skip);
    let index = if is_file { Some(reader.index(serial).map_err(cannot_read)?) } else { None };
    let begins = reader.begins();
    let end = index.as_ref().and_then(|index| index.end).map(|end| end.saturating_sub_unsigned(pre_skip));
    let streams = reader.supported;
    let track = Track { container: NAME, parameters, samples: None, texts };
    Ok(Box::new(Ogg { reader, track, begins, end, index, streams }))
}

/// Why no stream can be read.
fn unreadable(reader: &Reader) -> Error {
    match reader.unsupported {
        Some(Some(encoding)) => not_supported(NAME, encoding),
        Some(None) => Error::unsupported(format!("no supported audio track in this {NAME}")),
        None if reader.stream.is_none() => Error::malformed("first Ogg page is missing or damaged"),
        None => Error::malformed("Ogg without audio; the file is damaged or truncated"),
    }
}

impl Demuxer for Ogg {
    fn track(&self) -> &Track {
        &self.track
    }

    fn next(&mut self) -> Result<Event> {
        self.reader.next().map_err(cannot_read)
    }

    fn seek(&mut self, sample: u64) -> Result<Option<u64>> {
        self.index.as_ref().map_or(Ok(None), |index| self.reader.seek(index, sample)).map_err(cannot_read)
    }

    fn timing(&self, first: &First) -> Timing {
        let length = self.end.map(|end| i128::from(end) - i128::from(self.begins));
        let length = length.and_then(|length| u64::try_from(length).ok()).filter(|&length| length > 0);
        let delay = self.begins as f64 / first.rate.get();
        // The packets at the end are trimmed already.
        Timing { delay, ending: Ending::stated(None, 0), ..Timing::plain(length) }
    }

    fn warnings(&self) -> Vec<Warning> {
        let tracks = (self.streams > 1).then_some(Warning::OtherTracks { track: 1, tracks: self.streams });
        tracks.into_iter().chain(self.reader.warnings()).collect()
    }
}
