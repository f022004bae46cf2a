//! What the first packet of a file counts, weighed against the packets that are there.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::end::FramesEnd;
use super::header::{Summary, header, summary};
use super::splitter::{SIGHT, Splitter};
use super::tag;

/// Bytes of tags before the first packet that are kept.
const MAX_TAGS: usize = 1 << 24;

/// The first bytes of a stream, read up to the first packet behind tags.
#[derive(Debug, Default)]
pub(in super::super) struct Start {
    pub(in super::super) bytes: Vec<u8>,
    /// Where the first packet begins, and what it says of the whole file, if it does.
    summary: Option<(usize, Summary)>,
}

impl Start {
    /// Reads the start of a stream.
    pub(in super::super) fn of(reader: &mut impl Read) -> io::Result<Self> {
        let (mut bytes, mut at) = (Vec::new(), 0);
        while at <= MAX_TAGS {
            let missing = (at + SIGHT).saturating_sub(bytes.len()) as u64;
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

    /// Whether the first packet counts the others.
    pub(in super::super) fn counts(&self) -> bool {
        self.summary.is_some_and(|(_, summary)| summary.count.is_some())
    }

    /// The byte behind the last packet, as the first says.
    fn end(&self) -> Option<u64> {
        self.summary.and_then(|(at, summary)| Some(at as u64 + u64::from(summary.bytes?)))
    }
}

/// How many packets are missing of those that are counted, for each of the files that are joined in one; none where
/// nothing is counted, or where all bytes are there that are counted.
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
        let there = stream.packets - stream.before;
        missing.push_back(stream.claimed.map(|claimed| u64::from(claimed).saturating_sub(there)));
        if stream.frames_end != Some(FramesEnd::NextFile) {
            return Ok(missing);
        }
        stream.next_file();
    }
}

/// Whether nothing but tags is behind that byte, which is there.
fn ends_with_tags(file: &mut File, mut at: u64) -> io::Result<bool> {
    let bytes = file.metadata()?.len();
    while at < bytes {
        let mut ahead = Vec::with_capacity(SIGHT);
        file.seek(SeekFrom::Start(at))?;
        (&mut *file).take(SIGHT as u64).read_to_end(&mut ahead)?;
        let Some(tag) = tag::tag(&ahead) else { return Ok(false) };
        at = at.saturating_add(tag.size);
    }
    Ok(at == bytes)
}
