//! The end of a stream, or the start of the next.

use super::decoding::Packets;
use crate::error::Error;
use crate::source::compressed::decoder::decoder_for;
use crate::source::compressed::event::EndReason;
use crate::source::compressed::flac;
use crate::source::compressed::frame_stream::FramesEnd;
use crate::source::compressed::open::{Container, choose, open_next};

impl Packets {
    /// Why the packets ended; `None` if another file follows, which is opened.
    pub(super) fn end_of_stream(&mut self) -> Option<EndReason> {
        self.fill_end();
        if self.flac.as_ref().is_some_and(flac::Notes::is_cut) {
            return Some(EndReason::Cut);
        }
        let Some(feed) = &mut self.feed else { return Some(EndReason::Regular) };
        match feed.end() {
            FramesEnd::Eof => return Some(EndReason::Regular),
            FramesEnd::Partial => return Some(EndReason::Cut),
            FramesEnd::Changed => return feed.change().map(EndReason::Damaged),
            FramesEnd::NextFile => {}
        }
        let opened = open_next(self.kind, feed.next_file());
        let decoded = opened.and_then(|opened| Ok((decoder_for(self.kind, &opened.parameters)?, opened)));
        match decoded {
            Ok((decoder, Container { reader, track, .. })) => {
                feed.restart(track.num_frames);
                (self.decoder, self.reader, self.track) = (decoder, reader, track.id);
                None
            }
            Err(error) => Some(undecodable_stream(&error)),
        }
    }

    /// Continues with the next chained stream of the file.
    pub(super) fn restart(&mut self) {
        let chosen = choose(self.kind, self.reader.as_ref(), None);
        let decoded = chosen.and_then(|(track, parameters)| {
            let decoder = decoder_for(self.kind, &parameters)?;
            Ok((track, parameters, decoder))
        });
        match decoded {
            Ok((track, parameters, decoder)) => {
                (self.track, self.end_time, self.decoder) = (track.id, None, decoder);
                self.new_codec = self.new_codec.or(Some(parameters.codec).filter(|codec| *codec != self.codec));
            }
            Err(error) => self.stop(undecodable_stream(&error)),
        }
    }
}

/// The reason for stopping at a stream that cannot be decoded.
fn undecodable_stream(error: &Error) -> EndReason {
    EndReason::Damaged(format!("another stream that cannot be decoded ({error})"))
}
