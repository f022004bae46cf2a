//! What is lost of packets, and the silence that takes its place.

use super::decoding::Packets;
use crate::error::Result;
use crate::source::compressed::event::{DemuxEvent, EndReason};
use crate::source::compressed::flac;
use crate::source::signature::Kind;

/// Samples per channel that may be missing in all.
const MAX_MISSING: u64 = 1 << 26;

impl Packets {
    /// Counts a packet as lost.
    pub(super) fn lose(&mut self, reason: &str) -> DemuxEvent {
        self.losses.packets += 1;
        self.losses.first_reason.get_or_insert_with(|| reason.to_owned());
        DemuxEvent::Loss
    }

    /// Weighs the sample that sound says it begins with: what is missing before it becomes a gap; false where it
    /// does not go with what came before.
    pub(super) fn continues(&mut self, begins: i64) -> bool {
        let start = || match (&self.timed, &self.flac) {
            (Some(timed), _) => timed.start(self.track),
            (None, flac) => flac.as_ref()?.start(),
        };
        let Some(end_time) = self.end_time.or_else(start) else { return true };
        let missing = i128::from(begins) - i128::from(end_time);
        match u64::try_from(missing) {
            Ok(0) => true,
            Ok(missing) if missing <= MAX_MISSING - self.losses.samples => {
                self.gap = missing;
                self.losses.samples += missing;
                true
            }
            Ok(missing) => {
                self.stop(EndReason::Damaged(format!("{missing} samples missing")));
                false
            }
            // Pages may overlap by what an encoder put in front.
            Err(_) if self.kind == Kind::Ogg => true,
            Err(_) => {
                self.stop(EndReason::Damaged("sample numbers start over".to_owned()));
                false
            }
        }
    }

    /// How many samples of FLAC come before the first frame that is there, of which no silence is made.
    pub(in super::super) fn missing_before(&self) -> Option<u64> {
        let start = self.flac.as_ref().filter(|_| self.has_sample_numbers)?.start()?;
        u64::try_from(start).ok().filter(|&start| start > 0)
    }

    /// Makes a gap of the frames of FLAC that are there behind the last that could be decoded.
    pub(super) fn fill_end(&mut self) {
        let end = self.flac.as_ref().filter(|_| self.has_sample_numbers).map(flac::Notes::end);
        if let Some((end, _)) = end.zip(self.end_time).filter(|(end, end_time)| end > end_time) {
            self.continues(end);
        }
    }

    /// Whether sound is left; what is lost before it is nothing that is missing in what was delivered.
    pub(in super::super) fn has_more_audio(&mut self) -> Result<bool> {
        let (losses, skipped) = (self.losses.clone(), self.skipped().cloned());
        loop {
            match self.next()? {
                DemuxEvent::Audio => break,
                DemuxEvent::Loss | DemuxEvent::Gap(_) => {}
                DemuxEvent::End => return Ok(false),
            }
        }
        self.losses = losses;
        if let Some((feed, skipped)) = self.feed.as_mut().zip(skipped) {
            feed.set_skipped(skipped);
        }
        Ok(true)
    }

    /// Makes a gap of the fragments that are missing before this time.
    pub(super) fn skip_to(&mut self, time: i64) {
        while let Some((_, missing)) = self.gaps.front().copied().filter(|(at, _)| *at <= time) {
            self.gaps.pop_front();
            // Beyond all sense it is a clock that was set anew.
            if missing <= MAX_MISSING - self.losses.samples {
                self.gap += missing;
                self.losses.samples += missing;
            }
        }
    }

    /// Counts the packets that did not go with the first as lost; returns how many they were.
    pub(super) fn drop_mismatched(&mut self) -> u32 {
        let mismatched = std::mem::take(&mut self.mismatched);
        if mismatched > 0 {
            self.losses.packets += u64::from(mismatched);
            self.losses.first_reason.get_or_insert_with(|| "another sample rate or channel count".to_owned());
        }
        mismatched
    }
}
