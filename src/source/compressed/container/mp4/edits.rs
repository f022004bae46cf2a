//! How much of a track's start and end to drop, and when it begins.
//!
//! # Source
//! ISO/IEC 14496-12, sections 8.2.2, 8.6.5 and 8.6.6. The text of iTunes is not published: as iTunes, afconvert and
//! QuickTime write it and FFmpeg 5.1 reads it.

use super::boxes::{first, track_of, u32_at, u64_at, versioned};

/// The edit list of a track.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct Edits {
    /// Ticks of the track's clock to drop at its start (encoder delay); `None` without an edit list, or for one that does
    /// more than cut the start.
    pub(in super::super) lead: Option<u64>,
    /// Seconds of the movie before the track begins.
    pub(in super::super) delay: f64,
    /// The duration of the only edit in seconds, and that of a tick of its clock.
    pub(in super::super) duration: Option<(f64, f64)>,
    /// The number of edits, if they are ignored because there is more than one.
    pub(in super::super) ignored: Option<usize>,
}

impl Edits {
    /// Reads it.
    pub(in super::super) fn of(moov: &[u8], track: u32) -> Self {
        let edits = edits(moov, track).unwrap_or_default();
        let clock = first(moov, &[b"mvhd"]).and_then(versioned).map_or(0.0, f64::from);
        let begins = edits.iter().position(|edit| edit.1.is_some()).unwrap_or(edits.len());
        let pause: f64 = edits[..begins].iter().map(|edit| edit.0 as f64).sum();
        let delay = if pause > 0.0 { pause / clock } else { 0.0 };
        let parts: Vec<_> = edits.iter().filter_map(|&(duration, begins)| Some((duration, begins?))).collect();
        match parts[..] {
            [] => Self { delay, ..Self::default() },
            [(duration, begins)] => {
                // An edit without a length lasts until the end of the audio.
                let duration = (duration > 0 && clock > 0.0).then(|| (duration as f64 / clock, 1.0 / clock));
                Self { lead: Some(begins), delay, duration, ignored: None }
            }
            _ => Self { delay, ignored: Some(parts.len()), ..Self::default() },
        }
    }
}

/// The duration of each part of a track in ticks of the movie's clock, and the tick of the track's clock at which it
/// begins; `None` for a pause.
fn edits(moov: &[u8], track: u32) -> Option<Vec<(u64, Option<u64>)>> {
    let list = first(track_of(moov, track)?, &[b"edts", b"elst"])?;
    let (is_wide, count) = (*list.first()? == 1, u32_at(list, 4)? as usize);
    let entries = list.get(8..)?.chunks_exact(if is_wide { 20 } else { 12 }).take(count);
    let edit = |entry: &[u8]| match is_wide {
        true => Some((u64_at(entry, 0)?, u64::try_from(u64_at(entry, 8)?.cast_signed()).ok())),
        false => Some((u64::from(u32_at(entry, 0)?), u64::try_from(u32_at(entry, 4)?.cast_signed()).ok())),
    };
    entries.map(edit).collect()
}

/// The encoder delay and the length in samples per channel, from the text of the tag `iTunSMPB`: hexadecimal numbers;
/// the second is the delay, the fourth the length.
pub(in super::super) fn gapless(text: &str) -> Option<(u64, u64)> {
    let mut numbers = text.split_ascii_whitespace().map(|digits| u64::from_str_radix(digits, 16).ok());
    let (_, delay, _, samples) = (numbers.next()??, numbers.next()??, numbers.next()??, numbers.next()??);
    // No encoder has a delay of more than a second.
    (delay < 1 << 16 && samples > 0).then_some((delay, samples))
}
