//! Defects of samples: clipping, NaN and infinities, channels that cancel.

use super::cancellation::Cancellation;
use super::channels::Channels;
use super::g711::{A_LAW, MU_LAW};
use super::pcm::{ByteOrder, SampleFormat, wide};
use crate::error::{Error, Result};
use crate::warning::Warning;

/// The minimum number of equal extreme codes in a row that count as clipped; fewer may be a peak.
const MIN_RUN: u64 = 3;

/// Samples scanned at a time: few, so that a clipped peak slows down only a small part.
const BLOCK: usize = 1024;

/// Defects found in the samples of the chosen channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SampleTally {
    /// NaN or infinite samples.
    pub non_finite: u64,
    /// Samples in a run of at least 3 consecutive equal extreme codes of a channel.
    ///
    /// Integers and G.711 only: a float beyond ±1 is valid. In 32 bits, a code is extreme if its upper 24 bits are,
    /// because many such files hold 24-bit samples.
    pub clipped: u64,
    /// Whether the chosen mean of all channels has over 20 dB less power than the mean of uncorrelated channels would
    /// have, measured over the first 65536 sample frames and one in 64 of the others.
    pub cancels: bool,
}

impl SampleTally {
    /// The warnings about these defects.
    pub fn warnings(self) -> Vec<Warning> {
        let non_finite = (self.non_finite > 0).then_some(Warning::NonFinite { samples: self.non_finite });
        let clipped = (self.clipped > 0).then_some(Warning::Clipped { samples: self.clipped });
        let cancels = self.cancels.then_some(Warning::ChannelsCancel);
        non_finite.into_iter().chain(clipped).chain(cancels).collect()
    }
}

/// Counts defects in a stream of encoded samples, given in blocks.
///
/// Runs continue across blocks: the counts do not depend on how the stream is cut.
#[derive(Debug, Clone)]
pub struct Tally {
    format: SampleFormat,
    channels: usize,
    pick: Channels,
    /// The current run of each channel; none if `length` is 0.
    runs: Vec<Run>,
    counts: SampleTally,
    /// Samples of all channels received so far.
    samples: u64,
    /// Whether any sample of any channel was finite.
    any_finite: bool,
    /// For a mean of several channels.
    cancellation: Option<Cancellation>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Run {
    code: i64,
    length: u64,
}

impl Tally {
    /// Starts a count over the chosen ones of `channels` channels.
    ///
    /// # Panics
    /// If `channels` = 0 or a chosen channel ≥ `channels`.
    pub fn new(format: SampleFormat, channels: usize, pick: Channels) -> Self {
        assert!(channels > 0 && pick.check(channels).is_ok(), "channel {pick} of {channels}");
        let is_mean = pick == Channels::Mix && channels > 1;
        let cancellation = is_mean.then(|| Cancellation::new(format, channels));
        Self {
            format,
            channels,
            pick,
            runs: vec![Run::default(); channels],
            counts: SampleTally::default(),
            samples: 0,
            any_finite: false,
            cancellation,
        }
    }

    /// The counts so far.
    pub fn counts(&self) -> SampleTally {
        SampleTally { cancels: self.cancellation.as_ref().is_some_and(Cancellation::is_found), ..self.counts }
    }

    /// Checks that there was anything to analyse.
    ///
    /// # Errors
    /// [`Error::Malformed`] if there were samples, but not a finite one in any channel.
    pub fn check(&self) -> Result<()> {
        if self.any_finite || self.samples == 0 {
            return Ok(());
        }
        Err(Error::malformed(format!("no finite samples: all {} are NaN or infinity", self.samples)))
    }

    /// Adds the next block of bytes.
    ///
    /// # Panics
    /// Unless `bytes` is a whole number of sample frames.
    pub fn add(&mut self, bytes: &[u8]) {
        use ByteOrder::{Big, Little};
        assert_eq!(bytes.len() % (self.channels * self.format.bytes()), 0, "whole sample frames");
        if let Some(cancellation) = &mut self.cancellation {
            cancellation.add(bytes);
        }
        self.samples += (bytes.len() / self.format.bytes()) as u64;
        match self.format {
            SampleFormat::Unsigned8 => self.clips(bytes, 0..=255, |[code]: &[u8; 1]| *code),
            SampleFormat::MuLaw => self.clips(bytes, -32124..=32124, |[code]: &[u8; 1]| MU_LAW[usize::from(*code)]),
            SampleFormat::ALaw => self.clips(bytes, -32256..=32256, |[code]: &[u8; 1]| A_LAW[usize::from(*code)]),
            SampleFormat::Signed { bytes: width, order } => match (width, order) {
                (1, _) => self.clips(bytes, i8::MIN..=i8::MAX, |[code]: &[u8; 1]| code.cast_signed()),
                (2, Little) => self.clips(bytes, i16::MIN..=i16::MAX, |code| i16::from_le_bytes(*code)),
                (2, Big) => self.clips(bytes, i16::MIN..=i16::MAX, |code| i16::from_be_bytes(*code)),
                (3, Little) => self.clips(bytes, NEARLY_32, |&[a, b, c]: &[u8; 3]| i32::from_le_bytes([0, a, b, c])),
                (3, Big) => self.clips(bytes, NEARLY_32, |&[a, b, c]: &[u8; 3]| i32::from_be_bytes([a, b, c, 0])),
                (4, Little) => self.clips(bytes, NEARLY_32, |code| i32::from_le_bytes(*code)),
                (4, Big) => self.clips(bytes, NEARLY_32, |code| i32::from_be_bytes(*code)),
                (5, order) => self.clips(bytes, extremes(5), |code: &[u8; 5]| wide(code, order)),
                (6, order) => self.clips(bytes, extremes(6), |code: &[u8; 6]| wide(code, order)),
                (7, order) => self.clips(bytes, extremes(7), |code: &[u8; 7]| wide(code, order)),
                (_, order) => self.clips(bytes, extremes(8), |code: &[u8; 8]| wide(code, order)),
            },
            SampleFormat::Float32(Little) => self.gaps(bytes, |code| f32::from_le_bytes(*code).is_finite()),
            SampleFormat::Float32(Big) => self.gaps(bytes, |code| f32::from_be_bytes(*code).is_finite()),
            SampleFormat::Float64(Little) => self.gaps(bytes, |code| f64::from_le_bytes(*code).is_finite()),
            SampleFormat::Float64(Big) => self.gaps(bytes, |code| f64::from_be_bytes(*code).is_finite()),
        }
    }

    /// Counts samples that are not finite.
    fn gaps<const N: usize>(&mut self, bytes: &[u8], is_finite: impl Fn(&[u8; N]) -> bool) {
        let samples = bytes.as_chunks::<N>().0;
        // The first finite sample ends this search for good.
        self.any_finite = self.any_finite || samples.iter().any(&is_finite);
        let count = match self.pick {
            Channels::Mix | Channels::Side | Channels::All => {
                samples.iter().map(|code| u64::from(!is_finite(code))).sum::<u64>()
            }
            Channels::One(index) => {
                samples.iter().skip(index).step_by(self.channels).map(|code| u64::from(!is_finite(code))).sum()
            }
        };
        self.counts.non_finite += count;
    }

    /// Counts runs of codes at or beyond the ends of `within`.
    fn clips<K, const N: usize>(
        &mut self,
        bytes: &[u8],
        within: std::ops::RangeInclusive<K>,
        read: impl Fn(&[u8; N]) -> K + Copy,
    ) where
        K: Copy + Ord + Into<i64>,
    {
        let (low, high) = (*within.start(), *within.end());
        let samples = bytes.as_chunks::<N>().0;
        self.any_finite |= !samples.is_empty();
        let block = BLOCK.div_ceil(self.channels) * self.channels;
        for samples in samples.chunks(block) {
            let range = |(least, most): (K, K), code| (least.min(read(code)), most.max(read(code)));
            let (least, most) = samples.iter().fold((high, low), range);
            if least > low && most < high {
                self.runs.fill(Run::default());
                continue;
            }
            for (channel, run) in self.runs.iter_mut().enumerate() {
                if matches!(self.pick, Channels::One(index) if index != channel) {
                    continue;
                }
                for code in samples.iter().skip(channel).step_by(self.channels).map(read) {
                    self.counts.clipped += run.next(code.into(), code <= low || code >= high);
                }
            }
        }
    }
}

impl Run {
    /// Adds the next sample of a channel; returns the increase of the clipped count.
    fn next(&mut self, code: i64, extreme: bool) -> u64 {
        let length = match (extreme, self.length) {
            (false, _) => 0,
            (true, length @ 1..) if code == self.code => length + 1,
            (true, _) => 1,
        };
        *self = Self { code, length };
        match length {
            MIN_RUN => MIN_RUN,
            longer if longer > MIN_RUN => 1,
            _ => 0,
        }
    }
}

/// The limits of 24-bit samples left-justified in 32 bits; codes between them are not clipped.
const NEARLY_32: std::ops::RangeInclusive<i32> = i32::MIN + 255..=i32::MAX - 255;

/// The limits of integers of `bytes` bytes, left-justified in 64 bits.
fn extremes(bytes: u32) -> std::ops::RangeInclusive<i64> {
    let unused = 64 - 8 * bytes;
    i64::MIN..=i64::MAX >> unused << unused
}
