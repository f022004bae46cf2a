//! Files with several tracks: the decoded one, and its description.

use super::bare::streams;
use super::bytes;
use super::damage::{decode_as_file, reported};
use super::encodings::{changed, element};
use super::limits::tracks_that_share_their_packets;

/// The same file with the first occurrence of `from` replaced.
pub(crate) fn replaced(mut file: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = file.windows(from.len()).position(|window| window == from).expect("what is replaced");
    file[at..at + to.len()].copy_from_slice(to);
    file
}

#[test]
fn a_track_after_an_unknown_one_keeps_its_number() {
    let file = tracks_that_share_their_packets(2);
    let last = "using audio track 2 of 2";
    assert_eq!(reported(&decode_as_file(&replaced(file.clone(), b"alac", b"samr")).unwrap())[0], last);
    // A picture track does not count.
    let alone = reported(&decode_as_file(&replaced(file, b"soun", b"vide")).unwrap());
    assert!(!alone.iter().any(|reported| reported.contains("tracks")), "{alone:?}");
}

/// Frames of AAC whose headers state another number of channels.
pub(crate) fn aac_of_channels(channels: u8) -> Vec<u8> {
    let [_, _, aac] = streams();
    let with = |packet: &Vec<u8>| {
        [&packet[..2], &[packet[2] & 0xFE | channels >> 2, packet[3] & 0x3F | channels << 6], &packet[4..]].concat()
    };
    aac.packets.iter().flat_map(with).collect()
}

/// An MP4 file with this description of its AAC.
pub(crate) fn aac_described(description: [u8; 5]) -> Vec<u8> {
    // Two channels at 16 kHz, without data for the upper half of the spectrum.
    replaced(bytes("aac.m4a"), &[0x14, 0x10, 0x56, 0xE5, 0], &description)
}

#[test]
fn aac_of_another_profile_is_named() {
    let refusal = |description| decode_as_file(&aac_described(description)).map(|_| ()).unwrap_err().to_string();
    for (description, named) in [
        // The object in five bits, the rate in four, the channels in four; of HE-AAC another rate and object.
        ([0x0C, 0x10, 0x56, 0xE5, 0], "AAC Main"),
        ([0x24, 0x10, 0x56, 0xE5, 0], "AAC-LTP"),
        ([0x2C, 0x12, 0x88, 0, 0], "HE-AAC"),
        ([0xEC, 0x12, 0x88, 0, 0], "HE-AAC"),
        // AAC-LC, the mark of an extension, its object and a bit that announces it: the decoder ignores it.
        ([0x14, 0x10, 0x56, 0xE5, 0x80], "HE-AAC"),
        // 39, as 31 and six bits of 7; the rate and the channels follow.
        ([0xF8, 0xF0, 0x40, 0, 0], "AAC-ELD"),
        ([0x14, 0x30, 0x56, 0xE5, 0], "6-channel AAC"),
        ([0x14, 0x38, 0x56, 0xE5, 0], "8-channel AAC"),
    ] {
        assert_eq!(refusal(description), format!("MP4 with {named} is not supported"), "{description:02x?}");
    }
    let error = decode_as_file(&aac_of_channels(6)).map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), "6-channel AAC is not supported");
}

/// The same file with `more` before the first of its elements of that name, the segment and `within` enlarged.
fn inserted(mut file: Vec<u8>, before: [u8; 4], within: &[[u8; 4]], more: &[u8]) -> Vec<u8> {
    let place = |file: &[u8], id: [u8; 4]| file.windows(4).position(|window| window == id).expect("the element");
    for &id in within {
        let at = place(&file, id) + 4;
        let size = u64::from_be_bytes(file[at..at + 8].try_into().expect("a size")) + more.len() as u64;
        file[at..at + 8].copy_from_slice(&size.to_be_bytes());
    }
    let at = place(&file, before);
    file.splice(at..at, more.iter().copied());
    file
}

/// Tags of a track, or of the whole file.
fn tags(track: Option<u64>, pairs: &[(&str, &str)]) -> Vec<u8> {
    let uid = track.map_or_else(Vec::new, |uid| element(&[0x63, 0xC5], &uid.to_be_bytes()));
    let simple = pairs.iter().map(|(name, value)| {
        let pair = [element(&[0x45, 0xA3], name.as_bytes()), element(&[0x44, 0x87], value.as_bytes())];
        element(&[0x67, 0xC8], &pair.concat())
    });
    let contents: Vec<u8> = element(&[0x63, 0xC0], &uid).into_iter().chain(simple.flatten()).collect();
    element(&[0x73, 0x73], &contents)
}

#[test]
fn tags_of_other_tracks_and_of_programs_are_not_shown() {
    const SEGMENT: [u8; 4] = [0x18, 0x53, 0x80, 0x67];
    const TRACKS: [u8; 4] = [0x16, 0x54, 0xAE, 0x6B];
    const TAGS: [u8; 4] = [0x12, 0x54, 0xC3, 0x67];
    const CLUSTER: [u8; 4] = [0x1F, 0x43, 0xB6, 0x75];
    const PICTURES: u64 = 77;
    let plain = changed(&bytes("flac.mka"), &[], 0);
    let uid = plain.windows(2).position(|window| window == [0x73, 0xC5]).expect("the number of the track");
    let length = usize::from(plain[uid + 2] & 0x7F);
    let sound = plain[uid + 3..uid + 3 + length].iter().fold(0, |number, &byte| number << 8 | u64::from(byte));
    let pictures = [
        element(&[0xD7], &[2]),
        element(&[0x73, 0xC5], &PICTURES.to_be_bytes()),
        element(&[0x83], &[1]),
        element(&[0x86], b"V_VP8"),
    ];
    let all = [
        tags(Some(PICTURES), &[("ENCODER", "of pictures"), ("ARTIST", "a painter")]),
        tags(Some(sound), &[("ENCODER", "of sound"), ("COMPOSER", "one"), ("DURATION", "00:01"), ("BPS", "7")]),
        // Of an album, as by default.
        tags(None, &[("ENCODER", "of the whole"), ("TITLE", "two")]),
    ];
    let with_tags = inserted(plain, CLUSTER, &[SEGMENT], &element(&TAGS, &all.concat()));
    // The tags of that name come first in the file, and follow its tracks in the list.
    let file = inserted(with_tags, TAGS, &[SEGMENT, TRACKS], &element(&[0xAE], &pictures.concat()));
    let decoded = decode_as_file(&file).unwrap();
    let reported: Vec<(&str, &str)> = decoded.texts.iter().map(|(name, value)| (&name[..], &value[..])).collect();
    assert_eq!(reported, [("Software", "of the whole"), ("Album", "two"), ("Composer", "one")]);
    assert!(decoded.channels == super::signal());
}
