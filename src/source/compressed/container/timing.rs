//! Where the audio of a track lies in its packets.

use symphonia::core::codecs::audio::AudioCodecParameters;

use super::mp4::{Edits, Gapless};
use crate::source::compressed::demux::{First, Timing};
use crate::source::compressed::ending::Ending;
use crate::source::compressed::names;
use crate::source::signature::Kind;

/// The maximum rounding error of a packet duration in seconds: one tick of QuickTime's coarsest clock.
const ROUNDING: f64 = 1.0 / 600.0;

/// When the track begins and ends, in ticks of its clock where nothing else is said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    /// Ticks of the clock in a second, as a fraction: the numerator counts seconds.
    pub(super) clock: (u32, u32),
    /// The length of the track, if stated for all of it.
    pub(super) length: Option<u64>,
    /// Ticks before its start.
    pub(super) lead: u64,
    /// Seconds of the file before the track begins.
    pub(super) delay: f64,
    /// Samples of padding at the end.
    pub(super) padding: u64,
    /// Nanoseconds of padding before the first sample, as Matroska states them.
    pub(super) codec_delay: u64,
    /// What iTunes states of an MP4 track without an edit list.
    pub(super) gapless: Option<Gapless>,
    /// The edit list of MP4.
    pub(super) edits: Edits,
    pub(super) is_fragmented: bool,
}

/// The timing of a track whose first packet is decoded.
pub(super) fn timing(kind: Kind, times: &Times, first: &First, parameters: &AudioCodecParameters) -> Timing {
    let rate = first.rate.get();
    let samples_per_tick = rate * f64::from(times.clock.0) / f64::from(times.clock.1);
    let counts_samples = samples_per_tick == 1.0;
    let lead = if kind == Kind::Matroska { first.time.min(0).unsigned_abs() } else { times.lead };
    let lead = lead as f64 * samples_per_tick;
    let delay = match kind {
        Kind::Matroska => (first.time as f64 * samples_per_tick - first.gap as f64) / rate,
        _ => times.delay,
    };
    // The clock of the packets rounds the lead.
    let exact = times.codec_delay as f64 * rate / 1e9;
    let is_rounded = kind == Kind::Matroska && first.time <= 0 && (lead - exact).abs() <= samples_per_tick;
    let lead = if is_rounded { exact } else { lead }.round() as u64;
    let media = times.length.filter(|_| kind == Kind::Mp4 && !times.is_fragmented);
    let media = media.map(|ticks| ticks as f64 * samples_per_tick - lead as f64);
    let edited = media.and_then(|media| edited(&times.edits, media, rate));
    let gapless = times.gapless.filter(|gapless| counts_samples && gapless.samples <= media.unwrap_or(0.0) as u64);
    let edited = edited.or_else(|| gapless.map(|Gapless { samples, .. }| Ending { end: samples, padding: u64::MAX }));
    let length = times.length.filter(|_| counts_samples && !times.is_fragmented);
    let length = length.and_then(|length| if kind == Kind::Mp4 { length.checked_sub(lead) } else { Some(length) });
    let length =
        length.map(|length| edited.map_or(length, |edited| edited.end.min(length))).filter(|&length| length > 0);
    // For compressed audio in CAF, the length is an upper bound: padding follows it.
    let (bits, encoding) = (names::bits(parameters), names::encoding(parameters.codec));
    let is_lossless = encoding == Some("ALAC");
    let is_bound = kind == Kind::Caf && (bits.is_none() || is_lossless);
    // Without a stated padding, up to one packet is padding, except for lossless encodings.
    let padding = match (is_bound, times.padding) {
        (true, 0) if !is_lossless => first.samples,
        (true, padding) => padding,
        (false, _) => 0,
    };
    let jitter = (kind == Kind::Mp4 && counts_samples).then_some((rate * ROUNDING).ceil() as usize);
    let ending = edited.unwrap_or(Ending::stated(length, padding));
    Timing { lead, delay, length: length.filter(|_| !is_bound), ending, jitter }
}

/// The end that the edit list of an MP4 file sets for a track with `media` samples after its start; `None` unless that
/// is earlier than the end of the track by more than the rounding of the edit's clock.
fn edited(edits: &Edits, media: f64, rate: f64) -> Option<Ending> {
    let (seconds, tick) = edits.duration?;
    let end = seconds * rate;
    (media > end + tick * rate).then_some(Ending { end: end.round() as u64, padding: u64::MAX })
}
