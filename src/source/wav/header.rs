//! What stands before the samples, whatever the container.

use super::chunks::Family;
use super::claim::Claim;
use super::format::Format;
use crate::source::facts::Texts;
use crate::warning::HeaderFault;

/// Chunks before the samples beyond which a header is taken for hostile.
pub(super) const MAX_CHUNKS: usize = 1 << 16;

/// Bytes that a stream may bring before the description of samples of `size` bytes, counted from the first of them.
pub(super) fn max_kept(size: u64) -> u64 {
    /// What 32 bits can count.
    const SAMPLES: u64 = 1 << 32;
    const BEHIND: u64 = 1 << 26;
    size.min(SAMPLES) + BEHIND
}

/// What stands before the samples.
pub(super) struct Header {
    pub(super) container: &'static str,
    pub(super) format: Format,
    /// Where the samples begin.
    pub(super) data_offset: u64,
    pub(super) claim: Claim,
    /// How chunks are written, where there are any.
    pub(super) family: Option<Family>,
    /// Samples per channel by the header's own count, of packed samples.
    pub(super) samples: Option<u64>,
    pub(super) texts: Texts,
    pub(super) notes: Vec<HeaderFault>,
}
