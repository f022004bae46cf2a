//! Streams that lie beside one another.

use super::codec::Codec;
use super::packets::Packets;
use super::page::Page;
use super::stream::Stream;

/// Streams that begin together, and the one of them that is read.
#[derive(Default)]
pub(super) struct Group {
    /// The first supported one.
    pub(super) stream: Option<Stream>,
    /// The number of supported ones.
    pub(super) supported: usize,
    /// The first unsupported one, with its encoding if known.
    foreign: Option<Option<&'static str>>,
    /// Whether a page other than a first one was there.
    pub(super) has_data: bool,
}

impl Group {
    /// Adds the stream that begins with this page; false if it is there already.
    pub(super) fn begin(&mut self, page: &Page) -> bool {
        if self.stream.as_ref().is_some_and(|stream| stream.serial == page.header.stream) {
            return false;
        }
        let packets = Packets::default().of(page, true);
        let first = packets.first().map_or(&[][..], Vec::as_slice);
        match Codec::of(first) {
            Some(codec) => {
                self.supported += 1;
                self.stream.get_or_insert_with(|| Stream::new(page, codec));
            }
            None => {
                self.foreign.get_or_insert(Codec::foreign(first));
            }
        }
        true
    }

    /// The first stream, with its encoding if known, where none is supported.
    pub(super) fn unsupported(&self) -> Option<Option<&'static str>> {
        self.foreign.filter(|_| self.stream.is_none())
    }

    /// The same, where headers of the supported one are missing too.
    pub(super) fn unreadable(&self) -> Option<Option<&'static str>> {
        let lacks_headers = self.stream.as_ref().is_some_and(|stream| !stream.codec.is_complete());
        self.unsupported().or(lacks_headers.then_some(None))
    }

    /// Whether the stream that is read goes on.
    pub(super) fn lacks_end(&self) -> bool {
        self.stream.as_ref().is_some_and(|stream| !stream.has_ended)
    }
}
