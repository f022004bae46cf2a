//! The encoder delay and the length that iTunes writes as a text.
//!
//! # Source
//! Not published; as iTunes, afconvert and QuickTime write it and FFmpeg 5.1 reads it.

/// Where the audio lies in the packets, in samples per channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Gapless {
    /// Samples before the audio.
    pub(in super::super) delay: u64,
    /// Samples of audio.
    pub(in super::super) samples: u64,
}

impl Gapless {
    /// Reads the text of the tag `iTunSMPB`: hexadecimal numbers; the second is the delay, the fourth the length.
    pub(in super::super) fn of(text: &str) -> Option<Self> {
        let mut numbers = text.split_ascii_whitespace().map(|digits| u64::from_str_radix(digits, 16).ok());
        let (_, delay, _, samples) = (numbers.next()??, numbers.next()??, numbers.next()??, numbers.next()??);
        // No encoder has a delay of more than a second.
        (delay < 1 << 16 && samples > 0).then_some(Self { delay, samples })
    }
}
