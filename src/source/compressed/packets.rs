//! From a container, packet by packet, to decoded sound; damaged packets are passed over.

use std::io;

use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::FormatReader;

use super::open::{Container, cannot_read, choose, explained, guarded, reason};
use crate::error::{Error, Result};
use crate::source::signature::Kind;

/// Packets in a row without a sample, beyond which a file is taken for hostile.
const MOST_EMPTY: u32 = 1 << 16;
/// Packets in a row of another rate or number of channels that are no damage but another stream.
const ANOTHER_STREAM: u32 = 16;
/// Bytes of packets that a file may bring beyond its own size: some containers keep the common start of packets once.
const SPARE_BYTES: u64 = 1 << 20;

/// The packets of one track, and what decodes them.
pub(super) struct Packets {
    kind: Kind,
    reader: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    /// Bytes of packets still to be accepted.
    budget: u64,
    /// When the last packet that brought sound begins, and how long it lasts.
    place: (i64, u64),
    /// Packets in a row that do not go with the first.
    strange: u32,
    losses: Losses,
    end: Option<End>,
}

/// What the next packet brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Sound: see [`Packets::sound`].
    Sound,
    /// Nothing that could be decoded.
    Loss,
    /// There are no more packets.
    End,
}

/// A packet's sound and its place, in ticks of the track's clock.
pub(super) struct Sound<'a> {
    pub(super) buffer: GenericAudioBufferRef<'a>,
    pub(super) time: i64,
    pub(super) duration: u64,
}

/// What could not be decoded.
#[derive(Debug, Default)]
pub(super) struct Losses {
    pub(super) packets: u64,
    pub(super) first_reason: Option<String>,
}

/// Why there are no more packets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// The container ends.
    Regular,
    /// The bytes end within a packet.
    Cut,
    /// What follows makes no sense.
    Damaged(String),
    /// Packets are there, but all beyond the length that the container gives.
    Surplus,
}

impl Packets {
    pub(super) fn new(container: Container) -> Result<Self> {
        let Container { kind, reader, track, parameters, bytes, .. } = container;
        let decoder = decoder_for(kind, &parameters)?;
        let budget = bytes.map_or(u64::MAX, |bytes| bytes.saturating_add(SPARE_BYTES));
        let losses = Losses::default();
        Ok(Self { kind, reader, decoder, track: track.id, budget, place: (0, 0), strange: 0, losses, end: None })
    }

    /// What the last packet brought that brought sound, until the next; what it says is to be trimmed is.
    pub(super) fn sound(&self) -> Sound<'_> {
        let (time, duration) = self.place;
        Sound { buffer: self.decoder.last_decoded(), time, duration }
    }

    /// What was lost so far.
    pub(super) fn losses(&self) -> &Losses {
        &self.losses
    }

    /// Why it ended, if it did.
    pub(super) fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// Takes no more packets.
    pub(super) fn stop(&mut self, end: End) {
        self.end.get_or_insert(end);
    }

    /// Decodes up to the next packet that brings sound or cannot be decoded.
    pub(super) fn next(&mut self) -> Result<Next> {
        let mut trimmed = 0;
        for _ in 0..MOST_EMPTY {
            if self.end.is_some() {
                return Ok(Next::End);
            }
            let reader = &mut self.reader;
            let packet = match guarded(|| reader.next_packet()) {
                Ok(Some(packet)) => packet,
                Ok(None) => {
                    // A few that are trimmed whole are an encoder's padding.
                    self.stop(if trimmed > 4 { End::Surplus } else { End::Regular });
                    continue;
                }
                Err(Fault::ResetRequired) => {
                    self.begin_again()?;
                    continue;
                }
                Err(Fault::IoError(error)) if error.kind() != io::ErrorKind::UnexpectedEof => {
                    return Err(cannot_read(error));
                }
                Err(Fault::IoError(_)) => {
                    self.stop(End::Cut);
                    continue;
                }
                Err(fault) => {
                    self.stop(End::Damaged(reason(&fault)));
                    continue;
                }
            };
            let Some(budget) = self.budget.checked_sub(packet.data.len() as u64) else {
                self.stop(End::Damaged("its packets overlap".to_owned()));
                continue;
            };
            self.budget = budget;
            if packet.track_id != self.track {
                continue;
            }
            let decoder = &mut self.decoder;
            match guarded(|| decoder.decode(&packet).map(|buffer| buffer.frames())) {
                Ok(0) => trimmed += u32::from(packet.trim_end.get() > 0),
                Ok(_) => {
                    self.strange = 0;
                    self.place = (packet.pts.get(), packet.dur.get());
                    return Ok(Next::Sound);
                }
                Err(Fault::ResetRequired) => self.decoder.reset(),
                Err(fault) => {
                    // Of joined files what follows is another stream, which a decoder does not change to.
                    self.strange +=
                        u32::from(matches!(fault, Fault::DecodeError(text) if text.contains("signal spec")));
                    if self.strange >= ANOTHER_STREAM {
                        self.losses.packets -= u64::from(ANOTHER_STREAM) - 1;
                        self.stop(End::Damaged("the stream changes its rate or its channels".to_owned()));
                        continue;
                    }
                    self.losses.packets += 1;
                    self.losses.first_reason.get_or_insert_with(|| reason(&fault));
                    return Ok(Next::Loss);
                }
            }
        }
        Err(Error::Limit(format!("{MOST_EMPTY} packets in a row bring no sound")))
    }

    /// Goes on with the stream that follows in the same file.
    fn begin_again(&mut self) -> Result<()> {
        let (track, parameters) = match choose(self.kind, self.reader.as_ref()) {
            Ok(chosen) => chosen,
            Err(error) => {
                self.stop(End::Damaged(error.to_string()));
                return Ok(());
            }
        };
        self.track = track.id;
        self.decoder = decoder_for(self.kind, &parameters)?;
        Ok(())
    }
}

fn decoder_for(kind: Kind, parameters: &AudioCodecParameters) -> Result<Box<dyn AudioDecoder>> {
    let make = || symphonia::default::get_codecs().make_audio_decoder(parameters, &AudioDecoderOptions::default());
    guarded(make).map_err(|fault| explained(kind, fault))
}
