//! A reader of bits, highest first.

/// Bits that a word of 64 has at least after the bits of its first byte that are read already.
const IN_WORD: u32 = 57;

/// A position within bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// Bits read.
    at: usize,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The index of the first byte whose bits are all unread.
    pub(super) fn byte(&self) -> usize {
        self.at.div_ceil(8)
    }

    /// The next 57 bits at the top of a word, with zeros beyond the end.
    fn word(&self) -> u64 {
        let rest = self.bytes.get(self.at / 8..).unwrap_or_default();
        let word = match rest.first_chunk() {
            Some(word) => u64::from_be_bytes(*word),
            None => {
                let mut word = [0; 8];
                word[..rest.len()].copy_from_slice(rest);
                u64::from_be_bytes(word)
            }
        };
        word << (self.at % 8)
    }

    /// Advances; `None` beyond the end.
    pub(super) fn skip(&mut self, count: usize) -> Option<()> {
        let at = self.at.checked_add(count).filter(|&at| at <= self.bytes.len() * 8)?;
        self.at = at;
        Some(())
    }

    /// An unsigned number of up to 57 bits.
    pub(super) fn unsigned(&mut self, count: u32) -> Option<u64> {
        debug_assert!(count <= IN_WORD);
        let value = self.word() >> 1 >> (63 - count);
        self.skip(count as usize)?;
        Some(value)
    }

    /// A number of up to 57 bits in two's complement.
    pub(super) fn signed(&mut self, count: u32) -> Option<i64> {
        let value = self.unsigned(count)? as i64;
        let unused = 64 - count;
        Some(if count == 0 { 0 } else { value << unused >> unused })
    }

    /// The number of zeros before the next one, which is read too.
    pub(super) fn unary(&mut self) -> Option<u64> {
        let mut zeros = 0;
        loop {
            let some = self.word().leading_zeros();
            if some < IN_WORD {
                self.skip(some as usize + 1)?;
                return Some(zeros + u64::from(some));
            }
            self.skip(IN_WORD as usize)?;
            zeros += u64::from(IN_WORD);
        }
    }
}
