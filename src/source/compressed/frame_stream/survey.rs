//! The number of frames that a summary states, compared with those present.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::end::FramesEnd;
use super::header::{Summary, header, summary};
use super::splitter::{LOOKAHEAD, Splitter};
use super::tag;

/// The maximum size of tags before the first frame.
const MAX_TAGS: usize = 1 << 24;

/// The first bytes of a stream, up to the first frame after tags.
#[derive(Debug, Default)]
pub(in super::super) struct Start {
    pub(in super::super) bytes: Vec<u8>,
    /// The offset of the first frame, and the file summary in it, if any.
    summary: Option<(usize, Summary)>,
}

impl Start {
    pub(in super::super) fn of(reader: &mut impl Read) -> io::Result<Self> {
        let (mut bytes, mut at) = (Vec::new(), 0);
        while at <= MAX_TAGS {
            let missing = (at + LOOKAHEAD).saturating_sub(bytes.len()) as u64;
            reader.take(missing).read_to_end(&mut bytes)?;
            let ahead = bytes.get(at..).unwrap_or_default();
            match tag::tag(ahead) {
                Some(tag) => at = at.saturating_add(usize::try_from(tag.size).unwrap_or(usize::MAX)),
                None => {
                    let packet = header(ahead).and_then(|found| ahead.get(..found.size));
                    let summary = packet.and_then(summary).map(|summary| (at, summary));
                    return Ok(Self { bytes, summary });
                }
            }
        }
        Ok(Self { bytes, summary: None })
    }

    /// Whether the summary states the number of frames.
    pub(in super::super) fn counts(&self) -> bool {
        self.summary.is_some_and(|(_, summary)| summary.count.is_some())
    }

    /// The byte after the last frame, as stated by the summary.
    fn end(&self) -> Option<u64> {
        self.summary.and_then(|(at, summary)| Some(at as u64 + u64::from(summary.bytes?)))
    }
}

/// The numbers of missing frames, for each of the files joined in one; `None` or empty if no number is stated, or if
/// all stated bytes are present.
pub(in super::super) fn missing(file: &mut File) -> io::Result<VecDeque<Option<u64>>> {
    file.rewind()?;
    let start = Start::of(file)?;
    let is_complete = |end| ends_with_tags(file, end);
    if !start.counts() || start.end().map_or(Ok(false), is_complete)? {
        return Ok(VecDeque::new());
    }
    file.rewind()?;
    let mut stream = Splitter::new(Box::new(file.try_clone()?));
    let mut missing = VecDeque::new();
    loop {
        while stream.pass()? {}
        let present = stream.packets - stream.before;
        missing.push_back(stream.claimed.map(|claimed| u64::from(claimed).saturating_sub(present)));
        if stream.frames_end != Some(FramesEnd::NextFile) {
            return Ok(missing);
        }
        stream.next_file();
    }
}

/// Whether byte `at` exists and only tags follow it.
fn ends_with_tags(file: &mut File, mut at: u64) -> io::Result<bool> {
    let bytes = file.metadata()?.len();
    while at < bytes {
        let mut ahead = Vec::with_capacity(LOOKAHEAD);
        file.seek(SeekFrom::Start(at))?;
        (&mut *file).take(LOOKAHEAD as u64).read_to_end(&mut ahead)?;
        let Some(tag) = tag::tag(&ahead) else { return Ok(false) };
        at = at.saturating_add(tag.size);
    }
    Ok(at == bytes)
}
