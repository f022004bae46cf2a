//! What a file of FLAC says of all its frames, and how long one of them is.
//!
//! # Source
//! RFC 9639, sections 8.2 and 9.

use symphonia::core::checksum::Crc16Ansi;
use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder};
use symphonia::core::io::Monitor;
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, Timestamp};

use super::header::{Header, LARGEST};
use crate::source::compressed::decoder::decoder_for;
use crate::source::guard::guarded;
use crate::source::signature::Kind;

/// Bytes of the block.
pub(super) const STREAM_INFO: usize = 34;
/// Samples of a frame below which no file may go.
const LEAST_SIZE: u32 = 16;
/// Bytes of a frame's checksum, behind all else of it.
const CHECKSUM: usize = 2;
/// Places at which a checksum comes out by chance: one in 65536 bytes does.
const MAX_ENDS: usize = 8;

#[derive(Debug, Clone)]
pub(super) struct StreamInfo {
    bytes: [u8; STREAM_INFO],
    /// Samples per channel in a frame, at least but for the last, and at most.
    least: u32,
    most: u32,
    channels: u8,
    bits: u8,
    /// Samples per channel in all, where they are known.
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

    /// The least and the most samples of a frame as they must be for a stream that counts as this frame does, if they
    /// are not: they are the same where frames are counted, and not where samples are.
    pub(super) fn settled_sizes(&self, first: &Header) -> Option<[u8; 4]> {
        let (least, most) = match (first.counts_samples, self.least == self.most) {
            (false, false) if self.is_of_stream(first) => (first.samples, first.samples),
            (true, true) if self.least > LEAST_SIZE => (self.least - 1, self.most),
            (true, true) => (self.least, self.most + 1),
            _ => return None,
        };
        let [[.., a, b], [.., c, d]] = [least, most].map(u32::to_be_bytes);
        Some([a, b, c, d])
    }

    /// Whether a frame is like what is said of all.
    pub(super) fn is_of_stream(&self, header: &Header) -> bool {
        let is_like_them = header.bits.is_none_or(|bits| bits == self.bits) && header.channels == self.channels;
        is_like_them && header.samples <= self.most
    }

    /// The sample that a frame begins with.
    pub(super) fn start_of(&self, header: &Header) -> u64 {
        header.number * if header.counts_samples { 1 } else { u64::from(self.least) }
    }

    /// The sample that follows a frame.
    pub(super) fn end_of(&self, header: &Header) -> u64 {
        self.start_of(header) + u64::from(header.samples)
    }

    /// Whether a frame goes on at that sample, or later where there must be more.
    pub(super) fn continues_at(&self, sample: u64, header: &Header) -> bool {
        let start = self.start_of(header);
        let is_within = self.samples.is_none_or(|samples| start < samples);
        self.is_of_stream(header) && (start == sample || start > sample && is_within)
    }

    /// Bytes of a frame at most: twice those of its samples as they are.
    pub(super) fn largest_frame(&self) -> usize {
        let bits = self.most as usize * (usize::from(self.bits) + 1);
        2 * usize::from(self.channels) * (bits / 8 + 8) + LARGEST + 2
    }

    /// The bytes of the frame that begins here, if it is whole.
    ///
    /// It ends with a checksum, with which that of all of it is zero; not every place where it is so is its end, but
    /// before that it cannot be decoded.
    pub(super) fn measure(
        &self,
        bytes: &[u8],
        header: &Header,
        decoder: &mut Option<Box<dyn AudioDecoder>>,
    ) -> Option<usize> {
        // It makes room for the largest frame, which is much where many small ones are measured.
        let decoder = match decoder {
            Some(decoder) => decoder,
            None => decoder.insert(self.decoder()?),
        };
        let mut is_whole = |size: usize| {
            let duration = Duration::from(u64::from(header.samples));
            // Of a checksum that ends in zero, its end would be taken for what follows.
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
