//! Packets without a container, with other data between them.

use super::damage::{decode_as_file, reported};
use super::{Decoded, LENGTH, bytes, decode_file, decode_stream};

/// So many irregular bytes: the upper ones of a linear congruential generator's numbers.
pub(crate) fn noise(count: usize) -> Vec<u8> {
    let numbers = std::iter::successors(Some(1_u32), |&x| Some(x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223)));
    numbers.map(|x| (x >> 24) as u8).take(count).collect()
}

/// The start of the sound in the MP3 file, after a packet that states the number of packets.
pub(crate) fn sound_of_mp3() -> usize {
    bytes("mp3.mp3").windows(2).position(|sync| sync == [0xFF, 0xF3]).expect("a packet") + 288
}

/// A stream of packets that does not state their number.
pub(crate) struct Stream {
    pub(crate) name: &'static str,
    pub(crate) packets: Vec<Vec<u8>>,
    /// Samples of a packet.
    pub(crate) samples: usize,
}

pub(crate) fn streams() -> [Stream; 3] {
    /// Streams that are long enough to be damaged, with this many copies of each file.
    const COPIES: usize = 8;
    let cut = |name, bytes: &[u8], size: fn(&[u8]) -> usize, samples| {
        let (bytes, mut packets) = (bytes.repeat(COPIES), Vec::new());
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            let (packet, behind) = rest.split_at(size(rest));
            packets.push(packet.to_vec());
            rest = behind;
        }
        Stream { name, packets, samples }
    };
    let adts = |head: &[u8]| usize::from(head[3] & 3) << 11 | usize::from(head[4]) << 3 | usize::from(head[5]) >> 5;
    // 144 or 72 bytes for 64 kilobits and 16 kilosamples in a second.
    let mp3 = bytes("mp3.mp3");
    [
        cut("MP2", &bytes("mp2.mp2"), |_| 576, 1152),
        cut("MP3", &mp3[sound_of_mp3()..], |_| 288, 576),
        cut("AAC", &bytes("aac.aac"), adts, 1024),
    ]
}

/// The same as a file and as a pipe, whose length may be unknown.
#[track_caller]
pub(super) fn decode_both(bytes: &[u8]) -> Decoded {
    let decoded = decode_as_file(bytes).unwrap();
    let piped = decode_stream(bytes.to_vec()).unwrap();
    assert!(piped.length.is_none() || piped.length == decoded.length);
    assert!(Decoded { length: decoded.length, ..piped } == decoded, "a pipe differs");
    decoded
}

#[test]
fn sound_after_damage_in_bare_packets_keeps_its_time() {
    for Stream { name, packets, samples } in streams() {
        let whole = decode_both(&packets.concat());
        assert_eq!(whole.channels[0].len(), packets.len() * samples, "{name}");
        assert_eq!(reported(&whole), [""; 0], "{name}");
        let (first, last) = (8, 12);
        let before = packets[..first].concat().len();
        let size: usize = packets[first..last].iter().map(Vec::len).sum();
        let about = if name == "AAC" { "about " } else { "" };
        for (what, damage) in [("noise", noise(size)), ("zeros", vec![0; size]), ("syncs", vec![0xFF; size])] {
            let damaged = [packets[..first].concat(), damage, packets[last..].concat()].concat();
            let decoded = decode_both(&damaged);
            let silent = first * samples..last * samples;
            assert_eq!(decoded.channels[0].len(), whole.channels[0].len(), "{name}, {what}: {:?}", reported(&decoded));
            for (channel, whole) in decoded.channels.iter().zip(&whole.channels) {
                assert!(channel[..silent.start] == whole[..silent.start], "{name}, {what}: before");
                assert!(channel[silent.clone()].iter().all(|&sample| sample == 0.0), "{name}, {what}: within");
                // Packets of MP3 need up to 511 bytes of earlier ones, the others a part of the previous one.
                let clear = silent.end + 3 * samples;
                let behind = channel[clear..].iter().zip(&whole[clear..]);
                let most = behind.map(|(here, there)| (here - there).abs()).fold(0.0, f64::max);
                // An AAC decoder fills in noise from a generator that continues from packet to packet.
                let tolerance = if name == "AAC" { 0.03 } else { 0.0 };
                assert!(most <= tolerance, "{name}, {what}: {most} behind");
            }
            let warning = format!(
                "skipped {size} bytes of invalid {name} data at byte {before}; replaced by {about}{} samples of silence",
                silent.len()
            );
            assert_eq!(reported(&decoded).last(), Some(&warning), "{name}, {what}");
        }
    }
}

#[test]
fn a_truncated_packet_is_not_joined_with_the_next() {
    for Stream { name, packets, samples } in streams() {
        let (first, kept) = (packets[..5].concat(), packets[5].len() - 100);
        let cut = [&first, &packets[5][..kept], &packets[6..].concat()].concat();
        let decoded = decode_both(&cut);
        assert_eq!(decoded.channels[0].len(), packets.len() * samples, "{name}: {:?}", reported(&decoded));
        let warning = format!("skipped {kept} bytes of invalid {name} data at byte {}; replaced by ", first.len());
        assert!(reported(&decoded).iter().any(|text| text.starts_with(&warning)), "{name}: {:?}", reported(&decoded));
    }
}

#[test]
fn several_places_are_reported_in_one_line() {
    let [Stream { packets, samples, .. }, ..] = streams();
    let pairs: Vec<Vec<u8>> = packets.chunks(2).map(<[_]>::concat).collect();
    let decoded = decode_both(&pairs.join(&[1, 2, 3][..]));
    assert_eq!((decoded.channels[0].len(), pairs.len()), (packets.len() * samples, 12));
    assert_eq!(reported(&decoded), ["skipped 33 bytes of invalid MP2 data in 11 places (first at byte 1152)"]);
}

#[test]
fn tags_and_zeros_around_packets_are_not_damage() {
    let id3 = |version: u8, size: u8| [&b"ID3"[..], &[version, 0, 0, 0, 0, 1, size], &[b'x'; 128 + 77]].concat();
    let ape = |is_header: bool, items: &[u8]| {
        let size = (items.len() as u32 + 32).to_le_bytes();
        let flags = [0, 0, 0, if is_header { 0xA0 } else { 0x80 }];
        [&b"APETAGEX\xD0\x07\0\0"[..], &size, &[1, 0, 0, 0], &flags, &[0; 8]].concat()
    };
    let items = b"\x03\0\0\0\0\0\0\0Title\0one";
    let whole_ape = [ape(true, items), items.to_vec(), ape(false, items)].concat();
    let mut id3v1 = b"TAGone".to_vec();
    id3v1.resize(128, 0);
    for Stream { name, packets, .. } in streams() {
        let packets = packets.concat();
        let alone = decode_both(&packets);
        for (what, around, times) in [
            ("before", [id3(3, 77), id3(4, 77), packets.clone()].concat(), 1),
            ("behind", [&packets[..], &whole_ape, &id3v1].concat(), 1),
            ("zeros", [&packets[..], &[0; 5000]].concat(), 1),
            ("zeros behind texts", [&packets[..], &id3v1, &[0; 5000]].concat(), 1),
            ("between", [&packets[..], &id3v1, &id3(3, 77), &packets].concat(), 2),
        ] {
            let decoded = decode_both(&around);
            assert_eq!(reported(&decoded), [""; 0], "{name}, {what}");
            let length = alone.channels[0].len();
            assert!(
                decoded.channels[0].len() == times * length && decoded.channels[0][..length] == alone.channels[0][..]
            );
        }
    }
}

#[test]
fn invalid_data_at_the_ends_are_reported_without_silence() {
    for Stream { name, packets, samples } in streams() {
        let packets = packets.concat();
        let alone = decode_both(&packets);
        let decoded = decode_both(&[&packets[..], &noise(1000)].concat());
        assert!(decoded.channels == alone.channels, "{name}");
        assert_eq!(
            reported(&decoded),
            [format!("skipped 1000 bytes of invalid {name} data at byte {}", packets.len())]
        );
        let decoded = decode_both(&packets[..packets.len() - 5]);
        let length = alone.channels[0].len() - samples;
        assert!(decoded.channels[0][..] == alone.channels[0][..length], "{name}");
        assert_eq!(reported(&decoded), [format!("truncated: ends inside a packet after {length} samples")], "{name}");
    }
    let [Stream { packets, .. }, ..] = streams();
    let tag = b"ID3\x04\0\0\0\0\0\x05.....";
    let decoded = decode_both(&[&tag[..], &noise(500), &packets.concat()].concat());
    assert!(decoded.channels == decode_both(&packets.concat()).channels);
    assert_eq!(reported(&decoded), ["skipped 500 bytes of invalid MP2 data at byte 15"]);
}

#[test]
fn padding_stays_trimmed_after_damage() {
    // Three copies of the file, and noisy packets in the second.
    let alone = bytes("mp3.mp3");
    let begin = sound_of_mp3();
    let mut joined = alone.repeat(3);
    let damaged = alone.len() + begin + 288 * 2..alone.len() + begin + 288 * 4;
    joined[damaged.clone()].copy_from_slice(&noise(2 * 288));
    let decoded = decode_as_file(&joined).unwrap();
    assert_eq!((decoded.length, decoded.channels[0].len()), (None, 3 * LENGTH));
    assert!(decoded.channels[0][2 * LENGTH..] == decode_file("mp3.mp3").channels[0]);
    let warning =
        format!("skipped 576 bytes of invalid MP3 data at byte {}; replaced by 1152 samples of silence", damaged.start);
    assert!(reported(&decoded).iter().any(|text| text.starts_with(&warning)), "{:?}", reported(&decoded));
}

#[test]
fn bytes_that_only_begin_like_a_packet_are_refused() {
    let refusal = |bytes: &[u8]| decode_as_file(bytes).map(|decoded| reported(&decoded)).unwrap_err().to_string();
    assert_eq!(refusal(&[&[0xFF, 0xFB, 0x90, 0x64][..], &noise(20_000)].concat()), "MP3 without a complete packet");
    assert_eq!(refusal(&[&[0xFF, 0xF1, 0x50, 0x80][..], &noise(20_000)].concat()), "AAC without a complete packet");
    assert_eq!(refusal(&free_rate()), "free-format MP3 is not supported");
}

/// MP3 whose bit rate must be found by the reader.
pub(crate) fn free_rate() -> Vec<u8> {
    [&[0xFF, 0xFB, 0x00, 0x64][..], &[0; 700]].concat().repeat(20)
}

/// AAC packets that state several blocks each.
pub(crate) fn several_blocks(packets: &[Vec<u8>]) -> Vec<Vec<u8>> {
    packets.iter().map(|packet| [&packet[..6], &[packet[6] | 1], &packet[7..]].concat()).collect()
}

#[test]
fn unsupported_packets_are_named() {
    let refusal = |bytes: &[u8]| decode_as_file(bytes).map(|decoded| reported(&decoded)).unwrap_err().to_string();
    let [.., Stream { packets, .. }] = streams();
    let all = several_blocks(&packets);
    assert_eq!(refusal(&all.concat()), "AAC with several raw data blocks per frame is not supported");
    // A single one is damage.
    let damaged = [&packets[..8], &all[8..9], &packets[9..]].concat().concat();
    let decoded = decode_both(&damaged);
    assert_eq!(decoded.channels[0].len(), packets.len() * 1024, "{:?}", reported(&decoded));
    assert!(reported(&decoded).iter().any(|text| text.contains("of invalid AAC data")), "{:?}", reported(&decoded));
}

#[test]
fn damage_after_the_summary_of_a_file_changes_no_length() {
    let mut bytes = bytes("mp3.mp3");
    let begin = sound_of_mp3();
    bytes[begin..begin + 288].copy_from_slice(&noise(288));
    let decoded = decode_as_file(&bytes).unwrap();
    assert_eq!(decoded.length, Some(LENGTH as u64));
    let warning = format!("skipped 288 bytes of invalid MP3 data at byte {begin}");
    assert!(reported(&decoded).contains(&warning), "{:?}", reported(&decoded));
}

/// The packets of MP3 four times, after a first one that states a number of packets; and that number.
pub(crate) fn falsely_counted(count: u32) -> (Vec<u8>, usize) {
    let whole = bytes("mp3.mp3");
    let at = whole.windows(4).position(|name| name == b"Info" || name == b"Xing").unwrap() + 8;
    let begin = sound_of_mp3();
    let mut long = [&whole[..begin], &whole[begin..].repeat(4)].concat();
    long[at..at + 4].copy_from_slice(&count.to_be_bytes());
    let packets = (long.len() - begin) / 288;
    (long, packets)
}

#[test]
fn a_count_that_leaves_no_audio_is_none() {
    for count in [0, 1] {
        let (bytes, packets) = falsely_counted(count);
        let decoded = decode_both(&bytes);
        // Only the delay is trimmed: 1105 samples.
        assert_eq!((decoded.length, decoded.channels[0].len()), (None, packets * 576 - 1105), "{count}");
        assert_eq!(reported(&decoded), [""; 0], "{count}");
    }
}

#[test]
fn audio_beyond_the_stated_count_is_reported() {
    let stated = 10 * 576 - 1105 - 502;
    for decoded in [decode_as_file(&falsely_counted(10).0), decode_stream(falsely_counted(10).0)] {
        let decoded = decoded.unwrap();
        assert_eq!(decoded.channels[0].len(), stated);
        assert_eq!(reported(&decoded), [format!("ignored audio after the {stated} samples stated in the header")]);
    }
}

#[test]
fn a_single_packet_is_read() {
    for Stream { name, packets, samples } in streams() {
        let decoded = decode_both(&packets[0]);
        assert_eq!((decoded.encoding, decoded.channels[0].len()), (name, samples));
        assert_eq!(reported(&decoded), [""; 0], "{name}");
    }
}

#[test]
fn inserted_data_in_a_counted_file_replace_no_audio() {
    let (whole, at) = (bytes("mp3.mp3"), sound_of_mp3() + 4 * 288);
    let decoded = decode_as_file(&[&whole[..at], &noise(3000), &whole[at..]].concat()).unwrap();
    assert_eq!(decoded.channels[0].len(), LENGTH);
    assert_eq!(reported(&decoded), [format!("skipped 3000 bytes of invalid MP3 data at byte {at}")]);
}
