//! Content encodings of Matroska tracks: transformations of packets before storage.
//!
//! # Source
//! RFC 9559, section 5.1.4.1.31 ("ContentEncodings").

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::elements::{SEGMENT, child, element, elements, value};
use crate::error::{Error, Result};
use crate::source::compressed::medium::cannot_read;

/// The maximum size of the track list.
const MAX_BYTES: u64 = 1 << 24;
/// The maximum number of elements before the track list.
const MAX_ELEMENTS: usize = 1024;

/// The maximum size of a shared prefix.
const MAX_SHARED: usize = 64;

const TRACKS: u64 = 0x1654_AE6B;
pub(super) const TRACK: u64 = 0xAE;
pub(super) const TRACK_NUMBER: u64 = 0xD7;
const ENCODINGS: u64 = 0x6D80;
const ENCODING: u64 = 0x6240;
const SCOPE: u64 = 0x5032;
const TYPE: u64 = 0x5033;
const COMPRESSION: u64 = 0x5034;
const ALGORITHM: u64 = 0x4254;
const SETTINGS: u64 = 0x4255;

/// The prefix that was stripped from all packets of a track; empty for most tracks.
///
/// # Errors
/// [`Error::Unsupported`] for any other encoding, [`Error::Limit`] for a prefix of more than 64 bytes, [`Error::Io`].
pub(in super::super) fn common_start(file: &mut File, track: u32) -> Result<Vec<u8>> {
    let tracks = tracks(file).map_err(cannot_read)?;
    let entry = elements(&tracks)
        .filter(|(id, _)| *id == TRACK)
        .map(|(_, entry)| entry)
        .find(|entry| value(entry, TRACK_NUMBER) == Some(u64::from(track)));
    let encodings = entry.and_then(|entry| child(entry, ENCODINGS)).unwrap_or_default();
    let mut encodings = elements(encodings).filter(|(id, _)| *id == ENCODING).map(|(_, encoding)| encoding);
    let Some(encoding) = encodings.next() else { return Ok(Vec::new()) };
    let compression = child(encoding, COMPRESSION).unwrap_or_default();
    let how = match (value(encoding, TYPE).unwrap_or(0), value(compression, ALGORITHM).unwrap_or(0)) {
        (0, 3) if encodings.next().is_none() && value(encoding, SCOPE).unwrap_or(1) == 1 => {
            let shared = child(compression, SETTINGS).unwrap_or_default();
            return match shared.len() {
                ..=MAX_SHARED => Ok(shared.to_vec()),
                bytes => {
                    let what = "stripped packet header in Matroska";
                    Err(Error::limit(what, bytes as u64, MAX_SHARED as u64, "bytes"))
                }
            };
        }
        (0, 0) => "compressed (zlib)",
        (0, _) => "compressed",
        // Other programs could not convert it either.
        _ => return Err(Error::unsupported("Matroska with encrypted packets is not supported")),
    };
    Err(Error::convertible(format!("Matroska with {how} packets is not supported")))
}

/// The contents of the track list; empty if there is none before the audio.
pub(super) fn tracks(file: &mut File) -> io::Result<Vec<u8>> {
    let mut tracks = Vec::new();
    let mut at = 0;
    for _ in 0..MAX_ELEMENTS {
        let Some((id, contents, size)) = element(file, at)? else { break };
        match id {
            SEGMENT => at = contents,
            TRACKS => {
                file.seek(SeekFrom::Start(contents))?;
                file.take(size.unwrap_or(MAX_BYTES).min(MAX_BYTES)).read_to_end(&mut tracks)?;
                break;
            }
            _ => match size.and_then(|size| contents.checked_add(size)).filter(|&end| end < 1 << 63) {
                Some(end) => at = end,
                None => break,
            },
        }
    }
    Ok(tracks)
}
