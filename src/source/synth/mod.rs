//! Test signals: the same bytes on every machine for the same options.
//!
//! Every number comes from IEEE additions, multiplications, divisions and
//! square roots, from `libm` (never the system's own sine or logarithm) and
//! from a generator of pseudorandom integers, in an order that the options
//! alone decide.
//!
//! Signals are computed in blocks of [`BLOCK`] samples counted from the start,
//! whatever is asked of [`Synth::read`], and in double precision before they are encoded.

mod encode;
mod noise;
mod oscillator;
mod signal;

use std::f64::consts::SQRT_2;

use super::{AudioSource, AudioSpec, ByteOrder, SampleFormat};
use crate::error::{Error, OptionName, Result};
use crate::units::{Hertz, Position, SampleRate};
use crate::warning::Warning;

pub use encode::Encoding;
pub use noise::NoiseColor;
pub use signal::{Chirp, Signal, Sweep};

/// Samples of each channel that are computed at once.
pub const BLOCK: usize = 1024;

/// The most channels that are made.
pub const MAX_CHANNELS: usize = 1024;

/// The highest sampling rate that is made, in hertz.
pub const MAX_RATE: f64 = 1e12;

/// The most samples per channel that are made: two centuries at 44.1 kHz.
pub const MAX_LENGTH: u64 = 1 << 48;

/// What to synthesize.
#[derive(Debug, Clone, PartialEq)]
pub struct SynthOptions {
    /// What is added up; silence where there is none. Default: the documented signal, see [`SynthOptions::default`].
    pub signals: Vec<Signal>,
    /// Samples per second, above 0. Default: 10 kHz.
    pub sample_rate: Hertz,
    /// How much of it. Default: 10 s.
    pub duration: Position,
    /// How many channels: the same but for noise, which is independent in each. Default: 1.
    pub channels: usize,
    /// Little-endian integers of 16, 24 or 32 bits, or floats of 32 or 64. Default: 32-bit floats.
    pub format: SampleFormat,
    /// What the noise grows from. Default: 0.
    pub seed: u64,
}

impl Default for SynthOptions {
    /// The documented test signal: a wandering tone in noise that dies away.
    ///
    /// x(t) = 2√2·sin(2π·3000·t + 500·cos(2π·0.25·t)) + n(t)·e^(−t/5), n white Gaussian noise
    /// of the one-sided density 0.01 FS²/Hz, for 10 s at 10 kHz.
    ///
    /// # Source
    /// The example in the documentation of `scipy.signal.spectrogram`.
    fn default() -> Self {
        let tone = Signal::Fm {
            carrier: Hertz(3000.0),
            modulation_index: 500.0,
            modulation_rate: Hertz(0.25),
            amplitude: 2.0 * SQRT_2,
        };
        Self {
            signals: vec![tone, Signal::FadingNoise { density: 0.01, decay: 5.0 }],
            sample_rate: Hertz(10_000.0),
            duration: Position::Seconds(10.0),
            channels: 1,
            format: SampleFormat::Float32(ByteOrder::Little),
            seed: 0,
        }
    }
}

/// A source of synthesized samples.
#[derive(Debug)]
pub struct Synth {
    spec: AudioSpec,
    length: u64,
    tones: Vec<signal::Tone>,
    /// The noises of each channel.
    noises: Vec<Vec<noise::Noise>>,
    next_block: u64,
    encoded: Vec<u8>,
    taken: usize,
    /// Of all channels, like `clipped`.
    made: u64,
    clipped: u64,
    warnings: Vec<Warning>,
}

impl Synth {
    /// Prepares a signal.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless the format is one of those named at [`SynthOptions::format`], the duration is at
    /// least one sample, there is a channel, and every signal's numbers are finite and in their ranges: frequencies from
    /// 0 to half the rate, an impulse within the duration.
    /// [`Error::Limit`] unless `channels <= MAX_CHANNELS`, the rate is at most `MAX_RATE` and the
    /// length at most `MAX_LENGTH`.
    pub fn new(options: &SynthOptions) -> Result<Self> {
        let rate = SampleRate::new(options.sample_rate.0)?;
        let length = checked_length(options, rate)?;
        encode::check(options.format)?;
        let mut warnings = Vec::new();
        let mut tones = Vec::new();
        for signal in &options.signals {
            signal.check(rate, length)?;
            warnings.extend(signal.folding(rate));
            tones.extend(signal::Tone::of(signal, rate, length));
        }
        let noises_of = |channel: usize| {
            let numbered = options.signals.iter().enumerate();
            numbered.filter_map(move |(number, signal)| {
                noise::Noise::of(signal, rate, noise::Gaussian::new(options.seed, number, channel))
            })
        };
        Ok(Self {
            spec: AudioSpec {
                sample_rate: rate,
                channels: options.channels,
                complex: false,
                format: options.format,
                length: Some(length),
            },
            length,
            tones,
            noises: (0..options.channels).map(|channel| noises_of(channel).collect()).collect(),
            next_block: 0,
            encoded: Vec::new(),
            taken: 0,
            made: 0,
            clipped: 0,
            warnings,
        })
    }

    /// How many samples of each channel have been computed or passed over.
    fn reached(&self) -> u64 {
        (self.next_block * BLOCK as u64).min(self.length)
    }

    /// Encodes the next block; false at the end of the signal.
    fn advance(&mut self) -> bool {
        let start = self.next_block * BLOCK as u64;
        if start >= self.length {
            return false;
        }
        self.next_block += 1;
        let size = usize::try_from(self.length - start).map_or(BLOCK, |left| left.min(BLOCK));
        let mut common = [0.0; BLOCK];
        for tone in &self.tones {
            tone.add(start, &mut common[..size]);
        }
        let channels = self.spec.channels;
        let mut interleaved = vec![0.0; size * channels];
        for (channel, noises) in self.noises.iter_mut().enumerate() {
            let mut own = common;
            for noise in noises {
                noise.add(start, &mut own[..size]);
            }
            for (slot, value) in interleaved[channel..].iter_mut().step_by(channels).zip(own) {
                *slot = value;
            }
        }
        self.encoded.clear();
        self.taken = 0;
        self.made += interleaved.len() as u64;
        self.clipped += encode::encode(self.spec.format, &interleaved, &mut self.encoded);
        true
    }
}

/// The length in samples per channel, once the options that no signal decides are in their ranges.
fn checked_length(options: &SynthOptions, rate: SampleRate) -> Result<u64> {
    let (hertz, channels) = (options.sample_rate, options.channels);
    if hertz.0 > MAX_RATE {
        let what = "sample rate".to_owned();
        return Err(Error::limit_of(what, Some(hertz.0), MAX_RATE, "Hz"));
    }
    if channels == 0 {
        return Err(Error::invalid(OptionName::Channels, "must be at least 1, got 0"));
    }
    if channels > MAX_CHANNELS {
        return Err(Error::limit("channel count", channels as u64, MAX_CHANNELS as u64, ""));
    }
    let length = options.duration.in_samples(rate);
    match length {
        0 => Err(Error::invalid(OptionName::Duration, format!("must be at least 1 sample at {hertz}"))),
        1..=MAX_LENGTH => Ok(length),
        _ => Err(Error::limit(format!("duration at {hertz}"), length, MAX_LENGTH, "samples")),
    }
}

impl AudioSource for Synth {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn length_is_certain(&self) -> bool {
        true
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let mut filled = 0;
        while filled < bytes.len() {
            if self.taken == self.encoded.len() && !self.advance() {
                break;
            }
            let count = (bytes.len() - filled).min(self.encoded.len() - self.taken);
            bytes[filled..][..count].copy_from_slice(&self.encoded[self.taken..][..count]);
            self.taken += count;
            filled += count;
        }
        Ok(filled)
    }

    fn skip(&mut self, instants: u64) -> Result<u64> {
        let unit = self.spec.bytes_per_instant();
        let position = self.reached() - ((self.encoded.len() - self.taken) / unit) as u64;
        let target = position.saturating_add(instants).min(self.length);
        if target > self.reached() && self.noises.iter().all(Vec::is_empty) {
            // Only noise depends on what came before it.
            self.next_block = (target - 1) / BLOCK as u64;
        }
        while self.reached() < target && self.advance() {}
        let left = (self.reached() - target) as usize;
        self.taken = self.encoded.len() - left * unit;
        Ok(target - position)
    }

    fn warnings(&self) -> Vec<Warning> {
        let mut warnings = self.warnings.clone();
        if self.clipped > 0 {
            let bits = 8 * self.spec.format.bytes();
            warnings.push(Warning::ClippedByFormat { samples: self.clipped, of: self.made, bits });
        }
        warnings
    }
}
