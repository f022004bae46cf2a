//! The checksum of all samples.
//!
//! # Source
//! RFC 9639, section 8.2: MD5 of the interleaved little-endian samples.

use symphonia::core::checksum::Md5;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;
use symphonia::core::io::Monitor;

use super::stream_info::StreamInfo;
use super::wide::BITS;
use crate::warning::Warning;

/// Compares all samples of a stream with the checksum in its header.
pub(in super::super) struct Verification {
    expected: [u8; 16],
    sum: Md5,
}

impl Verification {
    /// For FLAC of 32 bits, which few decoders read right; for others it would cost a fourth of the time.
    pub(in super::super) fn of(parameters: &AudioCodecParameters) -> Option<Self> {
        let info = parameters.extra_data.as_deref().filter(|_| parameters.codec == CODEC_ID_FLAC)?;
        let info = StreamInfo::of(info.first_chunk()?);
        let expected = info.checksum().filter(|_| u32::from(info.bits) == BITS)?;
        Some(Self { expected, sum: Md5::default() })
    }

    /// Adds whole interleaved samples in native byte order.
    pub(in super::super) fn add(&mut self, samples: &[u8]) {
        if cfg!(target_endian = "little") {
            self.sum.process_buf_bytes(samples);
        } else {
            let swapped: Vec<u8> = samples.chunks(4).flat_map(|sample| sample.iter().rev()).copied().collect();
            self.sum.process_buf_bytes(&swapped);
        }
    }

    /// A warning if the samples, which must be all, are not those of the header.
    pub(in super::super) fn warning(&self) -> Option<Warning> {
        (self.sum.md5() != self.expected).then_some(Warning::ChecksumMismatch)
    }
}
