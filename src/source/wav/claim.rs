//! What a header says about the size of its samples, and how far to believe it.

/// Bytes of samples beyond which a size is not believed before they are there: a pebibyte.
pub(super) const MAX_CREDIBLE: u64 = 1 << 50;

/// Sizes of a container beyond which a writer may have had no idea of them.
const ROUND: u64 = 0x7FFF_0000;

/// What a header says about the number of bytes of samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// A size that goes with the rest of the header.
    Bytes(u64),
    /// A size that the container's own size contradicts, or beyond belief.
    Doubtful(u64),
    /// None: a size of 0 in the header of a recording that was never finished.
    Unfinished,
    /// None: the mark of a writer that could not know it.
    Streamed,
}

impl Claim {
    /// Weighs a 32-bit size of data that begin at byte `offset` of a container of a size of its own.
    ///
    /// Writers to a pipe mark the unknown with −1 or with about 2³¹ or 2³²; the
    /// container's size is then 0, as great, or has overflowed. One that fits
    /// the rest of the header makes a round number a size like any other.
    ///
    /// A file of `total` bytes that are more than 32 bits can count, whose
    /// container has them but for what overflowed, goes on to its end.
    pub(super) fn narrow(bytes: u64, offset: u64, container: u64, total: Option<u64>) -> Self {
        const MASK: u64 = u32::MAX as u64;
        if total.is_some_and(|total| total > MASK && container & MASK == total & MASK) {
            return Self::Streamed;
        }
        let round = matches!(bytes, ROUND..=0x8000_0000 | 0xFFFF_0000..=MASK);
        let overflowed = container & MASK == offset.saturating_add(bytes) & MASK;
        if bytes == MASK || (round && (container <= 8 || container >= bytes || overflowed)) {
            return Self::Streamed;
        }
        Self::weighed(bytes, offset, container)
    }

    /// Weighs a 64-bit size; the marks are −1 and the greatest signed number, less a header in W64.
    pub(super) fn wide(bytes: u64, offset: u64, container: u64) -> Self {
        if bytes >= u64::MAX - 24 || bytes >> 8 == i64::MAX as u64 >> 8 {
            return Self::Streamed;
        }
        Self::weighed(bytes, offset, container)
    }

    fn weighed(bytes: u64, offset: u64, container: u64) -> Self {
        if bytes == 0 && (container <= offset || container >= ROUND) {
            Self::Unfinished
        } else if container < offset.saturating_add(bytes) || bytes > MAX_CREDIBLE {
            Self::Doubtful(bytes)
        } else {
            Self::Bytes(bytes)
        }
    }
}
