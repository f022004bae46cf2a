//! Where the audio of a track of MP4 or Matroska lies in its packets.

use super::mp4::Edits;
use crate::source::compressed::demux::{Ending, First, Timing};

/// The maximum rounding error of a packet duration in seconds: one tick of QuickTime's coarsest clock.
const ROUNDING: f64 = 1.0 / 600.0;

/// When the track begins and ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    /// Ticks of the clock in a second, as a fraction: the numerator counts seconds.
    pub(super) clock: (u32, u32),
    /// The length of the track in ticks, if stated for all of it.
    pub(super) length: Option<u64>,
    /// Seconds of the file before the track begins.
    pub(super) delay: f64,
    /// Nanoseconds of padding before the first sample, as Matroska states them.
    pub(super) codec_delay: u64,
    /// The delay and length that iTunes states for an MP4 track without an edit list.
    pub(super) gapless: Option<(u64, u64)>,
    /// The edit list of MP4.
    pub(super) edits: Edits,
}

impl Times {
    /// The timing of a Matroska track: times before 0 are padding.
    pub(super) fn of_matroska(&self, first: &First) -> Timing {
        let rate = first.rate.get();
        let samples_per_tick = rate * f64::from(self.clock.0) / f64::from(self.clock.1);
        let lead = first.time.min(0).unsigned_abs() as f64 * samples_per_tick;
        // The clock of the packets rounds the lead.
        let exact = self.codec_delay as f64 * rate / 1e9;
        let is_rounded = first.time <= 0 && (lead - exact).abs() <= samples_per_tick;
        let delay = (first.time as f64 * samples_per_tick - first.gap as f64) / rate;
        let length = self.length.filter(|&length| length > 0 && samples_per_tick == 1.0);
        Timing { lead: if is_rounded { exact } else { lead }.round() as u64, delay, ..Timing::plain(length) }
    }

    /// The timing of an MP4 track.
    pub(super) fn of_mp4(&self, first: &First) -> Timing {
        let rate = first.rate.get();
        let samples_per_tick = rate * f64::from(self.clock.0) / f64::from(self.clock.1);
        let counts_samples = samples_per_tick == 1.0;
        let gapless = self.gapless.filter(|_| counts_samples);
        let lead = self.edits.lead.or(gapless.map(|(delay, _)| delay)).unwrap_or(0) as f64 * samples_per_tick;
        let media = self.length.map(|ticks| ticks as f64 * samples_per_tick - lead);
        // An edit that ends no earlier than the track, but for the rounding of its clock, does not cut it.
        let edited = media.zip(self.edits.duration).and_then(|(media, (seconds, tick))| {
            let end = seconds * rate;
            (media > end + tick * rate).then_some(end.round() as u64)
        });
        let fits = |&samples: &u64| samples <= media.unwrap_or(0.0) as u64;
        let edited = edited.or(gapless.map(|(_, samples)| samples).filter(fits));
        let lead = lead.round() as u64;
        let length = self.length.filter(|_| counts_samples).and_then(|length| length.checked_sub(lead));
        let length = length.map(|length| edited.map_or(length, |end| end.min(length))).filter(|&length| length > 0);
        let jitter = counts_samples.then_some((rate * ROUNDING).ceil() as usize);
        let ending = edited.map_or(Ending::stated(length, 0), |end| Ending { end, padding: u64::MAX });
        Timing { lead, delay: self.delay, length, ending, jitter }
    }
}
