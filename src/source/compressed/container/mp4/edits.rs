//! The edit list of an MP4 file: how much of a track's start to drop, and when it begins.
//!
//! # Source
//! ISO/IEC 14496-12, sections 8.2.2, 8.6.5 and 8.6.6.

use super::boxes::{first, track_of, u32_at};

/// Ticks of its own clock to drop at the start of a track (encoder delay).
///
/// `None` without an edit list, or for one that does more than cut the start.
pub(in super::super) fn lead(moov: &[u8], track: u32) -> Option<u64> {
    // An empty edit delays the whole track and is handled by `delay`.
    let mut edits = edits(moov, track)?.filter_map(|edit| edit.begins);
    let only = edits.next()?;
    edits.next().is_none().then_some(only)
}

/// Seconds of the movie before the track begins.
pub(in super::super) fn delay(moov: &[u8], track: u32) -> Option<f64> {
    let clock = clock(moov)?;
    let empty = edits(moov, track)?.take_while(|edit| edit.begins.is_none());
    Some(empty.map(|edit| edit.duration as f64).sum::<f64>() / clock)
}

/// Ticks per second of the movie's clock.
fn clock(moov: &[u8]) -> Option<f64> {
    let header = first(moov, b"mvhd")?;
    u32_at(header, if *header.first()? == 1 { 20 } else { 12 }).map(f64::from)
}

/// Effects of an edit list other than cutting the start.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct Edits {
    /// The duration of the only edit in seconds, and that of a tick of its clock.
    pub(in super::super) duration: Option<(f64, f64)>,
    /// The number of edits, if they are ignored because there is more than one.
    pub(in super::super) ignored: Option<usize>,
}

impl Edits {
    /// Reads the edit list of a track.
    pub(in super::super) fn of(moov: &[u8], track: u32) -> Self {
        let parts: Vec<Edit> = edits(moov, track).into_iter().flatten().filter(|edit| edit.begins.is_some()).collect();
        match (&parts[..], clock(moov)) {
            // An edit without a length lasts until the end of the audio.
            ([Edit { duration: duration @ 1.., .. }], Some(clock)) if clock > 0.0 => {
                Self { duration: Some((*duration as f64 / clock, 1.0 / clock)), ignored: None }
            }
            ([_, _, ..], _) => Self { duration: None, ignored: Some(parts.len()) },
            _ => Self::default(),
        }
    }
}

/// A part of a track, or a pause.
struct Edit {
    /// Its duration in ticks of the movie's clock.
    duration: u64,
    /// The tick of the track's clock at which it begins; `None` for a pause.
    begins: Option<u64>,
}

fn edits(moov: &[u8], track: u32) -> Option<impl Iterator<Item = Edit>> {
    let list = first(first(track_of(moov, track)?, b"edts")?, b"elst")?;
    let wide = *list.first()? == 1;
    let count = u32_at(list, 4)? as usize;
    let entries = list.get(8..)?.chunks_exact(if wide { 20 } else { 12 }).take(count);
    Some(entries.filter_map(move |entry| if wide { wide_edit(entry) } else { narrow_edit(entry) }))
}

fn wide_edit(entry: &[u8]) -> Option<Edit> {
    let number = |at: usize| entry.get(at..)?.first_chunk().copied();
    let begins = u64::try_from(i64::from_be_bytes(number(8)?)).ok();
    Some(Edit { duration: u64::from_be_bytes(number(0)?), begins })
}

fn narrow_edit(entry: &[u8]) -> Option<Edit> {
    let begins = u64::try_from(u32_at(entry, 4)?.cast_signed()).ok();
    Some(Edit { duration: u64::from(u32_at(entry, 0)?), begins })
}
