//! The frame header.
//!
//! # Source
//! RFC 9639, section 9.1.

use symphonia::core::checksum::Crc8Ccitt;
use symphonia::core::io::Monitor;

/// The maximum size of a header in bytes.
pub(super) const MAX_SIZE: usize = 16;

/// The contents of a frame header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Header {
    /// Whether `number` counts samples and not frames.
    pub(in super::super) counts_samples: bool,
    pub(in super::super) number: u64,
    /// Samples per channel.
    pub(in super::super) samples: u32,
    pub(in super::super) channels: u8,
    /// Bits per sample, if stated.
    pub(in super::super) bits: Option<u8>,
    /// Bytes of the header.
    pub(in super::super) size: usize,
}

impl Header {
    /// Parses a frame header; `None` unless its checksum is correct.
    pub(in super::super) fn of(bytes: &[u8]) -> Option<Self> {
        let &[0xFF, sync @ (0xF8 | 0xF9), sizes, layout] = bytes.first_chunk()? else { return None };
        let channels = match layout >> 4 {
            independent @ 0..8 => independent + 1,
            // Left/side, side/right and mid/side stereo.
            8..=10 => 2,
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
        let mut sum = Crc8Ccitt::new(0);
        sum.process_buf_bytes(&bytes[..at]);
        let size = at + 1;
        let counts_samples = sync == 0xF9;
        (bytes.get(at) == Some(&sum.crc())).then_some(Self { counts_samples, number, samples, channels, bits, size })
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
