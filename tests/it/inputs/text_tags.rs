//! Tags among packets without a container, whole and damaged.

use std::io::Cursor;

use specgram::source;

use super::bare::{Stream, decode_both, streams};
use super::damage::{decode_as_file, reported};
use super::decode_stream;
use crate::reads::bytes_read;

/// A tag of ID3v2.4 with `size` as its stated size.
fn id3(size: u32, contents: &[u8]) -> Vec<u8> {
    let size = [21, 14, 7, 0].map(|shift| (size >> shift & 0x7F) as u8);
    [&b"ID3\x04\0\0"[..], &size, contents].concat()
}

/// The header or the footer of an APE tag with so many bytes of items.
fn ape(version: u32, items: u32, flags: u8) -> Vec<u8> {
    [b"APETAGEX", &version.to_le_bytes()[..], &(items + 32).to_le_bytes(), &[1, 0, 0, 0, 0, 0, 0, flags], &[0; 8]]
        .concat()
}

#[test]
fn a_tag_with_an_excessive_size_hides_no_packets() {
    for Stream { name, packets, .. } in streams() {
        let (before, behind) = (packets[..6].concat(), packets[6..].concat());
        let alone = decode_both(&packets.concat());
        for (what, tag, length) in
            [("ID3v2 of 256 MiB", id3((1 << 28) - 1, b""), 10), ("APE of 4 GiB", ape(2000, u32::MAX - 32, 0xA0), 32)]
        {
            let decoded = decode_both(&[&before[..], &tag, &behind].concat());
            assert_eq!(decoded.channels[0].len(), alone.channels[0].len(), "{name}, {what}: {:?}", reported(&decoded));
            let warning = format!("skipped {length} bytes of invalid {name} data at byte {}", before.len());
            assert_eq!(reported(&decoded).last(), Some(&warning), "{name}, {what}");
        }
        let end = before.len() + behind.len();
        let decoded = decode_both(&[&before[..], &behind, &id3(100, b"cut short")].concat());
        assert!(decoded.channels == alone.channels, "{name}");
        assert_eq!(reported(&decoded), [format!("skipped 19 bytes of invalid {name} data at byte {end}")]);
    }
}

#[test]
fn the_first_of_several_leading_tags_is_read() {
    let text = |id: &[u8; 4], text: &[u8]| {
        let frame = [id, &(text.len() as u32 + 1).to_be_bytes()[..], &[0, 0, 3], text].concat();
        id3(frame.len() as u32, &frame)
    };
    let [Stream { packets, .. }, ..] = streams();
    let bytes = [text(b"TIT2", b"one"), id3(0, b"").repeat(1000), text(b"TPE1", b"two"), packets.concat()].concat();
    let opened = source::open_stream(Box::new(Cursor::new(bytes))).unwrap();
    let values: Vec<&str> = opened.facts.texts.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(values, ["one"]);
}

#[test]
fn false_tags_and_packets_are_read_once() {
    // Headers of 836 bytes that are not followed by a header.
    let header = [&[0xFF, 0xFB, 0xD2, 0x64][..], b"123456789012"].concat();
    let sound = [&[0xFF, 0xFB, 0x90, 0x64][..], &[0; 413]].concat().repeat(20);
    for (what, bytes) in [("headers", header.repeat(1 << 18)), ("syncs", vec![0xFF; 100 << 20])] {
        let bytes = [&sound[..], &bytes].concat();
        let (decoded, read) = bytes_read(|| decode_as_file(&bytes).unwrap());
        // Once, and once more for the beginning, in which packets are searched.
        let most = bytes.len() as u64 + (1 << 17);
        assert!(read <= most, "{what}: {read} of at most {most} bytes");
        assert!(decode_stream(bytes).unwrap() == decoded, "{what}: a pipe differs");
    }
}

#[test]
fn many_zeros_instead_of_packets_are_reported() {
    let [Stream { packets, .. }, ..] = streams();
    let packets = packets.concat();
    let half = packets.len() * 6;
    let zeros = |count: usize, at: usize| vec![format!("skipped {count} bytes of invalid MP2 data at byte {at}")];
    let decoded = decode_both(&[packets.repeat(6), vec![0; half]].concat());
    assert_eq!(reported(&decoded), zeros(half, half));
    let tag = id3(0, b"");
    for (count, expected) in [(2000, vec![]), (1 << 17, zeros(1 << 17, 10))] {
        let decoded = decode_both(&[&tag[..], &vec![0; count], &packets].concat());
        assert_eq!(reported(&decoded), expected, "{count} zeros");
    }
}
