//! What is lost of packets, and the silence that takes its place.

use super::decoding::Packets;
use crate::error::Result;
use crate::source::compressed::flac;
use crate::source::compressed::outcome::{End, Next};
use crate::source::signature::Kind;

/// Samples per channel that may be missing in all.
const MOST_MISSING: u64 = 1 << 26;

impl Packets {
    /// Counts a packet as lost.
    pub(super) fn lose(&mut self, reason: &str) -> Next {
        self.losses.packets += 1;
        self.losses.first_reason.get_or_insert_with(|| reason.to_owned());
        Next::Loss
    }

    /// Weighs the sample that sound says it begins with: what is missing before it becomes a gap; false where it
    /// does not go with what came before.
    pub(super) fn follows(&mut self, begins: i64) -> bool {
        let start = || match (&self.timed, &self.flac) {
            (Some(timed), _) => timed.start(self.track),
            (None, flac) => flac.as_ref()?.start(),
        };
        let Some(reach) = self.reach.or_else(start) else { return true };
        let missing = i128::from(begins) - i128::from(reach);
        match u64::try_from(missing) {
            Ok(0) => true,
            Ok(missing) if missing <= MOST_MISSING - self.losses.samples => {
                self.gap = missing;
                self.losses.samples += missing;
                true
            }
            Ok(missing) => {
                self.stop(End::Damaged(format!("{missing} samples missing")));
                false
            }
            // Pages may overlap by what an encoder put in front.
            Err(_) if self.kind == Kind::Ogg => true,
            Err(_) => {
                self.stop(End::Damaged("sample numbers start over".to_owned()));
                false
            }
        }
    }

    /// How many samples of FLAC come before the first frame that is there, of which no silence is made.
    pub(in super::super) fn missing_before(&self) -> Option<u64> {
        let start = self.flac.as_ref().filter(|_| self.counts)?.start()?;
        u64::try_from(start).ok().filter(|&start| start > 0)
    }

    /// Makes a gap of the frames of FLAC that are there behind the last that could be decoded.
    pub(super) fn fill_end(&mut self) {
        let end = self.flac.as_ref().filter(|_| self.counts).map(flac::Notes::end);
        if let Some((end, _)) = end.zip(self.reach).filter(|(end, reach)| end > reach) {
            self.follows(end);
        }
    }

    /// Whether sound is left; what is lost before it is nothing that is missing in what was delivered.
    pub(in super::super) fn goes_on(&mut self) -> Result<bool> {
        let (losses, passed) = (self.losses.clone(), self.passed().cloned());
        loop {
            match self.next()? {
                Next::Sound => break,
                Next::Loss | Next::Gap(_) => {}
                Next::End => return Ok(false),
            }
        }
        self.losses = losses;
        if let Some((feed, passed)) = self.feed.as_mut().zip(passed) {
            feed.forget(passed);
        }
        Ok(true)
    }

    /// Makes a gap of the fragments that are missing before this time.
    pub(super) fn skip_to(&mut self, time: i64) {
        while let Some((_, missing)) = self.gaps.front().copied().filter(|(at, _)| *at <= time) {
            self.gaps.pop_front();
            // Beyond all sense it is a clock that was set anew.
            if missing <= MOST_MISSING - self.losses.samples {
                self.gap += missing;
                self.losses.samples += missing;
            }
        }
    }

    /// Counts the packets that did not go with the first as lost; returns how many they were.
    pub(super) fn give_up_strange(&mut self) -> u32 {
        let strange = std::mem::take(&mut self.strange);
        if strange > 0 {
            self.losses.packets += u64::from(strange);
            self.losses.first_reason.get_or_insert_with(|| "another sample rate or channel count".to_owned());
        }
        strange
    }
}
