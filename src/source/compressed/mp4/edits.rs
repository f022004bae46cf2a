//! The edit list of an MP4 file: how much of a track's beginning is not to be heard.
//!
//! # Source
//! ISO/IEC 14496-12, sections 8.6.5 and 8.6.6.

use super::{first, track_of, u32_at};

/// Ticks of its own clock by which a track begins late, because its encoder put them in front.
///
/// None where there is no edit list, or one that does more than cut the beginning.
pub(in super::super) fn lead(moov: &[u8], track: u32) -> Option<u64> {
    let trak = track_of(moov, track)?;
    let list = first(first(trak, b"edts")?, b"elst")?;
    let wide = *list.first()? == 1;
    let entries = list.get(8..)?.chunks_exact(if wide { 20 } else { 12 });
    let count = u32_at(list, 4)?;
    // An empty edit delays the track as a whole, which is not heard here.
    let mut edits = entries.take(count as usize).filter_map(|entry| media_time(entry, wide));
    let only = edits.next()?;
    edits.next().is_none().then_some(only)
}

/// The tick at which an edit begins; none for an empty one.
fn media_time(entry: &[u8], wide: bool) -> Option<u64> {
    let time = if wide {
        i64::from_be_bytes(entry.get(8..16)?.first_chunk().copied()?)
    } else {
        i64::from(u32_at(entry, 4)?.cast_signed())
    };
    u64::try_from(time).ok()
}
