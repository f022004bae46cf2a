//! The end of the audio as stated by the header, and padding after it.

use super::mp4::Edits;

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

    /// The end that the edit list of an MP4 file sets for a track with `media` samples after its start; `None` unless
    /// that is earlier than the end of the track by more than the rounding of the edit's clock.
    pub(super) fn edited(edits: &Edits, media: f64, rate: f64) -> Option<Self> {
        let (seconds, tick) = edits.duration?;
        let end = seconds * rate;
        (media > end + tick * rate).then_some(Self { end: end.round() as u64, padding: u64::MAX })
    }
}
