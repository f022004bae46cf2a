//! The STREAMINFO block.
//!
//! # Source
//! RFC 9639, section 8.2.

use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;

use super::header::{Header, MAX_SIZE};

/// Bytes of the block.
pub(super) const STREAM_INFO: usize = 34;

#[derive(Debug, Clone)]
pub(super) struct StreamInfo {
    bytes: [u8; STREAM_INFO],
    /// Minimum (except for the last frame) and maximum samples per channel in a frame.
    pub(super) least: u32,
    pub(super) most: u32,
    /// Sample frames per second.
    pub(super) rate: u32,
    pub(super) channels: u8,
    pub(super) bits: u8,
    /// Samples per channel in total, if known.
    pub(super) samples: Option<u64>,
}

impl StreamInfo {
    pub(super) fn of(bytes: &[u8; STREAM_INFO]) -> Self {
        let number = |from: usize, to: usize| bytes[from..to].iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte));
        let word = number(10, 18);
        let samples = word & 0xF_FFFF_FFFF;
        Self {
            bytes: *bytes,
            least: number(0, 2) as u32,
            most: number(2, 4) as u32,
            rate: (word >> 44) as u32,
            channels: (word >> 41 & 7) as u8 + 1,
            bits: (word >> 36 & 0x1F) as u8 + 1,
            samples: (samples > 0).then_some(samples),
        }
    }

    /// What the decoder must know. It rejects contradictory sizes, and frames longer than the largest; as many headers
    /// are wrong about them, they are left open.
    pub(super) fn parameters(&self) -> AudioCodecParameters {
        let mut bytes = self.bytes;
        bytes[..10].copy_from_slice(&[0, 16, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0]);
        let mut parameters = AudioCodecParameters::new();
        parameters
            .for_codec(CODEC_ID_FLAC)
            .with_sample_rate(self.rate)
            .with_bits_per_sample(u32::from(self.bits))
            .with_max_frames_per_packet(u64::from(u16::MAX))
            .with_extra_data(bytes.into());
        parameters
    }

    /// The MD5 checksum of all samples, if known.
    pub(super) fn checksum(&self) -> Option<[u8; 16]> {
        self.bytes.last_chunk().copied().filter(|sum| *sum != [0; 16])
    }

    /// Whether a frame matches the STREAMINFO block.
    pub(super) fn is_of_stream(&self, header: &Header) -> bool {
        header.bits.is_none_or(|bits| bits == self.bits) && header.channels == self.channels
    }

    /// The maximum size in bytes of a frame of `samples` samples per channel: twice that of uncompressed samples.
    pub(super) fn largest_frame(&self, samples: u32) -> usize {
        let bits = samples as usize * (usize::from(self.bits) + 1);
        2 * usize::from(self.channels) * (bits / 8 + 8) + MAX_SIZE + 2
    }
}
