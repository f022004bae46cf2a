//! Matroska files whose packets were changed before they were stored.

use super::damage::{decode_as_file, reported};
use super::{bytes, decode_file, decode_stream};

/// An element with a size of eight bytes.
pub(crate) fn element(id: &[u8], contents: &[u8]) -> Vec<u8> {
    [id, &(contents.len() as u64 | 1 << 56).to_be_bytes(), contents].concat()
}

/// A number with the length that its first byte states, with its marker and without.
fn number(bytes: &[u8]) -> (usize, u64, u64) {
    let length = bytes[0].leading_zeros() as usize + 1;
    let value = bytes[..length].iter().fold(0, |value, &byte| value << 8 | u64::from(byte));
    (length, value, value & ((1 << (7 * length)) - 1))
}

/// The same elements with additions to the track, and with the first `cut` bytes of each packet removed.
pub(crate) fn changed(mut bytes: &[u8], more: &[u8], cut: usize) -> Vec<u8> {
    const BLOCK_HEAD: usize = 4;
    let mut made = Vec::new();
    while !bytes.is_empty() {
        let (id_length, id, _) = number(bytes);
        let (size_length, _, size) = number(&bytes[id_length..]);
        let (name, rest) = bytes.split_at(id_length);
        let (contents, rest) = rest[size_length..].split_at(size as usize);
        bytes = rest;
        match id {
            // Positions of other elements, which move.
            0x114D_9B74 | 0x1C53_BB6B => {}
            0x1853_8067 | 0x1654_AE6B | 0x1F43_B675 | 0xA0 => made.extend(element(name, &changed(contents, more, cut))),
            0xAE => made.extend(element(name, &[contents, more].concat())),
            0xA1 | 0xA3 => {
                let (head, packet) = contents.split_at(BLOCK_HEAD);
                made.extend(element(name, &[head, &packet[cut..]].concat()));
            }
            _ => made.extend(element(name, contents)),
        }
    }
    made
}

/// The elements that declare compression by an algorithm with such settings.
pub(crate) fn compression(algorithm: u8, settings: &[u8]) -> Vec<u8> {
    let contents = [element(&[0x42, 0x54], &[algorithm]), element(&[0x42, 0x55], settings)].concat();
    element(&[0x6D, 0x80], &element(&[0x62, 0x40], &element(&[0x50, 0x34], &contents)))
}

#[test]
fn the_common_start_of_packets_is_restored() {
    let (whole, alone) = (bytes("flac.mka"), decode_file("flac.mka"));
    // Frames of FLAC begin with these bytes, as those of this file do.
    let file = changed(&whole, &compression(3, &[0xFF, 0xF8]), 2);
    for decoded in [decode_as_file(&file), decode_stream(file)] {
        let decoded = decoded.unwrap();
        assert!(decoded.channels == alone.channels && decoded.warnings.is_empty(), "{:?}", decoded.warnings);
    }
    assert!(decode_as_file(&changed(&whole, &[], 0)).unwrap().channels == alone.channels);
}

/// The elements that declare encryption.
pub(crate) fn encryption() -> Vec<u8> {
    element(&[0x6D, 0x80], &element(&[0x62, 0x40], &element(&[0x50, 0x33], &[1])))
}

#[test]
fn packets_that_were_compressed_or_encrypted_are_refused() {
    let whole = bytes("flac.mka");
    let refusal = |more: &[u8]| decode_as_file(&changed(&whole, more, 0)).map(|_| ()).unwrap_err().to_string();
    assert_eq!(refusal(&compression(0, &[])), "Matroska with compressed (zlib) packets is not supported");
    assert_eq!(refusal(&compression(2, &[])), "Matroska with compressed packets is not supported");
    assert_eq!(refusal(&compression(3, &[0; 65])), "stripped packet header in Matroska is 65 bytes; the limit is 64");
    assert_eq!(refusal(&encryption()), "Matroska with encrypted packets is not supported");
}

/// The position of the element of that name.
fn place(file: &[u8], id: &[u8]) -> usize {
    file.windows(id.len()).position(|window| window == id).expect("the element")
}

const SEGMENT: [u8; 4] = [0x18, 0x53, 0x80, 0x67];
const CLUSTER: [u8; 4] = [0x1F, 0x43, 0xB6, 0x75];
/// The value of an unknown size.
const UNKNOWN: [u8; 8] = [1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

#[test]
fn a_stream_of_unknown_size_ends_behind_any_element() {
    let mut file = changed(&bytes("flac.mka"), &[], 0);
    for id in [SEGMENT, CLUSTER] {
        let size = place(&file, &id) + 4;
        file[size..size + 8].copy_from_slice(&UNKNOWN);
    }
    let alone = decode_file("flac.mka");
    for decoded in [decode_as_file(&file).unwrap(), decode_stream(file.clone()).unwrap()] {
        assert!(decoded.channels == alone.channels && decoded.warnings.is_empty(), "{:?}", decoded.warnings);
    }
    // It does not end within one.
    let cluster = place(&file, &CLUSTER);
    let decoded = decode_as_file(&file[..cluster + (file.len() - cluster) / 2]).unwrap();
    let [reported] = &reported(&decoded)[..] else { panic!("{:?}", decoded.warnings) };
    assert!(reported.starts_with("truncated: ends inside a packet after "), "{reported}");
}

/// A file of elements with sizes of eight bytes, and the position of its second block.
pub(crate) fn second_block() -> (Vec<u8>, usize) {
    let file = changed(&bytes("flac.mka"), &[], 0);
    let cluster = place(&file, &CLUSTER);
    let mut blocks = (cluster..file.len()).filter(|&at| file[at..].starts_with(&[0xA3, 1, 0, 0, 0]));
    let at = blocks.nth(1).expect("a second block");
    (file, at)
}
