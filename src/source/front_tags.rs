//! ID3 tags in front of a file of any kind.

use std::io::{self, Cursor, Read};

use super::compressed::id3v2;
use super::signature::HEAD;
use crate::error::{Error, Result};

/// Bytes of tags to keep; pictures may be larger.
const MAX_KEPT: usize = 1 << 20;

/// The tags at the start of an input, which have been read.
#[derive(Debug, Default)]
pub(super) struct FrontTags {
    /// Bytes of all tags.
    pub(super) size: u64,
    kept: Vec<u8>,
    /// Bytes of the tags that are not kept.
    dropped: u64,
    /// The first bytes after the tags.
    pub(super) following: Vec<u8>,
}

impl FrontTags {
    /// Reads all tags at the start of an input that begins with `head` and continues with `reader`.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub(super) fn pass(head: Vec<u8>, reader: &mut impl Read) -> Result<Self> {
        let mut tags = Self { following: head, ..Self::default() };
        tags.pass_all(reader).map_err(|error| Error::io("cannot read", error))?;
        Ok(tags)
    }

    fn pass_all(&mut self, reader: &mut impl Read) -> io::Result<()> {
        while let Some(size) = id3v2(&self.following) {
            let present = usize::try_from(size).unwrap_or(usize::MAX).min(self.following.len());
            let begin = self.following.drain(..present);
            if self.kept.len() < MAX_KEPT {
                self.kept.extend(begin);
            } else {
                self.dropped += begin.count() as u64;
            }
            let rest = size - present as u64;
            let room = rest.min(MAX_KEPT.saturating_sub(self.kept.len()) as u64);
            let kept = reader.by_ref().take(room).read_to_end(&mut self.kept)? as u64;
            let dropped = io::copy(&mut reader.by_ref().take(rest - kept), &mut io::sink())?;
            self.dropped += dropped;
            self.size += present as u64 + kept + dropped;
            let missing = HEAD.saturating_sub(self.following.len()) as u64;
            reader.by_ref().take(missing).read_to_end(&mut self.following)?;
        }
        Ok(())
    }

    /// The input from its first byte on, with zeros for what was not kept of large tags.
    pub(super) fn replayed(self, reader: impl Read) -> impl Read {
        let zeros = io::repeat(0).take(self.dropped);
        Cursor::new(self.kept).chain(zeros).chain(Cursor::new(self.following)).chain(reader)
    }
}
