//! The STREAMINFO block, and the measurement of frames.
//!
//! # Source
//! RFC 9639, sections 8.2 and 9.

use symphonia::core::checksum::Crc16Ansi;
use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder};
use symphonia::core::io::Monitor;
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, Timestamp};

use super::header::{Header, MAX_SIZE};
use crate::source::compressed::decoder::decoder_for;
use crate::source::guard::guarded;
use crate::source::signature::Kind;

/// Bytes of the block.
pub(super) const STREAM_INFO: usize = 34;
/// The smallest valid block size.
const MIN_BLOCK_SIZE: u32 = 16;
/// Bytes of the checksum at the end of a frame.
const CHECKSUM: usize = 2;
/// The maximum number of checksum matches to try; one byte in 65536 matches by chance.
const MAX_ENDS: usize = 8;

#[derive(Debug, Clone)]
pub(super) struct StreamInfo {
    bytes: [u8; STREAM_INFO],
    /// Minimum (except for the last frame) and maximum samples per channel in a frame.
    least: u32,
    most: u32,
    channels: u8,
    bits: u8,
    /// Samples per channel in total, if known.
    samples: Option<u64>,
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
            channels: (word >> 41 & 7) as u8 + 1,
            bits: (word >> 36 & 0x1F) as u8 + 1,
            samples: (samples > 0).then_some(samples),
        }
    }

    /// Corrected minimum and maximum block sizes if they contradict the first frame: they are equal if frames are
    /// counted, and different if samples are counted.
    pub(super) fn settled_sizes(&self, first: &Header) -> Option<[u8; 4]> {
        let (least, most) = match (first.counts_samples, self.least == self.most) {
            (false, false) if self.is_of_stream(first) => (first.samples, first.samples),
            (true, true) if self.least > MIN_BLOCK_SIZE => (self.least - 1, self.most),
            (true, true) => (self.least, self.most + 1),
            _ => return None,
        };
        let [[.., a, b], [.., c, d]] = [least, most].map(u32::to_be_bytes);
        Some([a, b, c, d])
    }

    /// Whether a frame matches the STREAMINFO block.
    pub(super) fn is_of_stream(&self, header: &Header) -> bool {
        let is_like_them = header.bits.is_none_or(|bits| bits == self.bits) && header.channels == self.channels;
        is_like_them && header.samples <= self.most
    }

    /// The first sample of a frame.
    pub(super) fn start_of(&self, header: &Header) -> u64 {
        header.number * if header.counts_samples { 1 } else { u64::from(self.least) }
    }

    /// The sample after a frame.
    pub(super) fn end_of(&self, header: &Header) -> u64 {
        self.start_of(header) + u64::from(header.samples)
    }

    /// Whether a frame continues the stream at `sample`, or later if more samples are expected.
    pub(super) fn continues_at(&self, sample: u64, header: &Header) -> bool {
        let start = self.start_of(header);
        let is_within = self.samples.is_none_or(|samples| start < samples);
        self.is_of_stream(header) && (start == sample || start > sample && is_within)
    }

    /// The maximum size of a frame in bytes: twice that of uncompressed samples.
    pub(super) fn largest_frame(&self) -> usize {
        let bits = self.most as usize * (usize::from(self.bits) + 1);
        2 * usize::from(self.channels) * (bits / 8 + 8) + MAX_SIZE + 2
    }

    /// The size of the frame that begins here, if it is complete.
    ///
    /// The CRC over a whole frame, including its checksum, is zero. It may also be zero earlier by chance, but then the
    /// shorter frame cannot be decoded.
    pub(super) fn measure(
        &self,
        bytes: &[u8],
        header: &Header,
        decoder: &mut Option<Box<dyn AudioDecoder>>,
    ) -> Option<usize> {
        // The decoder allocates the largest frame, which is expensive if created for each of many small frames.
        let decoder = match decoder {
            Some(decoder) => decoder,
            None => decoder.insert(self.decoder()?),
        };
        let mut is_whole = |size: usize| {
            let duration = Duration::from(u64::from(header.samples));
            // The checksum is left out because one that ends in zero would look like padding.
            let packet = Packet::new(0, Timestamp::new(0), duration, bytes[..size - CHECKSUM].to_vec());
            guarded(|| decoder.decode(&packet).map(|_| ())).is_ok()
        };
        let mut sum = Crc16Ansi::new(0);
        let sums = bytes.iter().take(self.largest_frame()).map(|&byte| {
            sum.process_byte(byte);
            sum.crc()
        });
        let ends =
            (1..).zip(sums).filter(|&(size, sum)| sum == 0 && size > header.size + CHECKSUM).map(|(size, _)| size);
        ends.take(MAX_ENDS).find(|&size| is_whole(size))
    }

    fn decoder(&self) -> Option<Box<dyn AudioDecoder>> {
        let mut parameters = AudioCodecParameters::new();
        parameters.for_codec(CODEC_ID_FLAC).with_extra_data(self.bytes.into());
        decoder_for(Kind::Flac, &parameters).ok()
    }
}
