//! Detection of another file.

use std::io::{self, Read, Seek, SeekFrom};

use super::header::{header, summary};
use super::splitter::LOOKAHEAD;
use super::tag;

/// Whether tags and then a frame with a file summary follow.
pub(in super::super) fn file_follows(mut reader: impl Read + Seek) -> io::Result<bool> {
    /// The maximum number of tags to skip.
    const MAX_TAGS: usize = 8;
    let lyrics = |ahead: &[u8]| tag::begins_lyrics(ahead).then(|| tag::lyrics(ahead)).flatten();
    for _ in 0..MAX_TAGS {
        let at = reader.stream_position()?;
        let mut ahead = Vec::new();
        (&mut reader).take(LOOKAHEAD as u64).read_to_end(&mut ahead)?;
        let Some(size) = tag::tag(&ahead).map(|tag| tag.size).or_else(|| lyrics(&ahead)) else {
            let packet = header(&ahead).and_then(|found| ahead.get(..found.size));
            return Ok(packet.is_some_and(|packet| summary(packet).is_some()));
        };
        reader.seek(SeekFrom::Start(at.saturating_add(size)))?;
    }
    Ok(false)
}
