//! Checks that the elements of a Matroska file nest correctly, up to its end.
//!
//! # Source
//! RFC 8794, section 6; RFC 9559, section 5.1.

use std::fs::File;
use std::io::{self, BufReader, Seek};

use super::elements::{EBML, HEAD, SEGMENT, header};
use super::trims::{BLOCK_GROUP, SIMPLE_BLOCK, Trims};
use super::walk::Walk;
use crate::warning::Warning;

const CLUSTER: u64 = 0x1F43_B675;
/// The element IDs in a segment and in a cluster.
const PARTS: [u64; 18] = [
    0x114D_9B74,
    0x1549_A966,
    0x1654_AE6B,
    CLUSTER,
    0x1C53_BB6B,
    0x1043_A770,
    0x1941_A469,
    0x1254_C367,
    0xEC,
    0xBF,
    0xE7,
    0xA7,
    0xAB,
    0xA3,
    0xA0,
    0xAF,
    0x5854,
    EBML,
];

/// How the elements of a file end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) enum Outline {
    /// At the stated end, or within an element.
    #[default]
    Stated,
    /// At the end of the file, after a complete element, with no stated end.
    Open,
    /// At this byte no valid element begins, or one that exceeds its parent.
    Broken(u64),
}

impl Outline {
    /// Walks all elements, and records the padding of blocks in `trims`.
    pub(in super::super) fn of(file: &mut File, trims: &mut Trims) -> io::Result<Self> {
        let bytes = file.metadata()?.len();
        file.rewind()?;
        let outline = outline(&mut Walk { file: BufReader::new(file), read: 0 }, bytes, trims);
        trims.rewind();
        outline
    }

    /// A warning about a damaged file.
    pub(in super::super) fn warning(self) -> Option<Warning> {
        match self {
            Self::Broken(at) => Some(Warning::DamagedContainer { container: "Matroska", at }),
            Self::Stated | Self::Open => None,
        }
    }
}

fn outline(file: &mut Walk<'_>, bytes: u64, trims: &mut Trims) -> io::Result<Outline> {
    // The ends of the current segment and cluster.
    let (mut segment, mut cluster): (Option<Option<u64>>, Option<u64>) = (None, None);
    let mut at = 0_u64;
    while at < bytes && segment.flatten().is_none_or(|end| at < end) {
        let head = file.peek(at, HEAD)?;
        let Some((id, size, length)) = header(&head) else {
            let is_cut = head.len() < HEAD;
            return Ok(if is_cut { Outline::Stated } else { Outline::Broken(at) });
        };
        let contents = at + length as u64;
        let end = size.map(|size| contents.saturating_add(size));
        if id == SEGMENT && segment.is_none() {
            segment = Some(end);
            at = contents;
            continue;
        }
        if segment.is_none() {
            let Some(end) = end else { return Ok(Outline::Stated) };
            at = end;
            continue;
        }
        // Another file may follow a segment of unknown size.
        if id == EBML && segment == Some(None) {
            return Ok(Outline::Stated);
        }
        cluster = cluster.filter(|&end| at < end);
        let within = cluster.or(segment.flatten());
        let fits = end.is_none_or(|end| within.is_none_or(|within| end <= within)) && PARTS.contains(&id);
        if !fits || (end.is_none() && id != CLUSTER) {
            return Ok(Outline::Broken(at));
        }
        if let (SIMPLE_BLOCK | BLOCK_GROUP, Some(end)) = (id, end) {
            trims.note(file, id, (contents, end))?;
        }
        at = if id == CLUSTER {
            cluster = end;
            contents
        } else {
            end.unwrap_or(contents)
        };
    }
    Ok(if at == bytes && segment == Some(None) { Outline::Open } else { Outline::Stated })
}
