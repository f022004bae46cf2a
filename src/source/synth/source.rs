//! Test signals as a source of samples.

use super::super::audio::{AudioSource, AudioSpec, SourceReport};
use super::limits::BLOCK;
use super::options::{SynthOptions, checked_length};
use super::{encode, noise, signal};
use crate::error::Result;
use crate::units::SampleRate;
use crate::warning::Warning;

/// A source of generated samples.
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
    /// Samples of all channels generated so far; `clipped` counts likewise.
    made: u64,
    clipped: u64,
    warnings: Vec<Warning>,
}

impl Synth {
    /// Prepares a signal.
    ///
    /// # Errors
    /// [`Error::InvalidOption`](crate::Error::InvalidOption) unless the format is one of those listed at
    /// [`SynthOptions::format`], the duration is at least one sample, there is a channel, and all parameters are finite
    /// and in range: frequencies from 0 to half the rate, an impulse within the duration.
    /// [`Error::Limit`](crate::Error::Limit) unless `channels <= MAX_CHANNELS`, the rate is at most `MAX_RATE` and the
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

    /// Samples per channel computed or skipped so far.
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

    fn skip(&mut self, sample_frames: u64) -> Result<u64> {
        let unit = self.spec.bytes_per_sample_frame();
        let position = self.reached() - ((self.encoded.len() - self.taken) / unit) as u64;
        let target = position.saturating_add(sample_frames).min(self.length);
        if target > self.reached() && self.noises.iter().all(Vec::is_empty) {
            // Only noise depends on earlier samples.
            self.next_block = (target - 1) / BLOCK as u64;
        }
        while self.reached() < target && self.advance() {}
        let left = (self.reached() - target) as usize;
        self.taken = self.encoded.len() - left * unit;
        Ok(target - position)
    }

    fn report(&self) -> SourceReport {
        let mut warnings = self.warnings.clone();
        if self.clipped > 0 {
            let bits = 8 * self.spec.format.bytes();
            warnings.push(Warning::ClippedByFormat { samples: self.clipped, of: self.made, bits });
        }
        SourceReport { warnings, ..SourceReport::default() }
    }
}
