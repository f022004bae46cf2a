//! The size of the samples as stated by a header, and its credibility.

/// The maximum size of samples to believe before reading them: a pebibyte.
pub(super) const MAX_CREDIBLE: u64 = 1 << 50;

/// Container sizes from here on may be placeholders of a writer that did not know the size.
const ROUND: u64 = 0x7FFF_0000;

/// The size of the samples in bytes, as stated by a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// A size that agrees with the rest of the header.
    Bytes(u64),
    /// A size that the container's size contradicts, or an implausible one.
    Doubtful(u64),
    /// Unknown: a size of 0 in the header of an unfinished recording.
    Unfinished,
    /// Unknown: the placeholder of a writer to a pipe.
    Streamed,
}

impl Claim {
    /// Judges a 32-bit size of data that begin at byte `offset` of a container of size `container`.
    ///
    /// Writers to a pipe mark an unknown size with −1 or a value near 2³¹ or 2³²; the container's size is then 0, as
    /// large, or has overflowed. A round size that agrees with the rest of the header is a size like any other.
    ///
    /// A file of `total` bytes that exceed 32 bits, whose container has the same size but for an overflow, extends to
    /// its end.
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

    /// Judges a 64-bit size; the placeholders are −1 and the greatest signed number, less a header in W64.
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
