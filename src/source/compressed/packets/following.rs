//! What follows the packets of a stream: the end, or another stream.

use super::decoding::Packets;
use crate::error::Error;
use crate::source::compressed::bare::Rest;
use crate::source::compressed::decoder::decoder_for;
use crate::source::compressed::flac;
use crate::source::compressed::open::{Container, choose, go_on};
use crate::source::compressed::outcome::End;

impl Packets {
    /// What it means that there are no more packets; none where another file follows, which is gone on with.
    pub(super) fn rest(&mut self) -> Option<End> {
        self.fill_end();
        if self.flac.as_ref().is_some_and(flac::Notes::is_cut) {
            return Some(End::Cut);
        }
        let Some(feed) = &mut self.feed else { return Some(End::Regular) };
        match feed.rest() {
            Rest::Nothing => return Some(End::Regular),
            Rest::Part => return Some(End::Cut),
            Rest::Changed => return feed.change().map(End::Damaged),
            Rest::Another => {}
        }
        let opened = go_on(self.kind, feed.go_on());
        let decoded = opened.and_then(|opened| Ok((decoder_for(self.kind, &opened.parameters)?, opened)));
        match decoded {
            Ok((decoder, Container { reader, track, .. })) => {
                feed.begin_again(track.num_frames);
                (self.decoder, self.reader, self.track) = (decoder, reader, track.id);
                None
            }
            Err(error) => Some(unread(&error)),
        }
    }

    /// Goes on with the stream that follows in the same file.
    pub(super) fn begin_again(&mut self) {
        let chosen = choose(self.kind, self.reader.as_ref(), None);
        let decoded = chosen.and_then(|(track, parameters)| {
            let decoder = decoder_for(self.kind, &parameters)?;
            Ok((track, parameters, decoder))
        });
        match decoded {
            Ok((track, parameters, decoder)) => {
                (self.track, self.reach, self.decoder) = (track.id, None, decoder);
                self.another = self.another.or(Some(parameters.codec).filter(|codec| *codec != self.codec));
            }
            Err(error) => self.stop(unread(&error)),
        }
    }
}

/// What it means that another stream follows which cannot be gone on with.
fn unread(error: &Error) -> End {
    End::Damaged(format!("another stream that cannot be decoded ({error})"))
}
