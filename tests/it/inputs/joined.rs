//! Files with another appended, as `cat` does it.

use super::damage::{decode_as_file, reported};
use super::{LENGTH, bytes, decode_file, decode_stream};

/// The checksum of a page of Ogg in which it is zero.
pub(super) fn checksum(page: &[u8]) -> u32 {
    page.iter().fold(0, |sum, &byte| {
        (0..8).fold(sum ^ (u32::from(byte) << 24), |sum, _| (sum << 1) ^ ((sum >> 31) * 0x04C1_1DB7))
    })
}

/// Pages of an Ogg file with another serial number, and with other bytes for some.
pub(crate) fn as_another_stream(mut file: Vec<u8>, change: impl Fn(&mut [u8])) -> Vec<u8> {
    let mut at = 0;
    while at < file.len() {
        let segments = usize::from(file[at + 26]);
        let contents: usize = file[at + 27..at + 27 + segments].iter().map(|&size| usize::from(size)).sum();
        let page = &mut file[at..at + 27 + segments + contents];
        page[14..18].copy_from_slice(b"next");
        page[22..26].fill(0);
        change(page);
        let checksum = checksum(page);
        page[22..26].copy_from_slice(&checksum.to_le_bytes());
        at += page.len();
    }
    file
}

#[test]
fn a_chained_ogg_file_is_read_to_its_end() {
    for name in ["vorbis.ogg", "flac.ogg"] {
        let alone = decode_file(name);
        let chain = [bytes(name), as_another_stream(bytes(name), |_| {})].concat();
        let same = bytes(name).repeat(2);
        for (way, decoded) in [
            ("file", decode_as_file(&chain)),
            ("pipe", decode_stream(chain)),
            ("file, under the same number", decode_as_file(&same)),
            ("pipe, under the same number", decode_stream(same)),
        ] {
            let decoded = decoded.unwrap();
            assert_eq!((decoded.length, decoded.channels[0].len()), (None, 2 * LENGTH), "{name} as a {way}");
            for (channel, alone) in decoded.channels.iter().zip(&alone.channels) {
                assert!(channel[..LENGTH] == alone[..] && channel[LENGTH..] == alone[..], "{name} as a {way}");
            }
            assert_eq!(decoded.warnings, [], "{name} as a {way}");
        }
    }
}

#[test]
fn a_chained_ogg_file_of_another_encoding_is_read_with_a_warning() {
    let chain = [bytes("flac.ogg"), as_another_stream(bytes("vorbis.ogg"), |_| {})].concat();
    let decoded = decode_as_file(&chain).unwrap();
    assert_eq!((decoded.encoding, decoded.channels[0].len()), ("FLAC", 2 * LENGTH));
    assert!(decoded.channels[0][..LENGTH] == decode_file("flac.ogg").channels[0]);
    assert_eq!(reported(&decoded), ["the stream changes from FLAC to Vorbis"]);
}

/// A stream that begins with another name, like one of another encoding.
pub(crate) fn beginning(file: Vec<u8>, name: &[u8; 8]) -> Vec<u8> {
    as_another_stream(file, |page| {
        if page[5] & 2 != 0 {
            page[28..36].copy_from_slice(name);
        }
    })
}

/// A stream of another rate.
pub(crate) fn slower_vorbis() -> Vec<u8> {
    let header = |page: &[u8]| page.windows(7).position(|name| name == b"\x01vorbis");
    as_another_stream(bytes("vorbis.ogg"), |page| {
        if let Some(at) = header(page) {
            page[at + 12..at + 16].copy_from_slice(&8000_u32.to_le_bytes());
        }
    })
}

#[test]
fn a_chained_ogg_file_of_another_rate_or_other_channels_ends_with_a_warning() {
    let slower = slower_vorbis();
    let chain = [bytes("vorbis.ogg"), slower].concat();
    for decoded in [decode_as_file(&chain).unwrap(), decode_stream(chain.clone()).unwrap()] {
        assert!(decoded.channels == decode_file("vorbis.ogg").channels);
        assert_eq!(
            reported(&decoded),
            [format!("audio after {LENGTH} samples is ignored: the stream changes to 8000 Hz and 2 channels")]
        );
    }
}

#[test]
fn packets_without_a_container_go_on() {
    for name in ["aac.aac", "mp2.mp2"] {
        let alone = decode_file(name).channels[0].len();
        let decoded = decode_as_file(&bytes(name).repeat(2)).unwrap();
        assert_eq!((decoded.channels[0].len(), decoded.warnings), (2 * alone, vec![]), "{name}");
    }
}

#[test]
fn joined_mp3_files_with_lengths_are_all_trimmed() {
    let (mp3, alone) = (bytes("mp3.mp3"), decode_file("mp3.mp3"));
    let mut id3v1 = b"TAG".to_vec();
    id3v1.resize(128, b' ');
    let joined = [&mp3[..], &id3v1, &mp3].concat();
    for decoded in [decode_as_file(&joined), decode_stream(joined), decode_stream(mp3.repeat(2))] {
        let decoded = decoded.unwrap();
        assert_eq!((decoded.length, decoded.channels[0].len()), (None, 2 * LENGTH));
        for (channel, alone) in decoded.channels.iter().zip(&alone.channels) {
            assert!(channel[..LENGTH] == alone[..] && channel[LENGTH..] == alone[..]);
        }
        assert_eq!(decoded.warnings, []);
    }
}

/// Frames of MPEG-2 layer II at 64 kbit/s: at 24 kHz they are two thirds as long as at 16 kHz, 384 bytes.
pub(crate) fn faster_mp2() -> Vec<u8> {
    let frames = bytes("mp2.mp2").repeat(8);
    let faster =
        frames.chunks_exact(576).map(|frame| [&frame[..2], &[frame[2] & 0xF3 | 0x04], &frame[3..384]].concat());
    faster.flatten().collect()
}

#[test]
fn a_stream_that_changes_its_rate_ends_with_a_warning_and_without_silence() {
    let (frames, faster) = (bytes("mp2.mp2"), faster_mp2());
    let alone = decode_file("mp2.mp2");
    for decoded in [decode_as_file(&[&frames[..], &faster].concat()), decode_stream([&frames[..], &faster].concat())] {
        let decoded = decoded.unwrap();
        assert!(decoded.channels == alone.channels, "{} samples", decoded.channels[0].len());
        let length = alone.channels[0].len();
        let warning = "the stream changes to 24000 Hz and 2 channels";
        assert_eq!(reported(&decoded), [format!("audio after {length} samples is ignored: {warning}")]);
    }
    // A few of them are damage, replaced by silence.
    let few = &faster[..384 * 3];
    let decoded = decode_as_file(&[&frames[..], few, &frames].concat()).unwrap();
    assert_eq!(decoded.channels[0].len(), 2 * alone.channels[0].len() + 2 * 1152);
    let warning = "skipped 1152 bytes of invalid MP2 data at byte 1728; replaced by 2304 samples of silence";
    assert_eq!(reported(&decoded), [warning]);
}

/// AAC packets with another rate in the header, which only the reader sees.
pub(crate) fn faster_aac(packets: &[Vec<u8>]) -> Vec<Vec<u8>> {
    packets.iter().map(|packet| [&packet[..2], &[packet[2] & 0xC3 | 3 << 2], &packet[3..]].concat()).collect()
}

#[test]
fn a_change_that_decoders_do_not_notice_ends_with_a_warning() {
    let aac = super::bare::streams().into_iter().next_back().unwrap();
    let (packets, faster) = (aac.packets.concat(), faster_aac(&aac.packets));
    let alone = super::bare::decode_both(&packets);
    let decoded = super::bare::decode_both(&[&packets[..], &faster.concat()].concat());
    assert!(decoded.channels == alone.channels, "{} samples", decoded.channels[0].len());
    let (length, what) = (alone.channels[0].len(), "the stream changes to 48000 Hz and 2 channels");
    assert_eq!(reported(&decoded), [format!("audio after {length} samples is ignored: {what}")]);
    let few = [&aac.packets[..8], &faster[8..11], &aac.packets[11..]].concat().concat();
    let decoded = super::bare::decode_both(&few);
    assert_eq!(decoded.channels[0].len(), aac.packets.len() * 1024, "{:?}", reported(&decoded));
    assert!(reported(&decoded).iter().any(|text| text.contains("of invalid AAC data")), "{:?}", reported(&decoded));
}

#[test]
fn a_stream_that_changes_its_encoding_goes_on_with_a_warning() {
    let [mp2, mp3, aac] = super::bare::streams();
    for (first, second) in [(&aac, &mp3), (&mp3, &aac), (&mp2, &mp3)] {
        let (from, to) = (first.packets.concat(), second.packets.concat());
        let decoded = super::bare::decode_both(&[&from[..], &to].concat());
        let (before, behind) = (super::bare::decode_both(&from), super::bare::decode_both(&to));
        for (channel, parts) in decoded.channels.iter().zip(before.channels.iter().zip(&behind.channels)) {
            assert!(channel[..] == [&parts.0[..], parts.1].concat(), "{} to {}", first.name, second.name);
        }
        assert_eq!(reported(&decoded), [format!("the stream changes from {} to {}", first.name, second.name)]);
    }
}

#[test]
fn invalid_data_between_joined_files_are_reported_without_silence() {
    let (mp3, alone) = (bytes("mp3.mp3"), decode_file("mp3.mp3"));
    let skipped = format!("skipped 1000 bytes of invalid MP3 data at byte {}", mp3.len());
    for (junk, warnings) in [(vec![0; 300], vec![]), (vec![1; 1000], vec![skipped])] {
        let decoded = super::bare::decode_both(&[&mp3[..], &junk, &mp3].concat());
        assert_eq!((decoded.length, decoded.channels[0].len()), (None, 2 * LENGTH));
        for (channel, alone) in decoded.channels.iter().zip(&alone.channels) {
            assert!(channel[..LENGTH] == alone[..] && channel[LENGTH..] == alone[..]);
        }
        assert_eq!(reported(&decoded), warnings);
    }
}

#[test]
fn an_unread_second_file_is_reported() {
    for name in ["pcm.wav", "ima_adpcm.wav", "pcm.aiff", "float.au"] {
        let alone = bytes(name);
        let decoded = decode_as_file(&alone.repeat(2)).unwrap();
        assert!(decoded.channels == decode_file(name).channels, "{name}");
        assert_eq!(reported(&decoded), [format!("ignored a second file appended at byte {}", alone.len())], "{name}");
    }
    for name in ["pcm.wav", "ima_adpcm.wav", "pcm.aiff", "float.au"] {
        let decoded = decode_stream([bytes(name), bytes("pcm.aiff")].concat()).unwrap();
        assert!(decoded.channels == decode_file(name).channels, "{name}");
        let end = bytes(name).len();
        assert_eq!(reported(&decoded), [format!("ignored a second file appended at byte {end}")], "{name}");
    }
}
