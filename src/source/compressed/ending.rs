//! The end of the audio as stated by the header, and padding after it.

/// The end of the audio, in samples per channel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ending {
    /// The sample after the last to be read.
    pub(super) end: u64,
    /// Samples after the end that are padding or cut by an edit list, and not a loss.
    pub(super) padding: u64,
}

impl Ending {
    /// The end stated by a header, if any.
    pub(super) fn stated(length: Option<u64>, padding: u64) -> Self {
        Self { end: length.unwrap_or(u64::MAX), padding }
    }
}
