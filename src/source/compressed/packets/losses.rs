//! Lost packets and samples, and the silence inserted for them.

use super::decoding::Packets;
use crate::error::Result;
use crate::source::compressed::event::{DemuxEvent, EndReason};
use crate::source::compressed::flac;
use crate::source::signature::Kind;

/// The maximum number of missing samples per channel in total.
const MAX_MISSING: u64 = 1 << 26;

impl Packets {
    /// Counts a lost packet.
    pub(super) fn lose(&mut self, reason: &str) -> DemuxEvent {
        self.losses.packets += 1;
        self.losses.first_reason.get_or_insert_with(|| reason.to_owned());
        DemuxEvent::Loss
    }

    /// Compares the first sample number of a packet with the expected one: missing samples become a gap; false if the
    /// packet cannot follow.
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
            // Pages may overlap by the encoder delay.
            Err(_) if self.kind == Kind::Ogg => true,
            Err(_) => {
                self.stop(EndReason::Damaged("sample numbers start over".to_owned()));
                false
            }
        }
    }

    /// Samples before the first frame of FLAC, for which no silence is inserted.
    pub(in super::super) fn missing_before(&self) -> Option<u64> {
        let start = self.flac.as_ref().filter(|_| self.has_sample_numbers)?.start()?;
        u64::try_from(start).ok().filter(|&start| start > 0)
    }

    /// Makes a gap of undecodable FLAC frames at the end.
    pub(super) fn fill_end(&mut self) {
        let end = self.flac.as_ref().filter(|_| self.has_sample_numbers).map(flac::Notes::end);
        if let Some((end, _)) = end.zip(self.end_time).filter(|(end, end_time)| end > end_time) {
            self.continues(end);
        }
    }

    /// Whether audio follows; losses before it are not counted, because it is not delivered.
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

    /// Makes a gap of MP4 fragments that are missing before `time`.
    pub(super) fn skip_to(&mut self, time: i64) {
        while let Some((_, missing)) = self.gaps.front().copied().filter(|(at, _)| *at <= time) {
            self.gaps.pop_front();
            // A jump this large is a reset timestamp, not a gap.
            if missing <= MAX_MISSING - self.losses.samples {
                self.gap += missing;
                self.losses.samples += missing;
            }
        }
    }

    /// Counts the mismatched packets as lost; returns their number.
    pub(super) fn drop_mismatched(&mut self) -> u32 {
        let mismatched = std::mem::take(&mut self.mismatched);
        if mismatched > 0 {
            self.losses.packets += u64::from(mismatched);
            self.losses.first_reason.get_or_insert_with(|| "different sample rate or channel count".to_owned());
        }
        mismatched
    }
}
