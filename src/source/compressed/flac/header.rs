//! The frame header.
//!
//! # Source
//! RFC 9639, section 9.1.

use symphonia::core::checksum::Crc8Ccitt;
use symphonia::core::io::Monitor;

/// The maximum size of a header in bytes.
pub(super) const MAX_SIZE: usize = 16;

/// How the channels of a frame are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stereo {
    Independent,
    LeftSide,
    SideRight,
    MidSide,
}

/// The contents of a frame header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Header {
    /// Whether `number` counts samples and not frames.
    pub(super) counts_samples: bool,
    /// The number of the frame, or of its first sample.
    pub(super) number: u64,
    /// Samples per channel.
    pub(in super::super) samples: u32,
    pub(super) channels: u8,
    pub(super) stereo: Stereo,
    /// Bits per sample, if stated.
    pub(super) bits: Option<u8>,
    /// Bytes of the header.
    pub(super) size: usize,
}

impl Header {
    /// Parses a frame header; `None` unless its checksum is correct.
    pub(in super::super) fn of(bytes: &[u8]) -> Option<Self> {
        let &[0xFF, sync @ (0xF8 | 0xF9), sizes, layout] = bytes.first_chunk()? else { return None };
        let (channels, stereo) = match layout >> 4 {
            independent @ 0..8 => (independent + 1, Stereo::Independent),
            8 => (2, Stereo::LeftSide),
            9 => (2, Stereo::SideRight),
            10 => (2, Stereo::MidSide),
            _ => return None,
        };
        let bits = match layout >> 1 & 7 {
            0 => None,
            3 => return None,
            code => Some([0, 8, 12, 0, 16, 20, 24, 32][usize::from(code)]),
        };
        if layout & 1 != 0 || sizes & 0xF == 0xF {
            return None;
        }
        let (number, mut at) = number(bytes.get(4..)?)?;
        at += 4;
        let mut take = |count: usize| {
            let value = bytes.get(at..at + count)?.iter().fold(0, |value, &byte| value << 8 | u32::from(byte));
            at += count;
            Some(value)
        };
        let samples = match sizes >> 4 {
            0 => return None,
            1 => 192,
            code @ 2..=5 => 144 << code,
            6 => take(1)? + 1,
            7 => take(2)? + 1,
            code => 1 << code,
        };
        take(match sizes & 0xF {
            12 => 1,
            13 | 14 => 2,
            _ => 0,
        })?;
        let (size, counts_samples) = (at + 1, sync == 0xF9);
        let header = Self { counts_samples, number, samples, channels, stereo, bits, size };
        let mut sum = Crc8Ccitt::new(0);
        sum.process_buf_bytes(&bytes[..at]);
        (*bytes.get(at)? == sum.crc()).then_some(header)
    }
}

/// A number of up to 36 bits in extended UTF-8 coding, and its size in bytes.
fn number(bytes: &[u8]) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let size = match first.leading_ones() as usize {
        0 => 1,
        size @ 2..=7 => size,
        _ => return None,
    };
    let begin = u64::from(first) & (0x7F >> (size - usize::from(size == 1)));
    let rest = bytes.get(1..size)?;
    let is_whole = rest.iter().all(|byte| byte & 0xC0 == 0x80);
    is_whole.then(|| (rest.iter().fold(begin, |number, byte| number << 6 | u64::from(byte & 0x3F)), size))
}
