//! Spectral band replication: the upper half of HE-AAC's band, which the decoder passes over without a word.
//!
//! It stands in a fill element at the end of a packet, behind the sound of the lower half. Where that ends only its
//! decoder knows, so the elements are looked for from the end of the packet backwards; by chance they seem to be there
//! in one of sixty packets.
//!
//! # Source
//! ISO/IEC 14496-3, tables 4.3, 4.11 and 4.57.

/// Packets that are looked at.
const LOOKED_AT: u32 = 32;
/// Packets below which nothing is said.
const LEAST: u32 = 4;
/// Fill elements behind it that are passed over.
const MAX_TRAILING: u32 = 2;

/// Packets of AAC, and how many of them seem to replicate a band.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SbrDetector {
    seen: u32,
    found: u32,
}

impl SbrDetector {
    /// Looks at a packet, if it is one of the first.
    pub(super) fn inspect(&mut self, packet: &[u8]) {
        if self.seen < LOOKED_AT {
            self.seen += 1;
            self.found += u32::from(replicates(packet));
        }
    }

    /// Whether nearly all packets do.
    pub(super) fn is_present(&self) -> bool {
        self.seen >= LEAST && self.found * 8 >= self.seen * 7
    }
}

/// Whether the last fill elements of a packet seem to hold a replicated band.
fn replicates(packet: &[u8]) -> bool {
    let Some((last, byte)) = packet.iter().enumerate().next_back() else { return false };
    // The mark of the end, all ones, and zeros up to a whole byte.
    let end = 8 * (last + 1) - byte.trailing_zeros() as usize;
    let Some(mark) = end.checked_sub(3).filter(|_| *byte != 0) else { return false };
    bits(packet, mark, 3) == Some(7) && ends_with_band(packet, mark, MAX_TRAILING)
}

/// Whether fill elements that end with bit `end` hold a band, `behind` of them at most behind it.
fn ends_with_band(packet: &[u8], end: usize, behind: u32) -> bool {
    const FILL_ELEMENT: u32 = 6;
    /// Bytes of contents that four bits can say, and those that eight more can.
    const MAX: [usize; 2] = [14, 269];
    let is_fill = |count: usize| {
        let (size, says) = if count <= MAX[0] { (7, count as u32) } else { (15, 15 << 8 | (count as u32 - 14)) };
        let begin = end.checked_sub(8 * count + size)?;
        let is_one = bits(packet, begin, 3) == Some(FILL_ELEMENT) && bits(packet, begin + 3, size - 3) == Some(says);
        is_one.then_some((begin, begin + size))
    };
    (0..=MAX[1]).filter_map(|count| Some((count, is_fill(count)?))).any(|(count, (begin, contents))| {
        match bits(packet, contents, 4).filter(|_| count > 0) {
            // With a checksum or without.
            Some(0xD | 0xE) => true,
            // Nothing, or what only fills.
            None | Some(0 | 1) => behind > 0 && ends_with_band(packet, begin, behind - 1),
            _ => false,
        }
    })
}

/// So many bits of a packet, from bit `at` on.
fn bits(packet: &[u8], at: usize, count: usize) -> Option<u32> {
    (at..at + count).try_fold(0, |value, at| {
        let byte = packet.get(at / 8)?;
        Some(value << 1 | u32::from(byte >> (7 - at % 8) & 1))
    })
}
