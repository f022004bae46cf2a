//! MP4 whose packets contain more or fewer samples than their duration.

use super::damage::{decode_as_file, reported};
use super::limits::place;
use super::{LENGTH, bytes};

/// A packet of ALAC with so many samples of two channels, all of that value.
fn packet(samples: usize, value: u32) -> Vec<u8> {
    // As they are, in 16 bits each.
    let mut fields = vec![(1, 3), (0, 4 + 12), (1, 1), (0, 2), (1, 1), (samples as u32, 32)];
    fields.extend(vec![(value, 16); 2 * samples]);
    fields.push((7, 3));
    let bits = fields.into_iter().flat_map(|(value, width)| (0..width).rev().map(move |bit| value >> bit & 1));
    let bits: Vec<u32> = bits.collect();
    let byte = |bits: &[u32]| bits.iter().fold(0, |byte, &bit| byte << 1 | bit as u8) << (8 - bits.len());
    let mut packet: Vec<u8> = bits.chunks(8).map(byte).collect();
    packet.resize(SIZE, 0);
    packet
}

/// Bytes of the largest packet.
const SIZE: usize = 2 + 6 + LENGTH * 4;

/// Packets with so many samples, of values 1, 2 and so on, with the second number as their duration.
fn m4a(packets: &[(usize, u32)]) -> Vec<u8> {
    let mut file = bytes("alac.m4a");
    let count = packets.len() as u32;
    let lasts = packets.iter().map(|&(_, lasts)| lasts).sum();
    for (name, at, number) in [
        (b"stts", 4, count),
        (b"stsc", 16, count),
        (b"stsz", 8, SIZE as u32),
        (b"stsz", 12, count),
        (b"mdhd", 20, lasts),
        // The only edit lasts as long as the sound.
        (b"elst", 12, 0),
    ] {
        let at = place(&file, name) + 4 + at + 4 * usize::from(name == b"stts");
        file[at..at + 4].copy_from_slice(&number.to_be_bytes());
    }
    let times: Vec<u8> = packets.iter().flat_map(|&(_, lasts)| [1, lasts].map(u32::to_be_bytes).concat()).collect();
    for name in [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stts"] {
        let at = place(&file, name);
        let size = u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
        file[at..at + 4].copy_from_slice(&(size + times.len() as u32 - 8).to_be_bytes());
    }
    let table = place(&file, b"stts") + 16;
    file.splice(table..table + 8, times);
    let (samples, index) = (place(&file, b"mdat"), place(&file, b"moov"));
    let packets = (1..).zip(packets).flat_map(|(value, &(samples, _))| packet(samples, value));
    let packets: Vec<u8> = packets.collect();
    let header = [&(packets.len() as u32 + 8).to_be_bytes(), &b"mdat"[..]].concat();
    [&file[..samples], &header, &packets, &file[index..]].concat()
}

/// Three packets, of which the second has 1000 samples.
pub(crate) fn m4a_with_a_short_packet() -> Vec<u8> {
    m4a(&[(LENGTH, LENGTH as u32), (1000, LENGTH as u32), (LENGTH, LENGTH as u32)])
}

/// So many samples of each value in turn.
fn samples(parts: &[(usize, f64)]) -> Vec<f64> {
    parts.iter().flat_map(|&(count, value)| vec![value / 32768.0; count]).collect()
}

#[test]
fn a_short_packet_keeps_the_time_of_later_sound() {
    let decoded = decode_as_file(&m4a_with_a_short_packet()).unwrap();
    let expected = samples(&[(LENGTH, 1.0), (1000, 2.0), (2001, 0.0), (LENGTH, 3.0)]);
    assert!(decoded.channels[0] == expected, "{:?}", reported(&decoded));
    assert_eq!(reported(&decoded), ["packets are 2001 samples short in total; padded with silence"]);
}

#[test]
fn samples_beyond_a_packets_duration_are_decoded_if_a_clock_was_rounded() {
    // A tick of 1/600 s is 27 samples at 16 kHz.
    for (lasts, decoded_of_each) in [
        ([3001, 3001, 3001], [3001, 3001, 3001]),
        ([2992, 3008, 3003], [3001, 3001, 3001]),
        ([3008, 2992, 3003], [3001, 3001, 3001]),
        ([2974, 3028, 3001], [3001, 3001, 3001]),
        // The last packet is padded by the encoder.
        ([3001, 3001, 2990], [3001, 3001, 2990]),
        // Anything beyond rounding is padding too.
        ([2973, 3001, 3001], [2973, 3001, 3001]),
    ] {
        let decoded = decode_as_file(&m4a(&lasts.map(|lasts| (LENGTH, lasts)))).unwrap();
        let expected = [1, 2, 3].map(|value| (decoded_of_each[value - 1], value as f64));
        assert!(decoded.channels[0] == samples(&expected), "{lasts:?}: {} samples", decoded.channels[0].len());
        assert_eq!(reported(&decoded), [""; 0], "{lasts:?}");
    }
}
