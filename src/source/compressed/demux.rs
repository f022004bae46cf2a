//! What a demuxer is: it takes a container apart into packets, and tells what lies between them.

use symphonia::core::codecs::audio::AudioCodecParameters;

use crate::error::Result;
use crate::source::facts::Texts;
use crate::units::SampleRate;
use crate::warning::Warning;

/// The audio track that a demuxer delivers, as far as it is known before the first packet.
#[derive(Debug, Clone)]
pub(super) struct Track {
    /// The container's name in messages, such as `FLAC` or `Ogg`.
    pub(super) container: &'static str,
    /// What a decoder must know of the packets.
    pub(super) parameters: AudioCodecParameters,
    /// Samples per channel as the header states them, for the message where there are none.
    pub(super) samples: Option<u64>,
    /// Title, software, recording location …
    pub(super) texts: Texts,
}

/// An undecoded packet.
#[derive(Debug, Clone, Default)]
pub(super) struct Packet {
    pub(super) data: Box<[u8]>,
    /// Samples per channel to which it decodes, padding included, where that is known without decoding.
    pub(super) samples: Option<u64>,
    /// Samples per channel of padding at its start and at its end.
    pub(super) trim: (usize, usize),
    /// The time of its first sample and its duration in ticks of the container's clock; a duration of 0 is not known.
    pub(super) time: i64,
    pub(super) duration: u64,
}

impl Packet {
    /// Samples per channel that remain of it after trimming, where that is known.
    pub(super) fn kept(&self) -> Option<u64> {
        self.samples.map(|samples| samples.saturating_sub((self.trim.0 + self.trim.1) as u64))
    }

    /// Whether audio should come of it, by its length or else by its duration.
    pub(super) fn lasts(&self) -> bool {
        self.kept().map_or(self.duration > 0 && self.trim == (0, 0), |samples| samples > 0)
    }
}

/// What a demuxer finds next in a container.
#[derive(Debug)]
pub(super) enum Event {
    Packet(Packet),
    /// Samples per channel that are missing.
    Gap(u64),
    /// What follows does not continue the packets before: the decoder starts afresh.
    Break,
    /// What follows needs another decoder: another stream of a chained or joined file.
    Stream(Box<AudioCodecParameters>),
    /// There are no more packets; no event is asked for after it.
    End(EndReason),
}

/// Why there are no more packets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum EndReason {
    /// The container ends.
    Regular,
    /// The data end within a packet.
    Cut,
    /// The data end after a packet, but without an end-of-stream mark.
    Unmarked,
    /// The following data are invalid.
    Damaged(String),
    /// There are more packets, but all beyond the length that the container states.
    Surplus,
}

/// What decoding the first packet has shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct First {
    /// The time of the packet in ticks of the container's clock.
    pub(super) time: i64,
    /// Samples per channel to which it decoded.
    pub(super) samples: u64,
    /// Samples per channel that were missing before it.
    pub(super) gap: u64,
    pub(super) rate: SampleRate,
}

/// The end of the audio, in samples per channel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ending {
    /// The sample after the last to be read.
    pub(super) end: u64,
    /// Samples after the end that are padding or cut by an edit list, and not a loss.
    pub(super) padding: u64,
}

impl Ending {
    /// The end stated by a header, if any.
    pub(super) fn stated(length: Option<u64>, padding: u64) -> Self {
        Self { end: length.unwrap_or(u64::MAX), padding }
    }
}

/// Where the audio lies in the packets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timing {
    /// Samples per channel to drop at the start: encoder delay.
    pub(super) lead: u64,
    /// Seconds of the file before the audio begins.
    pub(super) delay: f64,
    /// Samples per channel that the container states for what is to be delivered.
    pub(super) length: Option<u64>,
    pub(super) ending: Ending,
    /// Set where packets may last shorter than the samples they decode to: by how many samples per channel a stated
    /// duration may be too short because its clock is rounded.
    pub(super) jitter: Option<usize>,
}

impl Timing {
    /// Audio that begins with the first packet and has a stated length or none.
    pub(super) fn plain(length: Option<u64>) -> Self {
        Self { lead: 0, delay: 0.0, length, ending: Ending::stated(length, 0), jitter: None }
    }
}

/// Takes a container apart, from front to back.
pub(super) trait Demuxer: Send {
    /// The audio track; the same for the demuxer's whole life.
    fn track(&self) -> &Track;

    /// The next event.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) where reading fails. Whatever the bytes may be, all else is an [`Event`].
    fn next(&mut self) -> Result<Event>;

    /// Moves on to a packet without reading those between: at most to the one from which decoding yields all samples
    /// from `sample` on as decoding from the start would. Both numbers count samples per channel of packets after
    /// trimming, and of gaps, since the first packet. Returns the number of the first sample of the packet it now stands
    /// before, or `None` where it has not moved. Default: it cannot.
    ///
    /// # Errors
    /// As [`Demuxer::next`].
    fn seek(&mut self, _sample: u64) -> Result<Option<u64>> {
        Ok(None)
    }

    /// Where the audio lies in the packets, once the first is decoded.
    fn timing(&self, first: &First) -> Timing;

    /// What it had to leave out or repair so far.
    fn warnings(&self) -> Vec<Warning>;

    /// Samples per channel of gaps so far that its warnings state. Default: none.
    fn reported_gaps(&self) -> u64 {
        0
    }
}
