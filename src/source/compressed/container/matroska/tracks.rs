//! The audio tracks of a Matroska file, including those unknown to the demuxer.
//!
//! # Source
//! RFC 9559, section 5.1.4.

use std::fs::File;
use std::io;

use super::elements::{child, elements, value};
use super::encodings::{TRACK, TRACK_NUMBER, tracks};
use crate::source::compressed::container::tracks::{AudioTrack, TrackEncoding};

const TRACK_UID: u64 = 0x73C5;
const TRACK_TYPE: u64 = 0x83;
const AUDIO: u64 = 2;
const CODEC: u64 = 0x86;
/// The maximum number of bytes of a codec ID to show.
const MAX_LENGTH: usize = 64;

/// The audio tracks; `None` unless the file lists them before the audio.
pub(in super::super) fn audio_tracks(file: &mut File) -> io::Result<Option<Vec<AudioTrack>>> {
    let tracks = tracks(file)?;
    let entries = elements(&tracks).filter(|(id, _)| *id == TRACK).map(|(_, entry)| entry);
    let audio = entries.filter(|entry| value(entry, TRACK_TYPE) == Some(AUDIO)).filter_map(|entry| {
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
    Ok(Some(audio.collect()).filter(|_| !tracks.is_empty()))
}
