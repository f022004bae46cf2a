//! Where sound ends by its header, and what may lie beyond.

use super::mp4::Edits;

/// The end of sound, in samples per channel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ending {
    /// The sample behind the last that is to be read.
    pub(super) end: u64,
    /// Samples beyond it that are padding, or cut away by the owner: no loss.
    pub(super) padding: u64,
}

impl Ending {
    /// Where a header says the sound ends, if it does.
    pub(super) fn stated(length: Option<u64>, padding: u64) -> Self {
        Self { end: length.unwrap_or(u64::MAX), padding }
    }

    /// Where the edit list of an MP4 file ends the sound of a track, of which `media` samples are left behind its
    /// beginning; none where that is no earlier than the track ends, but for the rounding of the edit's clock.
    pub(super) fn edited(edits: &Edits, media: f64, rate: f64) -> Option<Self> {
        let (seconds, tick) = edits.duration?;
        let end = seconds * rate;
        (media > end + tick * rate).then_some(Self { end: end.round() as u64, padding: u64::MAX })
    }
}
