//! The header before the samples, of any container.

use super::chunks::Family;
use super::claim::Claim;
use super::format::Format;
use crate::source::facts::Texts;
use crate::warning::HeaderFault;

/// The maximum number of chunks before the samples; more indicate a hostile header.
pub(super) const MAX_CHUNKS: usize = 1 << 16;

/// The maximum number of bytes to keep of a stream whose format chunk follows samples of `size` bytes, counted from the
/// first sample.
pub(super) fn max_kept(size: u64) -> u64 {
    /// The range of 32-bit sizes.
    const SAMPLES: u64 = 1 << 32;
    const BEHIND: u64 = 1 << 26;
    size.min(SAMPLES) + BEHIND
}

/// The header before the samples.
pub(super) struct Header {
    pub(super) container: &'static str,
    pub(super) format: Format,
    /// The byte offset of the samples.
    pub(super) data_offset: u64,
    pub(super) claim: Claim,
    /// The layout of chunks, if the container has any.
    pub(super) family: Option<Family>,
    /// Samples per channel as counted by the header, for packed samples.
    pub(super) samples: Option<u64>,
    pub(super) texts: Texts,
    pub(super) notes: Vec<HeaderFault>,
}
