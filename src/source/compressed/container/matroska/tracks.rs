//! The track list of a Matroska file.
//!
//! # Source
//! RFC 9559, sections 5.1.4 and 5.1.4.1.31 ("ContentEncodings").

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::elements::{SEGMENT, child, element, elements, value};
use crate::error::{Error, Result};
use crate::source::compressed::container::tracks::{AudioTrack, TrackEncoding};

/// The maximum size of the track list.
const MAX_BYTES: u64 = 1 << 24;
/// The maximum number of elements before the track list.
const MAX_ELEMENTS: usize = 1024;
/// The maximum size of a prefix that all packets share.
const MAX_SHARED: usize = 64;
/// The maximum number of bytes of a codec ID to show.
const MAX_LENGTH: usize = 64;

const TRACKS: u64 = 0x1654_AE6B;
const TRACK: u64 = 0xAE;
const TRACK_NUMBER: u64 = 0xD7;
const TRACK_UID: u64 = 0x73C5;
const TRACK_TYPE: u64 = 0x83;
const AUDIO: u64 = 2;
const CODEC: u64 = 0x86;
const CODEC_DELAY: u64 = 0x56AA;
const ENCODINGS: u64 = 0x6D80;
const ENCODING: u64 = 0x6240;
const SCOPE: u64 = 0x5032;
const TYPE: u64 = 0x5033;
const COMPRESSION: u64 = 0x5034;
const ALGORITHM: u64 = 0x4254;
const SETTINGS: u64 = 0x4255;

/// The contents of the track list; empty if there is none before the audio.
#[derive(Debug)]
pub(in super::super) struct Tracks(Vec<u8>);

impl Tracks {
    /// Reads it.
    pub(in super::super) fn read(file: &mut File) -> io::Result<Self> {
        let (mut tracks, mut at) = (Vec::new(), 0);
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
        Ok(Self(tracks))
    }

    fn entries(&self) -> impl Iterator<Item = &[u8]> {
        elements(&self.0).filter(|(id, _)| *id == TRACK).map(|(_, entry)| entry)
    }

    fn entry(&self, track: u32) -> &[u8] {
        self.entries().find(|entry| value(entry, TRACK_NUMBER) == Some(track.into())).unwrap_or_default()
    }

    /// The audio tracks; `None` if the list is missing.
    pub(in super::super) fn audio(&self) -> Option<Vec<AudioTrack>> {
        let audio = self.entries().filter(|entry| value(entry, TRACK_TYPE) == Some(AUDIO)).filter_map(|entry| {
            let codec = child(entry, CODEC).unwrap_or_default();
            // The codec ID may be padded with zeros.
            let end = codec.iter().position(|&byte| byte == 0).unwrap_or(codec.len()).min(MAX_LENGTH);
            Some(AudioTrack {
                id: u32::try_from(value(entry, TRACK_NUMBER)?).ok()?,
                uid: value(entry, TRACK_UID).unwrap_or(0),
                encoding: TrackEncoding::Unnamed(codec[..end].escape_ascii().to_string()),
                parameters: None,
            })
        });
        Some(audio.collect()).filter(|_| !self.0.is_empty())
    }

    /// Nanoseconds of padding before the first sample of a track.
    pub(in super::super) fn delay(&self, track: u32) -> u64 {
        value(self.entry(track), CODEC_DELAY).unwrap_or(0)
    }

    /// The prefix that was stripped from all packets of a track; empty for most tracks.
    ///
    /// # Errors
    /// [`Error::Unsupported`] for any other encoding, [`Error::Limit`] for a prefix of more than 64 bytes.
    pub(in super::super) fn common_start(&self, track: u32) -> Result<Vec<u8>> {
        let encodings = child(self.entry(track), ENCODINGS).unwrap_or_default();
        let mut encodings = elements(encodings).filter(|(id, _)| *id == ENCODING).map(|(_, encoding)| encoding);
        let Some(encoding) = encodings.next() else { return Ok(Vec::new()) };
        let compression = child(encoding, COMPRESSION).unwrap_or_default();
        let how = match (value(encoding, TYPE).unwrap_or(0), value(compression, ALGORITHM).unwrap_or(0)) {
            (0, 3) if encodings.next().is_none() && value(encoding, SCOPE).unwrap_or(1) == 1 => {
                let shared = child(compression, SETTINGS).unwrap_or_default();
                if shared.len() > MAX_SHARED {
                    let what = "stripped packet header in Matroska";
                    return Err(Error::limit(what, shared.len() as u64, MAX_SHARED as u64, "bytes"));
                }
                return Ok(shared.to_vec());
            }
            (0, 0) => "compressed (zlib)",
            (0, _) => "compressed",
            // Other programs could not convert it either.
            _ => return Err(Error::unsupported("Matroska with encrypted packets is not supported")),
        };
        Err(Error::convertible(format!("Matroska with {how} packets is not supported")))
    }
}
