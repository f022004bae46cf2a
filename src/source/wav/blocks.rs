//! Blocks of packed samples.

use crate::error::{Error, Result};

/// How samples are packed into blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Blocks {
    /// Microsoft ADPCM, not IMA ADPCM.
    pub(super) is_microsoft: bool,
    pub(super) channels: u16,
    /// Bytes per block, for all channels.
    pub(super) bytes: u16,
}

impl Blocks {
    /// Checks that a block can hold its header and samples, and that the channel count is supported.
    pub(super) fn checked(self, at: u64) -> Result<Self> {
        let head = if self.is_microsoft { 7 } else { 4 } * usize::from(self.channels);
        if self.channels > 2 {
            return Err(Error::convertible(format!(
                "{}-channel ADPCM is not supported; supported: 1 and 2 channels",
                self.channels
            )));
        }
        if usize::from(self.bytes) <= head {
            let bytes = self.bytes;
            let text = format!("block size in the header (byte {at}) must be more than {head} bytes, got {bytes}");
            return Err(Error::malformed(text));
        }
        Ok(self)
    }

    /// Samples per channel in a block: those in its header, then two per byte.
    pub(super) fn samples(self) -> u64 {
        let (bytes, channels) = (u64::from(self.bytes), u64::from(self.channels));
        if self.is_microsoft {
            (bytes - 7 * channels) * 2 / channels + 2
        } else {
            // The channels alternate every eight samples.
            (bytes - 4 * channels) / (4 * channels) * 8 + 1
        }
    }
}
