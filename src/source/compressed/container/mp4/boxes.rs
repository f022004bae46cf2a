//! The boxes of an MP4 file.

/// The size of the box that begins here, and of its header; `u64::MAX` for a box that extends to the end.
pub(super) fn size_of(bytes: &[u8]) -> Option<(u64, u64)> {
    let (size, head) = match u32_at(bytes, 0)? {
        0 => (u64::MAX, 8),
        1 => (u64_at(bytes, 8)?, 16),
        size => (u64::from(size), 8),
    };
    (bytes.len() >= 8 && size >= head).then_some((size, head))
}

/// The consecutive boxes in `bytes`: name and contents.
pub(super) fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (size, head) = size_of(bytes)?;
        let end = usize::try_from(size).map_or(bytes.len(), |size| size.min(bytes.len()));
        let (this, rest) = bytes.split_at(end);
        bytes = rest;
        Some((this[4..8].first_chunk().copied()?, this.get(head as usize..).unwrap_or_default()))
    })
}

/// The contents of every box `name`.
pub(super) fn all<'a>(bytes: &'a [u8], name: &'static [u8; 4]) -> impl Iterator<Item = &'a [u8]> {
    boxes(bytes).filter(move |(id, _)| id == name).map(|(_, contents)| contents)
}

/// The contents of the first box at the end of this path.
pub(super) fn first<'a>(bytes: &'a [u8], path: &[&'static [u8; 4]]) -> Option<&'a [u8]> {
    path.iter().try_fold(bytes, |bytes, name| all(bytes, name).next())
}

/// The contents of the box of track `track`.
pub(super) fn track_of(moov: &[u8], track: u32) -> Option<&[u8]> {
    all(moov, b"trak").find(|trak| track_id(trak) == Some(track))
}

/// The number of a track.
pub(super) fn track_id(trak: &[u8]) -> Option<u32> {
    versioned(first(trak, &[b"tkhd"])?)
}

/// The number after the times of creation and change in the header of a movie, track or its media: ticks per second, or
/// a number of a track.
pub(super) fn versioned(header: &[u8]) -> Option<u32> {
    u32_at(header, if *header.first()? == 1 { 20 } else { 12 })
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_be_bytes)
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().copied().map(u64::from_be_bytes)
}
