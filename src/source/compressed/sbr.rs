//! Detection of spectral band replication: the upper half of HE-AAC's band, which the decoder silently ignores.
//!
//! SBR is stored in a fill element at the end of a packet, after the audio of the lower half. Only a decoder knows
//! where that audio ends, so this module searches for fill elements backwards from the end of the packet. One packet in
//! sixty matches by chance.
//!
//! # Source
//! ISO/IEC 14496-3, tables 4.3, 4.11 and 4.57.

/// The number of packets to inspect.
const INSPECTED: u32 = 32;
/// The minimum number of packets for a verdict.
const MIN_PACKETS: u32 = 4;
/// The maximum number of other fill elements after the SBR element.
const MAX_TRAILING: u32 = 2;

/// Inspected packets of AAC, and how many of them appear to contain SBR.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SbrDetector {
    seen: u32,
    found: u32,
}

impl SbrDetector {
    /// Inspects a packet, if it is one of the first.
    pub(super) fn inspect(&mut self, packet: &[u8]) {
        if self.seen < INSPECTED {
            self.seen += 1;
            self.found += u32::from(replicates(packet));
        }
    }

    /// Whether nearly all inspected packets contain SBR.
    pub(super) fn is_present(&self) -> bool {
        self.seen >= MIN_PACKETS && self.found * 8 >= self.seen * 7
    }
}

/// Whether the last fill elements of a packet appear to contain SBR.
fn replicates(packet: &[u8]) -> bool {
    let Some((last, byte)) = packet.iter().enumerate().next_back() else { return false };
    // The end element, all ones, and zeros up to a whole byte.
    let end = 8 * (last + 1) - byte.trailing_zeros() as usize;
    let Some(mark) = end.checked_sub(3).filter(|_| *byte != 0) else { return false };
    bits(packet, mark, 3) == Some(7) && ends_with_band(packet, mark, MAX_TRAILING)
}

/// Whether the fill elements that end at bit `end` contain SBR, followed by at most `after` others.
fn ends_with_band(packet: &[u8], end: usize, after: u32) -> bool {
    const FILL_ELEMENT: u32 = 6;
    /// The maximum size of contents for a 4-bit count, and with an 8-bit extension.
    const MAX: [usize; 2] = [14, 269];
    let is_fill = |count: usize| {
        let (size, says) = if count <= MAX[0] { (7, count as u32) } else { (15, 15 << 8 | (count as u32 - 14)) };
        let begin = end.checked_sub(8 * count + size)?;
        let is_match = bits(packet, begin, 3) == Some(FILL_ELEMENT) && bits(packet, begin + 3, size - 3) == Some(says);
        is_match.then_some((begin, begin + size))
    };
    (0..=MAX[1]).filter_map(|count| Some((count, is_fill(count)?))).any(|(count, (begin, contents))| {
        match bits(packet, contents, 4).filter(|_| count > 0) {
            // SBR data, without or with a CRC.
            Some(0xD | 0xE) => true,
            // Empty, or filler only.
            None | Some(0 | 1) => after > 0 && ends_with_band(packet, begin, after - 1),
            _ => false,
        }
    })
}

/// Reads `count` bits at bit `at` of a packet.
fn bits(packet: &[u8], at: usize, count: usize) -> Option<u32> {
    (at..at + count).try_fold(0, |value, at| {
        let byte = packet.get(at / 8)?;
        Some(value << 1 | u32::from(byte >> (7 - at % 8) & 1))
    })
}
