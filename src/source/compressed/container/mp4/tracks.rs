//! The audio tracks of an MP4 file, including those unknown to the demuxer.
//!
//! # Source
//! ISO/IEC 14496-12, sections 8.4.3, 8.5.2 and 8.7.5; Apple, *QuickTime File Format Specification*, "Sound sample
//! descriptions".

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use symphonia::core::audio::layouts::{CHANNEL_LAYOUT_MONO, CHANNEL_LAYOUT_STEREO};
use symphonia::core::codecs::audio::well_known::{
    CODEC_ID_ALAC, CODEC_ID_MP1, CODEC_ID_MP2, CODEC_ID_PCM_ALAW, CODEC_ID_PCM_MULAW,
};
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters};

use super::boxes::{all, boxes, first, track_id, track_of, u32_at, u64_at};
use crate::source::compressed::container::tracks::{AudioTrack, TrackEncoding};

/// Bytes before the boxes in a QuickTime sound description of version 1.
const VERSION_1: usize = 44;

/// The audio tracks listed in the contents of the `moov` box.
pub(in super::super) fn audio_tracks(moov: &[u8]) -> Vec<AudioTrack> {
    all(moov, b"trak").filter_map(audio_track).collect()
}

fn audio_track(trak: &[u8]) -> Option<AudioTrack> {
    let is_sound = first(trak, &[b"mdia", b"hdlr"])?.get(8..12)? == b"soun";
    let id = track_id(trak).filter(|_| is_sound)?;
    let (name, entry) = description(trak).unwrap_or_default();
    let encoding = match &name {
        b"enca" | b"drms" => TrackEncoding::Encrypted,
        _ => encoding(&name)
            .map_or_else(|| TrackEncoding::Unnamed(name.escape_ascii().to_string()), TrackEncoding::Encoding),
    };
    Some(AudioTrack { id, uid: 0, encoding, parameters: parameters(&name, entry) })
}

/// The name and contents of a track's sample description.
fn description(trak: &[u8]) -> Option<([u8; 4], &[u8])> {
    boxes(first(trak, &[b"mdia", b"minf", b"stbl", b"stsd"])?.get(8..)?).next()
}

/// Bits per sample of a big-endian track, one without an `enda` of 1, which the reader would take for little-endian.
pub(in super::super) fn big_endian_bits(moov: &[u8], track: u32) -> Option<u32> {
    let (name, description) = description(track_of(moov, track)?)?;
    let bits = match &name {
        b"in24" => 24,
        b"in32" | b"fl32" => 32,
        b"fl64" => 64,
        _ => return None,
    };
    let order = description.windows(6).find(|window| window.starts_with(b"enda"));
    order.is_none_or(|order| order[4..] != [0, 1]).then_some(bits)
}

/// The encodings that the name of a description determines.
fn encoding(name: &[u8; 4]) -> Option<&'static str> {
    Some(match name {
        b"samr" | b"sawb" => "AMR",
        b"ima4" | b"ms\0\x11" => "IMA ADPCM",
        b"ms\0\x02" => "Microsoft ADPCM",
        b"MAC3" | b"MAC6" => "MACE",
        b"QDMC" | b"QDM2" => "QDesign Music",
        b"Qclp" | b"sqcp" => "QCELP",
        b"sevc" => "EVRC",
        b"agsm" => "GSM 6.10",
        b"dtsc" | b"dtsh" | b"dtsl" | b"dtse" => "DTS",
        b"mlpa" => "TrueHD",
        b"alac" => "ALAC",
        b"ulaw" => "µ-law",
        b"alaw" => "A-law",
        b"raw " | b"twos" | b"sowt" | b"in24" | b"in32" | b"fl32" | b"fl64" | b"lpcm" | b"ipcm" | b"fpcm" => "PCM",
        _ => return None,
    })
}

/// Decoder parameters for QuickTime's own descriptions, which the demuxer ignores.
fn parameters(name: &[u8; 4], entry: &[u8]) -> Option<AudioCodecParameters> {
    let mut parameters = AudioCodecParameters::default();
    match name {
        b"ulaw" => parameters.for_codec(CODEC_ID_PCM_MULAW),
        b"alaw" => parameters.for_codec(CODEC_ID_PCM_ALAW),
        b"alac" => {
            let cookie = first(entry.get(VERSION_1..)?, &[b"wave", b"alac"])?.get(4..)?;
            parameters.for_codec(CODEC_ID_ALAC).with_extra_data(cookie.into())
        }
        _ => return None,
    };
    match entry.get(16..18)? {
        [0, 1] => parameters.with_channels(CHANNEL_LAYOUT_MONO),
        [0, 2] => parameters.with_channels(CHANNEL_LAYOUT_STEREO),
        _ => return None,
    };
    // The rate is 16.16 fixed point.
    parameters.with_sample_rate(u32_at(entry, 24)? >> 16).with_max_frames_per_packet(1);
    Some(parameters)
}

/// The encoding of an MPEG audio track of layer I or II, which its description does not distinguish from layer III.
pub(in super::super) fn layer(file: &mut File, moov: &[u8], track: u32) -> io::Result<Option<AudioCodecId>> {
    let Some(at) = track_of(moov, track).and_then(first_chunk) else { return Ok(None) };
    let mut header = Vec::with_capacity(2);
    file.seek(SeekFrom::Start(at))?;
    file.take(2).read_to_end(&mut header)?;
    Ok(match header[..] {
        [0xFF, second] if second >> 5 == 7 => match second >> 1 & 3 {
            2 => Some(CODEC_ID_MP2),
            3 => Some(CODEC_ID_MP1),
            _ => None,
        },
        _ => None,
    })
}

/// The byte offset of the packets of a track.
fn first_chunk(trak: &[u8]) -> Option<u64> {
    let tables = first(trak, &[b"mdia", b"minf", b"stbl"])?;
    match first(tables, &[b"stco"]) {
        Some(chunks) => u32_at(chunks, 8).map(u64::from),
        None => u64_at(first(tables, &[b"co64"])?, 8),
    }
}
